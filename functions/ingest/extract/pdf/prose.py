"""What makes running text of lines on a page: each line is as full as its column is wide."""
# ruff: noqa: RUF001 - typographic marks are meant

import re
from collections.abc import Sequence
from itertools import pairwise

from functions.ingest.extract.pdf.columns import Row, rows_of
from functions.ingest.extract.pdf.lines import Piece
from functions.ingest.extract.pdf.right_to_left import has_right_to_left

_MARKER = re.compile(r"[•‣▪●◦○■□–—*·o-]|\(?(?:\d{1,3}(?:\.\d{1,3}){0,4}|[A-Za-z]|[ivxIVX]{1,5})[.):]?|\[\d{1,3}\]")
_APART = 2.5  # of the letters' size; what has a wider gap between it is not one text
_JOINED = 0.12  # the same; what has a smaller gap is one word
_FEWEST_WORDS = 3.5  # in a line of running text, on the average
_MOSTLY = 0.6  # of the lines of running text are full
_LETTERS_OF_A_WORD = 6  # where none are written apart
_LEAST = 2  # lines


def is_marker(text: str) -> bool:
    """Tell whether a text is what an item of a list or a heading begins with: a bullet or a number."""
    return _MARKER.fullmatch(text) is not None


def is_item_mark(text: str) -> bool:
    """Tell whether a text marks an item of a list and is no bare number, as the first column of a table may hold."""
    return is_marker(text) and not text.isalnum()


def line_of(row: Row) -> Piece:
    """Return a row as one line; " | " stands where there is more between two texts than between words."""
    if len(row) == 1:
        return row[0]
    leftwards = 2 * sum(has_right_to_left(piece.text) for piece in row) > len(row)
    ordered = row[::-1] if leftwards else row
    text = ordered[0].text
    for before, after in pairwise(ordered):
        gap = before.left - after.right if leftwards else after.left - before.right
        apart = gap > _APART * before.size and not is_marker(before.text)
        text += (" | " if apart else "" if gap < _JOINED * before.size else " ") + after.text
    most = max(row, key=lambda piece: len(piece.text))
    return most._replace(text=text, left=row[0].left, right=row[-1].right, bold=all(piece.bold for piece in row))


def is_full(above: Piece, below: Piece, right: float) -> bool:
    """Tell whether a line ends where the next line's first word has no place, of a column that reaches that far."""
    word = below.text.split(" ", 1)[0]
    letter = (below.right - below.left) / len(below.text)
    return above.right + letter * (len(word) + 1) > right


def is_prose(pieces: Sequence[Piece]) -> bool:
    """Tell whether the pieces of a column are running text: full lines of several words."""
    lines = [line_of(row) for row in rows_of(pieces)]
    if len(lines) < _LEAST or any(line.table for line in lines):
        return False
    words = sum(max(line.text.count(" ") + 1, _wide(line.text)) for line in lines)
    right = max(line.right for line in lines)
    full = sum(is_full(above, below, right) for above, below in pairwise(lines))
    return words >= _FEWEST_WORDS * len(lines) and full >= _MOSTLY * (len(lines) - 1)


def _wide(text: str) -> float:
    """Return how many words a text without blanks may have."""
    return 0 if text.isascii() else len(text) / _LETTERS_OF_A_WORD
