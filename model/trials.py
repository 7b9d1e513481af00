"""How long a model's typical work takes in one variant of its weights, and what it computes.

python -m model.trials KIND NAME FILE UBATCH EXTRA_BUFFERS OUTPUT    prints the seconds and writes OUTPUT, an .npy file
"""

import sys
import time
from pathlib import Path

import numpy as np
import numpy.typing as npt

from events.errors import MiniRAGError
from model.catalog import Entry, Kind, find
from model.decoder import STEP, Decoder
from model.encoder_workers import EncoderWorkers
from model.llama import Model, Tokens
from model.threads import compute_threads
from model.variants import Variant

Outputs = npt.NDArray[np.float32]  # an embedder's vectors, or the scores of the tokens after some of a text's
TEXT = "A river carries water from the hills to the sea, and the towns on its banks live from what it brings. "
PROMPT, STEPS, ROWS = 448, 32, 2  # tokens of a prompt, steps of its answer, tokens of each: one and a draft
SINGLE = 4  # more steps, of one token each, which llama.cpp computes in another way
PASSAGES, PASSAGE = 16, 200  # and tokens of each
LENGTHS = (1, 7, 30, 100, 199)  # tokens of the texts whose vectors are compared, besides one passage
COSINE = 0.999  # at least, of an embedder's vectors with the reference's
TIE = 0.5  # at most, in the logarithm of a probability: so much less the reference likes another's choice than its own


def measured(entry: Entry, path: Path, variant: Variant) -> tuple[float, Outputs]:
    """Return the seconds for one answer, or for one batch of passages, and what was computed."""
    model = Model(path, extra_buffers=variant.extra_buffers)
    return _writing(model, entry) if entry.kind == "generate" else _embedding(model, entry, variant.ubatch)


def agree(entry: Entry, outputs: Outputs, reference: Outputs) -> bool:
    """Return whether outputs are the reference's, up to what another number type may change.

    Vectors have the same direction. Of scores, each best token is one that the reference likes as well as its own.
    """
    if outputs.shape != reference.shape or not np.isfinite(outputs).all():
        return False
    if entry.kind == "embed":
        norms = np.linalg.norm(outputs, axis=1) * np.linalg.norm(reference, axis=1)
        return bool((np.sum(outputs * reference, axis=1) >= COSINE * norms).all() and norms.all())
    chosen = reference[np.arange(len(reference)), outputs.argmax(axis=1)]
    return bool((reference.max(axis=1) - chosen <= TIE).all() and np.ptp(outputs, axis=1).all())


def _writing(model: Model, entry: Entry) -> tuple[float, Outputs]:
    """Return the time for one answer: a prompt is read, then an answer written."""
    decoder = Decoder(model, sequences=1, context=min(1024, entry.context), threads=compute_threads())
    prompt = min(PROMPT, entry.context // 2)
    tokens = _tokens(model, prompt + STEPS * ROWS + SINGLE)
    ends = range(prompt, prompt + STEPS * ROWS, ROWS)

    _compute(decoder, tokens[:STEP], 0)  # the pages of the file are in memory then
    decoder.forget(0)
    started = time.perf_counter()
    for start in range(0, prompt, STEP):
        last = _compute(decoder, tokens[start : min(start + STEP, prompt)], start)
    scores = [last, *(_compute(decoder, tokens[start : start + ROWS], start) for start in ends)]
    seconds = time.perf_counter() - started
    first = prompt + STEPS * ROWS
    scores += [_compute(decoder, tokens[at : at + 1], at) for at in range(first, first + SINGLE)]
    decoder.close()
    return seconds, np.array(scores)


def _embedding(model: Model, entry: Entry, ubatch: int) -> tuple[float, Outputs]:
    """Return the time for a batch of passages."""
    longest = min(entry.context, model.trained_context)
    workers = EncoderWorkers(model, longest=longest, pooling=entry.pooling, threads=compute_threads(), ubatch=ubatch)
    passages = [_tokens(model, min(PASSAGE, longest))] * PASSAGES
    workers.encode(passages[:2])
    started = time.perf_counter()
    vectors = workers.encode(passages)
    seconds = time.perf_counter() - started
    others = workers.encode([passages[0][:length] for length in LENGTHS])
    alone = workers.encode([passages[0]])  # with all threads, as a question is
    workers.close()
    return seconds, np.concatenate([vectors[:1], others, alone])


def _tokens(model: Model, count: int) -> Tokens:
    return np.resize(model.tokenize(TEXT), count)


def _compute(decoder: Decoder, tokens: Tokens, start: int) -> Outputs:
    """Return the scores after the last of the tokens."""
    decoder.batch.clear()
    row = decoder.batch.add(tokens, start, 0, last_wanted=True)
    decoder.compute()
    return decoder.logits(row).copy()


def _kind(text: str) -> Kind:
    return "embed" if text == "embed" else "generate"


def main(arguments: list[str]) -> int:
    """Run the command."""
    kind, name, file, ubatch, extra, output = arguments
    try:
        variant = Variant("", int(ubatch), extra == "True")
        seconds, outputs = measured(find(name, _kind(kind)), Path(file), variant)
    except MiniRAGError as error:
        print(f"error: {error.detail}", file=sys.stderr)
        return 1
    np.save(output, outputs)
    print(seconds)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
