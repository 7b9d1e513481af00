"""The pictures on a page of a PDF: how many it shows, and what is said of them for who does not see them."""

import ctypes
from collections.abc import Iterator
from functools import partial
from itertools import repeat

import pypdfium2
from pypdfium2 import raw

from functions.ingest.extract.pdf.letters import plain
from functions.ingest.extract.pdf.scans import LEAST, area, object_of
from functions.ingest.extract.pdf.strings import wide_line

_DESCRIBED = ("Figure", "Formula")
_BACKGROUND = 0.7  # of the page: more is a background, or a scan whose words were read
_MOST = 20_000  # objects on a page, and elements of its structure
_kind = plain(raw.FPDFPageObj_GetType)
_object = plain(raw.FPDFPage_GetObject, ctypes.c_void_p)


def descriptions(page: pypdfium2.PdfPage) -> list[str]:
    """Return what the page's structure says of its pictures, in order."""
    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return []
    try:
        return [text for element in _elements(tree) if (text := _description(element))]
    finally:
        raw.FPDF_StructTree_Close(tree)


def pictures_on(page: pypdfium2.PdfPage) -> int:
    """Return how many pictures a page shows, without signs, and without what lies behind the whole page."""
    handle, count = ctypes.cast(page.raw, ctypes.c_void_p), min(raw.FPDFPage_CountObjects(page), _MOST)
    kinds = map(_kind, map(ctypes.c_void_p, map(_object, repeat(handle), range(count))))  # type: ignore[arg-type]
    images = [number for number, kind in enumerate(kinds) if kind == raw.FPDF_PAGEOBJ_IMAGE]
    whole = page.get_width() * page.get_height() or 1.0
    areas = (area(object_of(raw.FPDFPage_GetObject(page, number)).box) for number in images)
    return sum(LEAST <= covered / whole <= _BACKGROUND for covered in areas)


def _elements(tree: raw.FPDF_STRUCTTREE) -> Iterator[raw.FPDF_STRUCTELEMENT]:
    """Yield the elements of a page's structure in the order of reading."""
    roots = [raw.FPDF_StructTree_GetChildAtIndex(tree, at) for at in range(raw.FPDF_StructTree_CountChildren(tree))]
    waiting = roots[::-1]
    for _ in range(_MOST):
        if not waiting:
            return
        element = waiting.pop()
        if element:
            children = range(raw.FPDF_StructElement_CountChildren(element))
            waiting += [raw.FPDF_StructElement_GetChildAtIndex(element, at) for at in reversed(children)]
            yield element


def _description(element: raw.FPDF_STRUCTELEMENT) -> str:
    if wide_line(partial(raw.FPDF_StructElement_GetType, element)) not in _DESCRIBED:
        return ""
    return wide_line(partial(raw.FPDF_StructElement_GetAltText, element))
