"""Which pages of a PDF hold pictures and hardly a word, as those of a scanned paper do."""

import ctypes
from collections.abc import Iterator

import pypdfium2
from pypdfium2 import raw

from functions.ingest.extract.pdf_annotations import Box

_STAMP = 100  # characters: no more are a stamp or a page's number
_LEAST = 0.05  # of the page that pictures cover: a line or a sign is none
_MARGIN = 0.1  # of the page's height, above and below
_MOST_OBJECTS = 20_000
_DEEPEST = 3  # objects within objects
_DRAWINGS = (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_SHADING)
_INVISIBLE = 3  # text that is drawn in this mode lies behind a scan, for programs: what OCR has read


def holds_only_pictures(page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage) -> bool:
    """Tell whether a page shows pictures only, whatever is stamped on them or on its margin."""
    if text_page.count_chars() > _STAMP:
        return False
    objects = list(_objects(page))
    kinds = [raw.FPDFPageObj_GetType(one) for one in objects]
    words = [_box(one) for one, kind in zip(objects, kinds, strict=True) if kind == raw.FPDF_PAGEOBJ_TEXT]
    height, whole = page.get_height(), page.get_width() * page.get_height() or 1.0
    shown = (raw.FPDF_PAGEOBJ_IMAGE,) if words else _DRAWINGS
    pictures = [_box(one) for one, kind in zip(objects, kinds, strict=True) if kind in shown]
    if any(_is_hidden_text(one) for one in objects) or sum(map(_area, pictures)) < _LEAST * whole:
        return False
    return all(_is_on_margin(box, height) or any(_lies_over(box, picture) for picture in pictures) for box in words)


def _objects(page: pypdfium2.PdfPage) -> Iterator[raw.FPDF_PAGEOBJECT]:
    """Yield what is drawn on a page, with what groups of it hold."""
    waiting = [(raw.FPDFPage_GetObject(page, number), 0) for number in range(raw.FPDFPage_CountObjects(page))]
    for _ in range(_MOST_OBJECTS):
        if not waiting:
            return
        one, depth = waiting.pop()
        if raw.FPDFPageObj_GetType(one) == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = range(raw.FPDFFormObj_CountObjects(one))
            waiting += [(raw.FPDFFormObj_GetObject(one, number), depth + 1) for number in inner]
        yield one


def _is_hidden_text(one: raw.FPDF_PAGEOBJECT) -> bool:
    is_text = raw.FPDFPageObj_GetType(one) == raw.FPDF_PAGEOBJ_TEXT
    return bool(is_text and raw.FPDFTextObj_GetTextRenderMode(one) == _INVISIBLE)


def _box(one: raw.FPDF_PAGEOBJECT) -> Box:
    """Return where an object lies, in points; that of one without a place is empty."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(one, left, bottom, right, top)
    return Box(left.value, bottom.value, right.value, top.value)


def _area(box: Box) -> float:
    return (box.right - box.left) * (box.top - box.bottom)


def _is_on_margin(box: Box, height: float) -> bool:
    return not _MARGIN * height < (box.bottom + box.top) / 2 < (1 - _MARGIN) * height


def _lies_over(box: Box, picture: Box) -> bool:
    x, y = (box.left + box.right) / 2, (box.bottom + box.top) / 2
    return picture.left <= x <= picture.right and picture.bottom <= y <= picture.top
