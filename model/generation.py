"""Messages into text, streamed."""

import weakref
from collections.abc import Iterator, Sequence
from contextlib import suppress
from queue import Empty
from typing import Self

import msgspec
from msgspec.structs import replace

from events.errors import MiniRAGError, Rejected
from events.questions import Message, Usage
from model.catalog import Entry, find
from model.chat import prompt_tokens
from model.decoder import OUTPUTS, Decoder
from model.engine import Engine
from model.grammar import json_grammar
from model.job import Job, Reason
from model.llama import Model, Tokens
from model.memory import affordable
from model.sampler import Sampling, make_sampler
from model.textstream import THINKS, TextStream
from model.threads import compute_threads
from model.weights import fit_of, ready_path, tuned_path

SLOTS = 2
TAG = 8  # tokens at a prompt's end that may hold a tag and blanks


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """How to generate: temperature 0 always takes the likeliest token; `seed` decides what chance takes above that."""

    max_tokens: int = 128
    temperature: float = 0.0
    top_p: float = 1.0  # chance takes from the likeliest tokens that together have this probability,
    top_k: int = 0  # from so many of the likeliest (0: from all),
    min_p: float = 0.0  # and from those that have this share of the likeliest one's probability
    seed: int = 0
    json_schema: str = ""  # the answer is a JSON text that fits this JSON Schema
    stop: tuple[str, ...] = ()  # texts that end the answer; they are not part of it


class Answer(Iterator[str]):
    """The pieces of one answer as they come, whole characters each. `close` cancels it and frees its slot at once."""

    def __init__(self, generator: "Generator", engine: Engine, job: Job) -> None:
        self._generator = generator  # which would close if nobody held it
        self._job = job
        self._prompt_tokens = len(job.prompt)
        self._ended = False
        self._ahead: list[str | MiniRAGError | None] = []  # taken from the job, and not given out yet
        self.close = weakref.finalize(self, engine.cancel, job)  # also when the caller just forgets it
        self.close.atexit = False
        engine.submit(job)

    def __next__(self) -> str:
        if self._ended or not self.close.alive:
            raise StopIteration
        item = self._ahead.pop() if self._ahead else self._job.out.get()
        if isinstance(item, str):
            return item
        self._ended = True
        if isinstance(item, MiniRAGError):
            raise item
        raise StopIteration

    def is_ready(self, patience: float) -> bool:
        """Wait up to `patience` seconds while its question is still being read or waits for a slot; tell whether the
        next piece, or the end, can be taken at once."""
        if not (self._ahead or self._ended or not self.close.alive):
            with suppress(Empty):
                self._ahead.append(self._job.out.get(timeout=patience))
        return bool(self._ahead) or self._ended or not self.close.alive

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    @property
    def usage(self) -> Usage:
        """Tokens of the prompt, and of the answer so far."""
        return Usage(prompt_tokens=self._prompt_tokens, completion_tokens=self._job.made)

    @property
    def reused_tokens(self) -> int:
        """Tokens of the prompt that an earlier prompt had in common, and that were not computed again."""
        return self._job.reused

    @property
    def finish_reason(self) -> Reason | None:
        """Why it ended: "stop" (the model, or a stop text), "length" (`max_tokens` or the context), "cancelled"."""
        return self._job.reason


class Generator:
    """A chat model in memory. Safe for several threads: `slots` answers run at once, more wait in order.

    generator = Generator.load()
    with generator.generate([Message(role="user", content="Hello!")], Options(max_tokens=20)) as answer:
        for piece in answer: ...
    """

    def __init__(self, entry: Entry, model: Model, *, slots: int, threads: int) -> None:
        self._model = model
        self._template = entry.template
        self._stop = entry.stop
        self.name = entry.name
        if slots > OUTPUTS:
            raise Rejected(f"{slots} slots are too many: give at most {OUTPUTS}")
        context = min(entry.context, model.trained_context)
        # As much again is for what earlier prompts have computed.
        self.slots, self.context = affordable(slots, context, 2 * model.cell_bytes)
        self._shrunk = self.context < context
        decoder = Decoder(model, sequences=self.slots, context=self.context, threads=threads)
        self._engine = Engine(model, decoder, slots=self.slots, context=self.context)
        self.close = weakref.finalize(self, self._engine.close)

    @classmethod
    def load(cls, name: str = "", slots: int = SLOTS, context: int = 0) -> Self:
        """Return the generator that `name` names, as `model.catalog.find` reads it ("": the default).

        `context` is the tokens of one prompt with its answer, as far as the model was trained for them (0: what the
        catalogue says). Where memory is short, it has fewer slots, and then a smaller context.

        Raises `Rejected` for an unknown model, `Unavailable` for weights that are not prepared.
        """
        entry = find(name, "generate")
        entry = replace(entry, context=context or entry.context)
        model = Model(ready_path(entry), extra_buffers=fit_of(tuned_path(entry)).extra_buffers)
        return cls(entry, model, slots=slots, threads=compute_threads())

    def generate(self, messages: Sequence[Message], options: Options) -> Answer:
        """Return the answer to `messages` as an iterator over its pieces of text.

        At temperature 0, and with the same seed above it, the same messages give the same answer, but for the last bits
        of arithmetic: they depend on what else is computed in the same step, and on what the cache holds.

        Raises `Rejected` when the prompt leaves no room for an answer; iterating raises `Unavailable` when the model is
        closed meanwhile.
        """
        if options.max_tokens < 1:
            raise Rejected(f"max_tokens is {options.max_tokens}: give at least 1")
        tokens = prompt_tokens(self._model, messages, self._template)
        if len(tokens) >= self.context:
            mend = f"set GENERATOR_CONTEXT={self.context}, which memory is there for" if self._shrunk else "shorten it"
            raise Rejected(
                f"the prompt has {len(tokens)} tokens, the model takes {self.context - 1}: {mend}", status=413
            )
        sampler = make_sampler(self._model, _sampling(options))
        text = TextStream([*self._stop, *options.stop], is_thinking=_begins_to_think(self._model, tokens))
        job = Job(tokens, sampler, text, options.max_tokens)
        return Answer(self, self._engine, job)

    def count_tokens(self, text: str) -> int:
        """Return the number of tokens in `text`."""
        return self._model.count(text)


def _begins_to_think(model: Model, prompt: Tokens) -> bool:
    """Return whether a template has written the tag behind which a model thinks."""
    return b"".join(map(model.piece, prompt[-TAG:].tolist())).rstrip().endswith(THINKS.encode())


def _sampling(options: Options) -> Sampling:
    return Sampling(
        temperature=options.temperature,
        top_p=options.top_p,
        top_k=options.top_k,
        min_p=options.min_p,
        seed=options.seed,
        grammar=json_grammar(options.json_schema) if options.json_schema else "",
    )
