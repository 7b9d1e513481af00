"""What stands at the head or foot of pages again and again, and is no part of their text."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from functions.ingest.extract.left_out import warn
from functions.ingest.extract.pdf_columns import Row, rows_of
from functions.ingest.extract.pdf_lines import Piece

_MOST_ROWS = 4  # of a head or a foot
_APART = 1.3  # of the usual distance between rows; a head is farther from the text
_SAME_HEIGHT = 2.0  # points
_LARGE = 1.1  # of the text's size; what is larger is a title
_FEWEST = 3  # pages, of a document that has as many
_NUMBER = re.compile(r"\d{1,6}|\b[ivxlc]{1,7}\b", re.IGNORECASE)
_DIGITS = re.compile(r"\d{1,6}")
_PAGE_WORDS = {
    "English": frozenset(("page", "of", "p", "pp")),
    "German": frozenset(("seite", "von", "blatt", "s")),
}
_WORD = re.compile(r"[^\W\d_]{1,40}")
Place = tuple[int, Piece]  # a piece and its page's number, from 0


def without_running_heads(pages: Sequence[Sequence[Piece]], size: float) -> list[list[Piece]]:
    """Return the pieces of pages but for running heads and feet and page numbers; `size` is the text's, in points.

    It warns of those that say something which the rest does not.
    """
    margins = [list(_margins(page)) for page in pages]
    repeated: dict[int, set[Piece]] = defaultdict(set)
    for places in _alike(margins, size).values():
        for number, piece in _repeated(places, len(pages)):
            repeated[number].add(piece)
    kept = [
        [piece for piece in page if piece not in repeated[number]] if number in repeated else list(page)
        for number, page in enumerate(pages)
    ]
    _warn_of({piece.text for pieces in repeated.values() for piece in pieces}, kept)
    return kept


def _margins(page: Sequence[Piece]) -> Iterator[Piece]:
    """Yield what stands above and below the text of a page, set apart from it."""
    rows = rows_of([piece for piece in page if piece.turned == 0])
    distances = sorted(above[0].base - below[0].base for above, below in pairwise(rows))
    if not distances:
        return
    apart = _APART * distances[len(distances) // 4]
    for ordered in (rows, rows[::-1]):
        yield from _set_apart(ordered, apart)


def _set_apart(rows: Sequence[Row], apart: float) -> Iterator[Piece]:
    for number, (row, following) in enumerate(pairwise(rows[: _MOST_ROWS + 1])):
        if abs(row[0].base - following[0].base) > apart:
            for each in rows[: number + 1]:
                yield from each
            return


def _alike(margins: Iterable[Iterable[Piece]], size: float) -> dict[str, list[Place]]:
    """Return what stands in margins by its words, whatever its numbers."""
    alike: dict[str, list[Place]] = defaultdict(list)
    for number, pieces in enumerate(margins):
        for piece in pieces:
            if piece.size <= _LARGE * size and not piece.table:
                alike[_NUMBER.sub("#", piece.text)].append((number, piece))
    return alike


def _repeated(places: Sequence[Place], pages: int) -> Iterator[Place]:
    """Yield what stands at one height on several pages, with the same words, or with the numbers of the pages."""
    by_height: dict[int, list[Place]] = defaultdict(list)
    for number, piece in places:
        by_height[round(piece.base / _SAME_HEIGHT)].append((number, piece))
    for height, here in by_height.items():
        near = here + by_height.get(height + 1, []) + by_height.get(height - 1, [])
        for place in here:
            others = {number for number, piece in near if _belong_together(place, (number, piece))}
            if len(others) >= min(_FEWEST, max(pages, 2)) or _is_own_number(place):
                yield place


def _belong_together(one: Place, other: Place) -> bool:
    if one[1].text == other[1].text:
        return True
    ours, theirs = _DIGITS.findall(one[1].text), _DIGITS.findall(other[1].text)
    return len(ours) == len(theirs) and all(
        int(after) - int(before) in (0, other[0] - one[0]) for before, after in zip(ours, theirs, strict=True)
    )


def _is_own_number(place: Place) -> bool:
    """Tell whether a text says only which page it is on."""
    text = place[1].text
    return _is_number_of_page(text) and _DIGITS.findall(text)[:1] == [str(place[0] + 1)]


def _warn_of(texts: Iterable[str], kept: Sequence[Sequence[Piece]]) -> None:
    said = {text for text in texts if not _is_number_of_page(text)}
    everything = "\n".join(piece.text for page in kept for piece in page) if said else ""
    for text in sorted(said):
        if text not in everything:
            warn("line(s) at the head or foot of pages, which come again", place=f'"{text}"')


def _is_number_of_page(text: str) -> bool:
    words = {word.lower() for word in _WORD.findall(text)}
    return any(words <= known for known in _PAGE_WORDS.values())
