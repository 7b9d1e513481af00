"""How long a model's typical work takes here, to compare forms of its weights; seconds, less is better."""

import time
from pathlib import Path

import numpy as np

from model.catalog import Entry
from model.decoder import STEP, Decoder
from model.lanes import Lanes
from model.llama import Model, Tokens
from model.threads import compute_threads

TEXT = "A river carries water from the hills to the sea, and the towns on its banks live from what it brings. "
PROMPT, STEPS, ROWS = 448, 32, 2  # tokens of a prompt, steps of its answer, tokens of each: one and a draft
PASSAGES, PASSAGE = 16, 200  # and tokens of each


def seconds_of(entry: Entry, path: Path, ubatch: int) -> float:
    """Return the time for one answer, or for one batch of passages."""
    return _writing(path, entry) if entry.kind == "generate" else _embedding(path, entry, ubatch)


def _writing(path: Path, entry: Entry) -> float:
    """Return the time for one answer: a prompt is read, then an answer written."""
    model = Model(path)
    decoder = Decoder(model, sequences=1, context=min(1024, entry.context), threads=compute_threads())
    tokens = _tokens(model, min(PROMPT, entry.context // 2))

    _compute(decoder, tokens[:STEP], 0)  # the pages of the file are in memory then
    decoder.forget(0)
    started = time.perf_counter()
    for start in range(0, len(tokens), STEP):
        _compute(decoder, tokens[start : start + STEP], start)
    for step in range(STEPS):
        _compute(decoder, tokens[:ROWS], len(tokens) + step * ROWS)
    seconds = time.perf_counter() - started
    decoder.close()
    return seconds


def _embedding(path: Path, entry: Entry, ubatch: int) -> float:
    """Return the time for a batch of passages."""
    model = Model(path)
    longest = min(entry.context, model.trained_context)
    lanes = Lanes(model, longest=longest, pooling=entry.pooling, threads=compute_threads(), ubatch=ubatch)
    passages = [_tokens(model, min(PASSAGE, longest))] * PASSAGES
    lanes.encode(passages[:2])
    started = time.perf_counter()
    lanes.encode(passages)
    seconds = time.perf_counter() - started
    lanes.close()
    return seconds


def _tokens(model: Model, count: int) -> Tokens:
    return np.resize(model.tokenize(TEXT), count)


def _compute(decoder: Decoder, tokens: Tokens, start: int) -> None:
    decoder.batch.clear()
    decoder.batch.add(tokens, start, 0, last_wanted=True)
    decoder.compute()
