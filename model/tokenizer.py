"""Counting tokens as an embedder or a generator does, without its weights."""

from collections.abc import Sequence
from typing import Self

from model.catalog import Kind, find
from model.llama import Model
from model.weights import ready_path


class Tokenizer:
    """The vocabulary of a model, freed when forgotten. Safe for several threads."""

    def __init__(self, name: str, model: Model, room: int) -> None:
        self.name = name
        self.room = (
            room  # tokens that one passage may have, its prefix and the model's special tokens already taken off
        )
        self.parameters, self.trained_context = model.parameters, model.trained_context
        self._model = model

    @classmethod
    def load(cls, name: str = "", kind: Kind = "embed") -> Self:
        """Return the tokenizer of the model named `name` ("": the default of its kind), in some 50 ms.

        Raises `Rejected` for an unknown model, `Unavailable` for weights that are not prepared.
        """
        entry = find(name, kind)
        model = Model(ready_path(entry), vocab_only=True)
        taken = model.count(entry.passage_prefix, special=True)
        return cls(entry.name, model, entry.context - taken)

    def count(self, text: str) -> int:
        """Return the number of tokens in `text`, without the special ones that begin and end a sequence."""
        return self._model.count(text)

    def counts(self, texts: Sequence[str]) -> list[int]:
        """Return the number of tokens in each text, in order."""
        return [self._model.count(text) for text in texts]
