"""What a page of a PDF says, piece by piece, each with its place, its size and its weight.

A piece is a stretch of words in one line without a wide gap; a line of running text is one, a row of a table several.
"""

import ctypes
import math
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

HYPHEN = "\ufffe"  # pdfium's mark for a hyphen at a line's end
_LINE = re.compile(rf"[^\r\n{HYPHEN}]+{HYPHEN}?")
_WORD = re.compile(r"\S+")
_GAP = 0.7  # of the letters' size; words of a line stand nearer to one another, even where lines are justified
_BACK = -0.5  # the same; letters drawn over one another go back less
_RAISED = 0.5  # the same; superscripts rise less
_QUARTER = math.pi / 2
_SLANT = 0.05  # of a quarter turn, for a text to be straight
_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_HEAVY = 600  # a font's weight from which it is bold


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
    turned: int  # quarter turns, against the clock, -1 for a slant


class _Word(NamedTuple):
    begin: int
    end: int
    box: tuple[float, float, float, float]  # left, bottom, right, top


def pieces_of(text_page: pypdfium2.PdfTextPage) -> list[Piece]:
    """Return the pieces of a page in the order in which they are drawn."""
    reader = _Reader(text_page)
    return [piece for line in _LINE.finditer(reader.text) for piece in reader.pieces(line.start(), line.end())]


class _Reader:
    """Asks pdfium about the letters of one page; whatever it is asked costs as much as a dozen steps in Python."""

    def __init__(self, text_page: pypdfium2.PdfTextPage) -> None:
        self._page = text_page.raw
        self._first, self._last = raw.FS_RECTF(), raw.FS_RECTF()
        self._at_first, self._at_last = ctypes.byref(self._first), ctypes.byref(self._last)
        self.text = _text(text_page)

    def pieces(self, begin: int, end: int) -> Iterator[Piece]:
        words = [self._word(*found.span()) for found in _WORD.finditer(self.text, begin, end)]
        if not words:
            return
        upright = self._turned(words[0].begin)[0] % 2 == 0
        apart = (at for at, pair in enumerate(pairwise(words), 1) if _stand_apart(*pair, upright))
        starts = [0, *apart, len(words)]
        for first, after in pairwise(starts):
            yield self._piece(words[first:after])

    def _word(self, begin: int, end: int) -> _Word:
        raw.FPDFText_GetLooseCharBox(self._page, begin, self._at_first)
        raw.FPDFText_GetLooseCharBox(self._page, end - 1, self._at_last)
        first, last = self._first, self._last
        return _Word(
            begin,
            end,
            (
                min(first.left, last.left),
                min(first.bottom, last.bottom),
                max(first.right, last.right),
                max(first.top, last.top),
            ),
        )

    def _piece(self, words: list[_Word]) -> Piece:
        begin, end = words[0].begin, words[-1].end
        lefts, bottoms, rights, tops = zip(*(word.box for word in words), strict=True)
        turned, scale = self._turned(begin)
        size = raw.FPDFText_GetFontSize(self._page, begin) * scale
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(self._page, begin, x, y)
        left, right, base = _seen(turned, (min(lefts), min(bottoms), max(rights), max(tops)), (x.value, y.value))
        bold = self._is_bold(begin) and (end - begin == 1 or self._is_bold(end - 1))
        return Piece(self.text[begin:end], left, right, base, size, bold, turned)

    def _turned(self, begin: int) -> tuple[int, float]:
        """Return by how many quarters a letter is turned, and how much it is enlarged."""
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(self._page, begin, matrix)
        quarters = math.atan2(matrix.b, matrix.a) / _QUARTER
        straight = abs(quarters - round(quarters)) < _SLANT
        return round(quarters) % 4 if straight else -1, math.hypot(matrix.a, matrix.b)

    def _is_bold(self, at: int) -> bool:
        name = ctypes.create_string_buffer(64)
        raw.FPDFText_GetFontInfo(self._page, at, name, 64, None)
        return _BOLD.search(name.value.decode("latin-1")) is not None or (
            raw.FPDFText_GetFontWeight(self._page, at) >= _HEAVY
        )


def _text(text_page: pypdfium2.PdfTextPage) -> str:
    """Return one character for each that pdfium knows; it leaves some out of its own text."""
    text, count = text_page.get_text_range(), text_page.count_chars()
    if len(text) == count:
        return text
    letters = (raw.FPDFText_GetUnicode(text_page.raw, at) for at in range(count))
    return "".join(HYPHEN if letter == 2 else chr(letter) if letter else " " for letter in letters)


def _stand_apart(before: _Word, after: _Word, upright: bool) -> bool:
    """Tell whether there is more than a blank between two words, in the line's direction or across it."""
    left, bottom, right, top = before.box
    beside = max(after.box[0] - right, left - after.box[2])
    above = max(after.box[1] - top, bottom - after.box[3])
    if upright:
        return beside > _GAP * (top - bottom) or above > _BACK * (top - bottom)
    return above > _GAP * (right - left) or beside > _BACK * (right - left)


def _seen(
    turned: int, box: tuple[float, float, float, float], origin: tuple[float, float]
) -> tuple[float, float, float]:
    """Return left, right and base of a box as seen by who turned the page."""
    left, bottom, right, top = box
    x, y = origin
    if turned == 1:
        return bottom, top, -x
    if turned == 2:
        return -right, -left, -y
    if turned == 3:
        return -top, -bottom, x
    return left, right, y
