"""A document's extracted text, a part at a time: what the spans of citations count in."""

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
        if offset >= total:
            return TextPart("", min(offset, total), min(offset, total), total, ())
        before = _first_without(lambda position: self._ends_by(position, offset))
        passages = self._until(before, offset + limit)
        first, whole = passages[0].start, joined(passages)
        text = whole[max(offset - first, 0) : max(offset + limit - first, 0)]
        start = max(offset, first)
        return TextPart(text, start, start + len(text), total, passages)

    def _until(self, position: int, end: int) -> "tuple[Passage, ...]":
        """Return the passages from a position on that begin before this character, or the first one."""
        found: list[Passage] = []
        while page := self._store.in_order(self._key, self._generation, first=position, count=_PAGE):
            found += page
            position = page[-1].position + 1
            if page[-1].end >= end:
                break
        return tuple(one for one in found if one.start < end) or tuple(found[:1])

    def _at(self, position: int) -> "Passage | None":
        found = self._store.in_order(self._key, self._generation, first=position, count=1)
        return found[0] if found else None

    def _ends_by(self, position: int, offset: int) -> bool:
        found = self._at(position)
        return found is not None and found.end <= offset


def _first_without(holds: Callable[[int], bool]) -> int:
    """Return the first of the whole numbers from 0 on that this does not hold for, where it holds for all before it."""
    above = 1
    while holds(above - 1):
        above *= 2
    least = above // 2
    while least < above - 1:
        middle = (least + above) // 2
        least, above = (middle, above) if holds(middle - 1) else (least, middle)
    return least
