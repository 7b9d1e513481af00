"""What earlier sequences have computed, so that a prompt computes only what none of them has.

The idea is RadixAttention (Zheng et al., SGLang, NeurIPS 2024). A list of sequences stands in for its tree: there are
some tens of them, and comparing token arrays takes microseconds. They lie beside the decoder's cache, where they take
no more room than they have tokens and slow nothing down; copying one back takes as long as computing two tokens.
"""

from dataclasses import dataclass

import numpy as np

from model.decoder import State
from model.llama import Tokens


def common_prefix(left: Tokens, right: Tokens) -> int:
    """Return how many tokens both begin with."""
    size = min(len(left), len(right))
    differing = left[:size] != right[:size]
    return int(differing.argmax()) if differing.any() else size


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """The tokens of a sequence, and what the decoder had computed for them."""

    tokens: Tokens
    state: State


class Prefixes:
    """Sequences that a later prompt may begin like, of `room` tokens in all; the one used longest ago goes first."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._kept: list[Kept] = []  # used longest ago first

    def best(self, tokens: Tokens) -> tuple[State | None, int]:
        """Return what is kept of the sequence that shares most with the beginning of `tokens`, and how many tokens it
        shares."""
        shared = [common_prefix(kept.tokens, tokens) for kept in self._kept]
        if not any(shared):
            return None, 0
        found = self._kept.pop(int(np.argmax(shared)))
        self._kept.append(found)
        return found.state, max(shared)

    def keep(self, tokens: Tokens, state: State) -> None:
        """Keep a sequence, in place of those that it begins with."""
        self._kept = [kept for kept in self._kept if common_prefix(kept.tokens, tokens) < len(kept.tokens)]
        self._kept.append(Kept(np.array(tokens), state))
        while sum(len(kept.tokens) for kept in self._kept) > self._room:
            del self._kept[0]
