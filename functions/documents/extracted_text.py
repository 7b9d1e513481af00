"""A document's extracted text, a part at a time: what the spans of citations count in."""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from events.identity import DocumentKey, Generation
from functions.stores.joining import joined

if TYPE_CHECKING:
    from functions.stores.passages import Passage, Passages  # brings NumPy, which only those who search or store need

_PAGE = 100  # passages that are read at once


@dataclass(frozen=True, slots=True)
class TextPart:
    """The characters from `start` to `end` of a text of `total` characters, and the passages that they lie in."""

    text: str
    start: int
    end: int
    total: int
    passages: "tuple[Passage, ...]"


class ExtractedText:
    """The text of one generation of a document."""

    def __init__(self, store: "Passages", key: DocumentKey, generation: Generation) -> None:
        self._store, self._key, self._generation = store, key, generation

    def part(self, offset: int, limit: int) -> TextPart:
        """Return up to `limit` characters from `offset` on; none behind the end of the text."""
        count = _first_without(lambda position: self._at(position) is not None)
        last = self._at(count - 1) if count else None
        total = last.end if last else 0
        start, end = min(offset, total), min(offset + limit, total)
        if start == end:
            return TextPart("", start, end, total, ())
        around = self._around(count, start, end)
        first, whole = around[0].start, joined(around)
        start = max(start, first)
        text = whole[start - first : max(end, start) - first]
        passages = tuple(one for one in around if one.start < end and one.end > start)
        return TextPart(text, start, max(end, start), total, passages)

    def _around(self, count: int, start: int, end: int) -> "list[Passage]":
        """Return the passages that these characters lie in, and those beside them where they lie between two."""
        behind = bisect_left(range(count), True, key=lambda position: self._ends_behind(position, start))
        position = max(behind - 1, 0)
        found: list[Passage] = []
        while not found or found[-1].end < end:
            page = self._store.in_order(self._key, self._generation, first=position, count=_PAGE)
            if not page:
                break
            found += page
            position = page[-1].position + 1
        return found[: bisect_left(found, end, key=lambda one: one.end) + 1]

    def _at(self, position: int) -> "Passage | None":
        found = self._store.in_order(self._key, self._generation, first=position, count=1)
        return found[0] if found else None

    def _ends_behind(self, position: int, offset: int) -> bool:
        found = self._at(position)
        return found is None or found.end > offset


def _first_without(holds: Callable[[int], bool]) -> int:
    """Return the first of the whole numbers from 0 on that this does not hold for, where it holds for all before it."""
    above = 1
    while holds(above - 1):
        above *= 2
    return bisect_left(range(above), True, lo=above // 2, key=lambda number: not holds(number))
