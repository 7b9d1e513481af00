"""What stands at the head or foot of pages again and again, and is no part of their text."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, product

from functions.ingest.extract.left_out import warn
from functions.ingest.extract.pdf.lines import Piece

_MOST_ROWS = 3  # of a head or a foot
_APART = 1.3  # of the usual distance between rows; a head is farther from the text
_SAME_HEIGHT = 2.0  # points; what differs less is a row
_WIDEST = 1.7  # of the letters' size; rows of text are nearer to one another
_MOSTLY = 0.5  # of the pages have a running head at a place that is one for all
_LARGE = 1.1  # of the text's size; what is larger is a title
_FEWEST = 3  # pages, of a document that has as many
_ROMAN = re.compile(r"\b[ivxlc]{1,7}\b")
_DIGITS = re.compile(r"\d{1,6}")
_MOST_FIGURES = 3
_PAGE_WORDS = {
    "English": frozenset(("page", "of", "p", "pp")),
    "German": frozenset(("seite", "von", "blatt", "s")),
}
_WORD = re.compile(r"[^\W\d_]{1,40}")
Key = tuple[str, int, tuple[tuple[str, int], ...]]


def without_running_heads(pages: Sequence[Sequence[Piece]], size: float) -> list[list[Piece]]:
    """Return the pieces of pages but for running heads and feet and page numbers; `size` is the text's, in points.

    It warns of those that say something which the rest does not.
    """
    margins = [
        (number, piece)
        for number, page in enumerate(pages)
        for piece in _margins(page, size)
        if piece.size <= _LARGE * size and not piece.table
    ]
    counts = Counter(key for number, piece in margins for key in _keys(number, piece))
    fewest = min(_FEWEST, max(len(pages), 2))
    repeated: dict[int, set[Piece]] = defaultdict(set)
    places: Counter[int] = Counter()
    for number, piece in margins:
        if any(counts[key] >= fewest for key in _keys(number, piece)) or _is_own_number(number, piece, pages[number]):
            repeated[number].add(piece)
            places.update({round(piece.base / _SAME_HEIGHT)})
    for number, piece in margins:
        if places[round(piece.base / _SAME_HEIGHT)] > _MOSTLY * len(pages):  # the title of a short chapter, say
            repeated[number].add(piece)
    kept = [
        [piece for piece in page if piece not in repeated[number]] if number in repeated else list(page)
        for number, page in enumerate(pages)
    ]
    _warn_of({piece.text for pieces in repeated.values() for piece in pieces}, kept)
    return kept


def _margins(page: Sequence[Piece], size: float) -> Iterator[Piece]:
    """Yield what stands above and below the text of a page, set apart from it."""
    falling = sorted((piece for piece in page if piece.turned == 0), key=lambda piece: -piece.base)
    steps = [above.base - below.base for above, below in pairwise(falling)]
    rows = sorted(step for step in steps if step > _SAME_HEIGHT)
    if rows:
        apart = _APART * min(rows[len(rows) // 4], _WIDEST * size)
        yield from _set_apart(falling, steps, apart)
        yield from _set_apart(falling[::-1], steps[::-1], apart)


def _set_apart(pieces: Sequence[Piece], steps: Iterable[float], apart: float) -> Sequence[Piece]:
    """Return the first pieces, up to where the next row is far; none, if they are many, or most of the page."""
    rows = 1
    for number, step in enumerate(steps, 1):
        if step > apart:
            return pieces[:number] if 2 * number <= len(pieces) else ()
        rows += step > _SAME_HEIGHT
        if rows > _MOST_ROWS:
            break
    return ()


def _keys(number: int, piece: Piece) -> set[Key]:
    """Return what a piece has in common with those on other pages that are the same but for the page's number.

    Each number in it may stay or go on with the pages, and heights differ by up to a point.
    """
    figures = [int(figure) for figure in _DIGITS.findall(piece.text)[:_MOST_FIGURES]]
    heights = {round(piece.base / _SAME_HEIGHT), round(piece.base / _SAME_HEIGHT + 0.5)}
    words = _ROMAN.sub("#", _DIGITS.sub("#", piece.text, count=_MOST_FIGURES))
    choices = product(*((("stays", figure), ("goes on", figure - number)) for figure in figures))
    return {(words, height, choice) for choice in choices for height in heights}


def _is_own_number(number: int, piece: Piece, page: Sequence[Piece]) -> bool:
    """Tell whether a text stands alone in its row and says only which page it is on."""
    if not _is_number_of_page(piece.text) or _DIGITS.findall(piece.text)[:1] != [str(number + 1)]:
        return False
    return all(other is piece or abs(other.base - piece.base) > _SAME_HEIGHT for other in page)


def _warn_of(texts: Iterable[str], kept: Sequence[Sequence[Piece]]) -> None:
    said = {text for text in texts if not _is_number_of_page(text)}
    everything = "\n".join(piece.text for page in kept for piece in page) if said else ""
    for text in sorted(said):
        if text not in everything:
            warn("line(s) at the head or foot of pages, which come again", place=f'"{text}"')


def _is_number_of_page(text: str) -> bool:
    words = {word.lower() for word in _WORD.findall(text)}
    return any(words <= known for known in _PAGE_WORDS.values())
