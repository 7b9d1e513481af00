"""What the decoder's cache holds, so that a prompt computes only what no earlier one has computed.

The idea is RadixAttention (Zheng et al., SGLang, NeurIPS 2024). A list of sequences stands in for its tree: there are
some tens of them, and comparing token arrays takes microseconds.
"""

from collections import OrderedDict
from typing import Protocol

import numpy as np

from model.llama import Tokens


class Cells(Protocol):
    """The two things that a decoder does here."""

    def share(self, source: int, target: int, tokens: int) -> None:
        """Let `target` begin with the first tokens of `source`."""

    def forget(self, sequence: int, start: int = 0) -> None:
        """Remove a sequence from position `start` on."""


def common_prefix(left: Tokens, right: Tokens) -> int:
    """Return how many tokens both begin with."""
    size = min(len(left), len(right))
    differing = left[:size] != right[:size]
    return int(differing.argmax()) if differing.any() else size


class Prefixes:
    """The sequences of a decoder: those being written, and those kept because a later prompt may begin like them."""

    def __init__(self, decoder: Cells, sequences: int, *, tokens: int) -> None:
        """Keep up to `tokens` tokens: each cell in use costs every step a look at the mask."""
        self._decoder, self._most = decoder, tokens
        self._free = list(range(sequences))
        self._kept: OrderedDict[int, Tokens] = OrderedDict()  # the least recently used first

    def best(self, tokens: Tokens) -> tuple[int | None, int]:
        """Return the kept sequence that shares most with the beginning of `tokens`, and how many tokens it shares."""
        shared = {sequence: common_prefix(held, tokens) for sequence, held in self._kept.items()}
        found = max(shared, key=lambda sequence: shared[sequence], default=None)
        return (found, shared[found]) if found is not None and shared[found] else (None, 0)

    def take(self, source: int | None, reused: int) -> int:
        """Return an empty sequence, or one that begins with `reused` tokens of `source`, kept or being written."""
        if source is not None and source in self._kept:
            self._kept.move_to_end(source)
        if not self._free:
            self.evict(sparing=source)
        sequence = self._free.pop()
        if source is not None:
            self._decoder.share(source, sequence, reused)
        return sequence

    def keep(self, sequence: int, tokens: Tokens) -> None:
        """Keep a sequence that is written to its end; its first cells hold `tokens`, the others are forgotten."""
        self._decoder.forget(sequence, len(tokens))
        for other, held in list(self._kept.items()):
            if common_prefix(held, tokens) == len(held):  # all that it holds is in the longer one too
                self._drop(other)
        self._kept[sequence] = np.array(tokens)
        while sum(map(len, self._kept.values())) > self._most and self.evict(sparing=sequence):
            pass

    def forget(self, sequence: int) -> None:
        """Forget a sequence of which nothing is known to be sound."""
        self._decoder.forget(sequence)
        self._free.append(sequence)

    def evict(self, *, sparing: int | None = None) -> bool:
        """Forget the kept sequence that was used longest ago, but for `sparing`; False when there is none."""
        oldest = next((sequence for sequence in self._kept if sequence != sparing), None)
        if oldest is None:
            return False
        self._drop(oldest)
        return True

    def _drop(self, sequence: int) -> None:
        del self._kept[sequence]
        self.forget(sequence)
