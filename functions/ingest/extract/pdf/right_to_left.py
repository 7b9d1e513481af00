"""Arabic and Hebrew as pdfium brings it: in the order of reading, with letters for their forms; but for ligatures."""

import ctypes
import re
import unicodedata
from functools import cache

import pypdfium2
from pypdfium2 import raw

_LETTERS = re.compile("[\u0590-\u07ff\ufb1d-\ufdff\ufe70-\ufefc]")


def has_right_to_left(text: str) -> bool:
    """Tell whether a text has letters of a script that is written from right to left."""
    return _LETTERS.search(text) is not None


def mended_ligatures(text_page: pypdfium2.PdfTextPage, text: str) -> str:
    """Return a page's text, a letter for each of pdfium's, with the letters of ligatures in order; as long as it was.

    pdfium turns round the letters of a sign that its font maps to several, as lam-alef: it reverses the line by signs.
    """
    if not has_right_to_left(text):
        return text
    return _turned_ligatures().sub(lambda found: _mended(text_page, found), text)


def _mended(text_page: pypdfium2.PdfTextPage, found: re.Match[str]) -> str:
    """Return the letters in order if they are one sign of the page, else as they are."""
    places = {_origin(text_page, index) for index in range(found.start(), found.end())}
    return found[0][::-1] if len(places) == 1 else found[0]


def _origin(text_page: pypdfium2.PdfTextPage, index: int) -> tuple[float, float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text_page, index, x, y)
    return x.value, y.value


@cache
def _turned_ligatures() -> re.Pattern[str]:
    """Return what matches the letters of a ligature backwards, unless these are those of another one forwards."""
    forms = (chr(code) for code in (*range(0xFB1D, 0xFDF3), *range(0xFEF5, 0xFEFD)))
    ligatures = {text for form in forms if len(text := unicodedata.normalize("NFKC", form)) > 1 and " " not in text}
    turned = sorted({text[::-1] for text in ligatures} - ligatures, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, turned)))
