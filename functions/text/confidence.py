"""How sure OCR is of a text that it has read, of several texts as one."""

from collections.abc import Iterable


def least_confidence(every: Iterable[float | None]) -> float | None:
    """Return the least confidence, 0 to 1, of the texts that were recognised (None: it was not); None for none."""
    return min((one for one in every if one is not None), default=None)
