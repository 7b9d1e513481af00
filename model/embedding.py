"""Texts into vectors."""

import threading
from collections.abc import Sequence
from typing import Self

import numpy as np

from events.errors import Unavailable
from model.catalog import Entry, find
from model.encoder_workers import EncoderWorkers, Vectors
from model.llama import Model, Tokens
from model.threads import compute_threads
from model.tokenizer import Tokenizer
from model.weights import UBATCH, fit_of, ready_path, tuned_path


class Embedder:
    """An embedding model in memory. Safe for several threads, which take turns.

    embedder = Embedder.load()
    embedder.embed_passages(["Paris is the capital of France."])  # float32 (1, 384), unit length
    """

    def __init__(self, entry: Entry, model: Model, threads: int, ubatch: int = UBATCH) -> None:
        self._model = model
        self._entry = entry
        self.name = entry.name
        self.dims = model.dims
        self.context = min(entry.context, model.trained_context)  # tokens of one text, the special ones among them
        self._workers = EncoderWorkers(
            model, longest=self.context, pooling=entry.pooling, threads=threads, ubatch=ubatch
        )
        self._lock = threading.Lock()

    @classmethod
    def load(cls, name: str = "") -> Self:
        """Return the embedder that `name` names, as `model.catalog.find` reads it ("": the default).

        Raises `Rejected` for an unknown model, `Unavailable` for weights that are not prepared.
        """
        entry = find(name, "embed")
        fit = fit_of(tuned_path(entry))
        model = Model(ready_path(entry), extra_buffers=fit.extra_buffers)
        return cls(entry, model, compute_threads(), fit.ubatch)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one unit-length vector of `dims` floats per text, in order: float32 (n, dims).

        A text of more than `context` tokens is cut there. A text's vector does not depend on the other texts, but for
        the last bits, since llama.cpp computes several texts at a time. Raises `Unavailable` when it is closed.
        """
        sequences = [self._cut(self._model.tokenize(text, special=True)) for text in texts]
        with self._lock:
            if self._workers.closed:
                raise Unavailable(f"the embedder {self.name} is closed: load it again")
            vectors = self._workers.encode(sequences)
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: Vectors = vectors / np.maximum(norms, np.finfo(np.float32).tiny)
        return unit

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Return `embed` of the texts with the model's query prefix in front of each."""
        return self.embed([self._entry.query_prefix + text for text in texts])

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return `embed` of the texts with the model's passage prefix in front of each."""
        return self.embed([self._entry.passage_prefix + text for text in texts])

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the number of tokens in each text, without the special ones that begin and end a sequence."""
        return [self._model.count(text) for text in texts]

    def _cut(self, tokens: Tokens) -> Tokens:
        """Shorten a sequence to the context; its last token, which may be the special one that ends it, stays."""
        if len(tokens) <= self.context:
            return tokens
        return np.append(tokens[: self.context - 1], tokens[-1])

    def close(self) -> None:
        """Free the context; `embed` raises `Unavailable` from then on. The weights go with the last reference."""
        with self._lock:
            self._workers.close()


__all__ = ["Embedder", "Tokenizer", "Vectors"]
