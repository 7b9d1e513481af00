"""Fonts of a PDF that do not say which characters their signs are: what is read of them may be nonsense."""

import ctypes
from collections import Counter
from itertools import repeat

import pypdfium2
from pypdfium2 import raw

from functions.ingest.extract.cleaning import clean, one_line
from functions.ingest.extract.left_out import warn
from functions.ingest.extract.pdf.letters import plain

_lacks_map = plain(raw.FPDFText_HasUnicodeMapError)
_EVERY = 10  # characters: whoever looks at one of so many sees every font that has words
_FEW = 10  # signs of a page, such as bullets
_SUBSET = 7  # characters before the name of a font of which only some signs are in the file: "ABCDEF+"


def warn_of_fonts(text_page: pypdfium2.PdfTextPage, place: str) -> None:
    """Name the fonts of a page that lack a map to Unicode."""
    count, page = text_page.count_chars(), ctypes.cast(text_page.raw, ctypes.c_void_p)
    if 1 not in map(_lacks_map, repeat(page), range(0, count, _EVERY)):
        return
    unknown = [index for index in range(count) if _lacks_map(page, index) == 1]
    fonts = Counter(_font(text_page, index) for index in unknown)
    for font, signs in fonts.items():
        if signs >= min(_FEW, count / 2):
            warn(f"font without a Unicode map, whose text may be wrong: {font or 'without a name'}", place)


def _font(text_page: pypdfium2.PdfTextPage, index: int) -> str:
    flags, buffer = ctypes.c_int(), ctypes.create_string_buffer(200)
    raw.FPDFText_GetFontInfo(text_page, index, buffer, len(buffer), flags)
    name = one_line(clean(buffer.value.decode("utf-8", "replace")))
    return name[_SUBSET:] if name[_SUBSET - 1 : _SUBSET] == "+" else name
