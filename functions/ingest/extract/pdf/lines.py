"""What a page of a PDF says, piece by piece, each with its place, its size and its weight.

A piece is a stretch of words in one line without a wide gap; a line of running text is one, a row of a table several.
"""

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from functions.ingest.extract.pdf.letters import Box, Letters
from functions.ingest.extract.pdf.right_to_left import has_right_to_left
from functions.ingest.extract.pdf.word_mending import HYPHEN

_LINE = re.compile(rf"[^\r\n{HYPHEN}]+{HYPHEN}?")
_WORD = re.compile(rf"[^\s{HYPHEN}]+{HYPHEN}?|{HYPHEN}")
_GAP = 0.6  # of a line's height; words of a line stand nearer to one another, even where lines are justified
_OVER = -0.5  # the same; superscripts rise less
_SAME = 0.1  # the same; words of one line differ less in height
_TOUCH = 1.0  # points that a letter may reach into a line
_BACK = 0.3  # the same; letters drawn over one another go back less


Span = tuple[int, int]


class Piece(NamedTuple):
    """Words with their place, in points; `base` is the height of the line they stand on, from the page's foot.

    For text that is turned, they are as seen by who turns the page until it can be read.
    """

    text: str
    left: float
    right: float
    base: float
    size: float  # of the letters
    bold: bool
    turned: int  # quarter turns, against the clock; -1 for a slant
    table: "Table | None" = None  # which stands here, and says what its words do


@dataclass(frozen=True, eq=False, slots=True)
class Table:
    """A table's rows from the top, each with the texts of its columns, by their numbers.

    A newline stands where a text goes on in another line.
    """

    rows: list[dict[int, str]]
    gutters: tuple[tuple[float, float], ...]  # between which its columns stand, in points
    headed: bool  # by how its first row looks: heavier, or ruled off
    drawn: bool
    head: dict[int, str] | None = None  # the first row of the table on the pages before that this one goes on with


def pieces_of(letters: Letters, parting: Sequence[float] = ()) -> list[Piece]:
    """Return the pieces of a page in the order in which they are drawn.

    `parting`: where lines are drawn down the page, in points from the left, rising; none goes through a piece.
    """
    spans = [found.span() for found in _WORD.finditer(letters.text)]
    boxes = letters.boxes([at for begin, end in spans for at in (begin, end - 1)])
    firsts, lasts = boxes[::2], boxes[1::2]
    if has_right_to_left(letters.text):  # where the last letter of a word may be its leftmost, and of a number not
        firsts = lasts = list(map(_around, firsts, lasts))
    starts = [0, *_starts(letters.text, spans, firsts, lasts, parting), len(spans)]
    return [
        _piece(letters, spans[first:after], firsts[first], lasts[after - 1])
        for first, after in pairwise(starts)
        if first < after
    ]


def _starts(
    text: str, spans: Sequence[Span], firsts: Sequence[Box], lasts: Sequence[Box], parting: Sequence[float]
) -> Iterator[int]:
    """Yield the numbers of the words that begin a piece, but for the first: after a line's end or a wide gap."""
    for at, (span, following, before, after) in enumerate(zip(spans, spans[1:], lasts, firsts[1:], strict=False), 1):
        end, begin = span[1], following[0]
        if begin - end != 1 and (text[end - 1] == HYPHEN or "\n" in text[end:begin]):
            yield at
            continue
        height = before[1] - before[3]
        is_next = -_BACK * height < after[0] - before[2] < _GAP * height
        if (not is_next or abs(after[3] - before[3]) > _SAME * height) and _stand_apart(before, after):
            yield at
            continue
        if parting and _are_parted(before, after, parting):
            yield at


def _around(first: Box, last: Box) -> Box:
    """Return the box of a word by those of its ends, whichever of them is on the left."""
    return min(first[0], last[0]), max(first[1], last[1]), max(first[2], last[2]), min(first[3], last[3])


def _are_parted(before: Box, after: Box, parting: Sequence[float]) -> bool:
    return bisect(parting, before[2] - _TOUCH) < bisect(parting, after[0] + _TOUCH)


def _stand_apart(before: Box, after: Box) -> bool:
    """Tell whether there is more than a blank between two letters, in the line's direction or across it."""
    left, top, right, bottom = before
    next_left, next_top, next_right, next_bottom = after
    height, width = top - bottom, right - left
    if abs(next_bottom - bottom) < _SAME * height:
        return not -_BACK * height < next_left - right < _GAP * height and not 0 <= left - next_right < _GAP * height
    if next_bottom - top > _OVER * height or bottom - next_top > _OVER * height:  # text that is turned, or elsewhere
        return next_left - right > _OVER * width or left - next_right > _OVER * width
    return next_left - right > _GAP * height or left - next_right > _GAP * height


def _piece(letters: Letters, words: Sequence[Span], first: Box, last: Box) -> Piece:
    begin, end = words[0][0], words[-1][1]
    x, y, size, bold, turned = letters.style(words[len(words) // 2][0])  # the first may be small capitals, or raised
    bold = bold and letters.is_bold(begin) and letters.is_bold(end - 1)
    left, right, base = _seen(turned, first, last, (x, y))
    return Piece(letters.text[begin:end], left, right, base, size, bold, turned)


def _seen(turned: int, first: Box, last: Box, origin: tuple[float, float]) -> tuple[float, float, float]:
    """Return left, right and base of two letters' boxes as seen by who turned the page."""
    x, y = origin
    if turned == 1:
        return min(first[3], last[3]), max(first[1], last[1]), -x
    if turned == 2:
        return -max(first[2], last[2]), -min(first[0], last[0]), -y
    if turned == 3:
        return -max(first[1], last[1]), -min(first[3], last[3]), x
    return min(first[0], last[0]), max(first[2], last[2]), y
