"""What the decoder's cache holds, so that a prompt computes only what no earlier one has computed.

The idea is RadixAttention (Zheng et al., SGLang, NeurIPS 2024). A list of sequences stands in for its tree: there are
some tens of them, and comparing token arrays takes microseconds.
"""

from collections import OrderedDict
from typing import Protocol

import numpy as np

from model.llama import Tokens

NOTHING: Tokens = np.zeros(0, np.int32)


class Cells(Protocol):
    """The two things that a decoder does here."""

    def share(self, source: int, target: int, tokens: int) -> None:
        """Let `target` hold the first tokens of `source`, and nothing else."""

    def forget(self, sequence: int, start: int = 0) -> None:
        """Remove a sequence from position `start` on."""


def common_prefix(left: Tokens, right: Tokens) -> int:
    """Return how many tokens both begin with."""
    size = min(len(left), len(right))
    differing = left[:size] != right[:size]
    return int(differing.argmax()) if differing.any() else size


class Prefixes:
    """The sequences of a decoder: those being written, and idle ones, which keep what a later prompt may begin with."""

    def __init__(self, decoder: Cells, sequences: int) -> None:
        self._decoder = decoder
        self._all = frozenset(range(sequences))
        self._idle = OrderedDict((sequence, NOTHING) for sequence in range(sequences))  # used longest ago first

    def best(self, tokens: Tokens) -> tuple[int | None, int]:
        """Return the idle sequence that shares most with the beginning of `tokens`, and how many tokens it shares."""
        shared = {sequence: common_prefix(held, tokens) for sequence, held in self._idle.items()}
        found = max(shared, key=lambda sequence: shared[sequence], default=None)
        return (found, shared[found]) if found is not None and shared[found] else (None, 0)

    def take(self, source: int | None, reused: int) -> int:
        """Return a sequence that holds `reused` tokens of `source`, idle or being written, and nothing else.

        One must be idle. What it kept is lost: the less useful that is, the better.
        """
        if source is not None and source in self._idle:
            self._idle.move_to_end(source)
        sequence = self._target(source, reused)
        del self._idle[sequence]
        if source is None or source == sequence:
            self._decoder.forget(sequence, reused)
        else:
            self._decoder.share(source, sequence, reused)
        return sequence

    def _target(self, source: int | None, reused: int) -> int:
        """Return the source itself when nothing of it is lost, else a neighbour of a busy sequence, for the decoder
        computes neighbours together; of several the one used longest ago."""
        if source is not None and source in self._idle and len(self._idle[source]) == reused:
            return source
        others = [sequence for sequence in self._idle if sequence != source] or list(self._idle)
        return min(others, key=self._is_lonely)

    def _is_lonely(self, sequence: int) -> bool:
        busy = self._all - self._idle.keys()
        return bool(busy) and not busy & {sequence - 1, sequence + 1}

    def keep(self, sequence: int, tokens: Tokens) -> None:
        """Keep a sequence that is written to its end; its first cells hold `tokens`, the others are forgotten."""
        self._decoder.forget(sequence, len(tokens))
        for other, held in list(self._idle.items()):
            if len(held) and common_prefix(held, tokens) == len(held):  # all that it holds is in the longer one too
                self.forget(other)
        self._idle[sequence] = np.array(tokens)

    def forget(self, sequence: int) -> None:
        """Forget a sequence of which nothing is known to be sound, or needed."""
        self._decoder.forget(sequence)
        self._idle[sequence] = NOTHING
        self._idle.move_to_end(sequence, last=False)
