"""The order in which a person reads what is placed on a page: column by column, and line by line."""

from collections.abc import Sequence
from typing import TypeVar

import msgspec

_MOST = 400  # shapes whose columns are looked for; more are read line by line
S = TypeVar("S")


class Place(msgspec.Struct, frozen=True):
    """Where a shape lies, in any unit."""

    left: int
    top: int
    right: int
    bottom: int


def in_order(shapes: Sequence[tuple[Place | None, S]]) -> list[S]:
    """Return shapes by their places, if each has one; else as they come."""
    placed = [(place, shape) for place, shape in shapes if place is not None]
    ordered = _cut(placed) if placed and len(placed) == len(shapes) else shapes
    return [shape for _, shape in ordered]


def _cut(shapes: list[tuple[Place, S]]) -> list[tuple[Place, S]]:
    """Return shapes in order: cut at the widest gap, between columns or between lines, and each part again."""
    ordered, waiting = [], [shapes]
    while waiting:
        part = waiting.pop()
        by_line = sorted(part, key=lambda one: (one[0].top, one[0].left))
        by_column = sorted(part, key=lambda one: (one[0].left, one[0].top))
        gap_below, line = _widest([(place.top, place.bottom) for place, _ in by_line])
        gap_beside, column = _widest([(place.left, place.right) for place, _ in by_column])
        if len(part) == 1 or not (line or column) or len(shapes) > _MOST:
            ordered += by_line
        elif gap_beside > gap_below:
            waiting += [by_column[column:], by_column[:column]]
        else:
            waiting += [by_line[line:], by_line[:line]]
    return ordered


def _widest(spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return the widest gap between spans that are sorted by their beginning, and the number that it lies before.

    The number is 0 where there is none; spans that touch have a gap of 0.
    """
    widest, before, end = -1, 0, spans[0][1]
    for number, (begin, until) in enumerate(spans[1:], 1):
        if begin - end > widest:
            widest, before = begin - end, number
        end = max(end, until)
    return (widest, before) if widest >= 0 else (-1, 0)
