"""The letters of a page of a PDF as pdfium knows them: where each stands, how large and how heavy it is."""

import ctypes
import math
import re
import struct
from collections.abc import Callable, Sequence
from itertools import repeat
from typing import Any, NamedTuple, cast

import pypdfium2
from pypdfium2 import raw

from functions.ingest.extract.pdf.right_to_left import mended_ligatures
from functions.ingest.extract.pdf.word_mending import HYPHEN

_QUARTER = math.pi / 2
_SLANT = 0.05  # of a quarter turn, for a text to be straight
_BOLD = re.compile(r"bold|black|heavy|demi|bx\d|-medi$", re.IGNORECASE)  # the last two are TeX's
_HEAVY = 600  # a font's weight from which it is bold
_NAME = 64  # bytes of a font's name
_HYPHEN_CODE = 2
Box = tuple[float, ...]  # left, top, right, bottom, in points from the page's lower left corner


class Style(NamedTuple):
    """How a letter is set."""

    x: float  # where the text that it is in begins, in points
    y: float
    size: float  # points
    bold: bool
    turned: int  # quarter turns, against the clock; -1 for a slant


def plain(function: Callable[..., float], result: type = ctypes.c_int) -> Callable[..., float]:
    """Return a function of pdfium without the checks of its arguments, which take twice as long as the function."""
    plain = cast(Any, type(function))(ctypes.cast(cast(Any, function), ctypes.c_void_p).value)
    plain.restype = result
    return cast(Callable[..., float], plain)


_box = plain(raw.FPDFText_GetLooseCharBox)
_matrix = plain(raw.FPDFText_GetMatrix)
_font = plain(raw.FPDFText_GetFontInfo)
_weight = plain(raw.FPDFText_GetFontWeight)
_unicode = plain(raw.FPDFText_GetUnicode)
_size = plain(raw.FPDFText_GetFontSize, ctypes.c_double)


class Letters:
    """The letters of one page, by their numbers."""

    def __init__(self, text_page: pypdfium2.PdfTextPage) -> None:
        self.text = _text(text_page)
        self._text_page = text_page  # pdfium's own is freed when nobody holds this
        self._page = ctypes.cast(text_page.raw, ctypes.c_void_p)
        self._place, self._name = raw.FS_MATRIX(), ctypes.create_string_buffer(_NAME)
        self._at_place = ctypes.byref(self._place)
        self._bold: dict[bytes, bool] = {}  # by the font's name

    def boxes(self, letters: Sequence[int]) -> list[Box]:
        """Return the boxes of letters; each reaches as high and as low as its font does."""
        size = ctypes.sizeof(raw.FS_RECTF)
        found = (raw.FS_RECTF * len(letters))()
        places = map(ctypes.byref, repeat(found), range(0, size * len(letters), size))
        list(map(_box, repeat(self._page), letters, places))
        return list(struct.iter_unpack("4f", found))

    def style(self, letter: int) -> Style:
        """Return how a letter is set."""
        matrix = self._place
        _matrix(self._page, letter, self._at_place)
        scale, turned = (matrix.a, 0) if matrix.b == 0 < matrix.a else _turned(matrix)
        return Style(matrix.e, matrix.f, _size(self._page, letter) * scale, self.is_bold(letter), turned)

    def is_bold(self, letter: int) -> bool:
        """Tell whether a letter is of a heavy font, by its name or its weight."""
        _font(self._page, letter, self._name, _NAME, None)
        name = self._name.value
        bold = self._bold.get(name)
        if bold is None:
            heavy = _weight(self._page, letter) >= _HEAVY
            bold = self._bold[name] = heavy or _BOLD.search(name.decode("latin-1")) is not None
        return bold


def _turned(matrix: raw.FS_MATRIX) -> tuple[float, int]:
    """Return how much text is enlarged, and by how many quarters it is turned."""
    quarters = math.atan2(matrix.b, matrix.a) / _QUARTER
    straight = abs(quarters - round(quarters)) < _SLANT
    return math.hypot(matrix.a, matrix.b), round(quarters) % 4 if straight else -1


def _text(text_page: pypdfium2.PdfTextPage) -> str:
    """Return one character for each that pdfium knows; it leaves some out of its own text."""
    text: str = text_page.get_text_range()
    count = text_page.count_chars()
    if len(text) == count:
        return mended_ligatures(text_page, text)
    codes = map(_unicode, repeat(ctypes.cast(text_page.raw, ctypes.c_void_p)), range(count))
    text = "".join(HYPHEN if code == _HYPHEN_CODE else chr(int(code) or ord(" ")) for code in codes)
    return mended_ligatures(text_page, text)
