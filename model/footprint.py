"""How much memory `generate` needs for a model, before anybody has its weights: as a pod asks for it."""

from model.catalog import Entry
from model.variants import LARGEST

MEBIBYTE = 1 << 20
MEGABYTE = 1_000_000
TO_Q8 = 1.5  # at most, a file of four bits that fitting lays out as Q8_0 grows by
COMPUTING = (
    640  # MiB: Python, and the buffers of a step; measured with the default model, four slots busy for half an hour
)
SPARE = 896  # MiB of the limit above the request
STEP = 128  # MiB, to which it is rounded


def memory_request(entry: Entry, slots: int, context: int = 0) -> int | None:
    """Return the MiB that `generate` takes with so many slots of `context` tokens (0: as the catalogue says), all full,
    and as much again for what earlier prompts had in common; None where the catalogue does not say how large it is."""
    if entry.megabytes is None or entry.token_bytes is None:
        return None
    grown = TO_Q8 if entry.megabytes * MEGABYTE <= LARGEST else 1.0
    tokens = 2 * slots * (context or entry.context)
    needed = COMPUTING + (grown * entry.megabytes * MEGABYTE + tokens * entry.token_bytes) / MEBIBYTE
    return -int(-needed // STEP) * STEP


def memory_limit(request: int) -> int:
    """Return the MiB that it may take at most."""
    return request + SPARE
