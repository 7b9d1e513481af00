"""Values by which clients say that they want nothing in particular: -1 or 0 tokens, a top_p of 0, an empty stop."""

import os
from typing import Annotated

from msgspec import Meta

from events.questions import Options

MOST_TOKENS = 4096  # of one answer; who asks for more gets as many
SEEDS = 2**32

TokenLimit = Annotated[int, Meta(ge=-1, description="0 and -1: as if it were left out")]
TopK = Annotated[int, Meta(ge=-1, le=1000, description="0 and -1: all tokens")]
TopP = Annotated[float, Meta(ge=0, le=1, description="0: as if it were left out")]
StopText = Annotated[str, Meta(max_length=64)]
Stops = StopText | Annotated[list[StopText], Meta(max_length=4)]


def token_limit(*given: int | None) -> int:
    """Return the first limit that is one, within what an answer may have, else the default."""
    limits = (limit for limit in given if limit and limit > 0)
    return min(next(limits, Options().max_tokens), MOST_TOKENS)


def has_limit(*given: int | None) -> bool:
    """Tell whether one of the limits is one."""
    return any(limit and limit > 0 for limit in given)


def top_k_of(given: int | None) -> int | None:
    """Return from how many tokens chance takes, None for all of them."""
    return given if given and given > 0 else None


def stops_of(given: str | list[str] | None) -> list[str]:
    """Return the texts that end the answer, without empty ones."""
    return [stop for stop in ([given] if isinstance(given, str) else given or []) if stop]


def seed_of(given: int | None, temperature: float | None) -> int:
    """Return the seed, one by chance where none is given and chance decides; -1 is none."""
    if given is None or given == -1:
        return int.from_bytes(os.urandom(4), "big") if temperature else 0
    return given % SEEDS
