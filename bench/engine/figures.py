"""From measurements to the figures that are shown."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spread:
    """The median of one figure over the rounds, with its smallest and largest value."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Spread":
        """Return the spread of at least one value."""
        return cls(statistics.median(values), min(values), max(values))

    def rounded(self, digits: int = 3) -> dict[str, float]:
        """Return the spread for JSON, rounded."""
        return {"median": round(self.median, digits), "min": round(self.low, digits), "max": round(self.high, digits)}


def ratios(ours: Sequence[float], theirs: Sequence[float]) -> Spread:
    """Return ours / theirs, taken within each round: a machine that is slow for a while is so for both.

    Raises `ValueError` when the two were not measured in the same number of rounds.
    """
    return Spread.of([mine / other for mine, other in zip(ours, theirs, strict=True)])


def percentile(values: Sequence[float], percent: int) -> float:
    """Return the nearest-rank percentile: the smallest value that `percent` % of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-percent * len(ordered) // 100) - 1)]
