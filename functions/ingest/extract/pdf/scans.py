"""Which pages of a PDF hold pictures and hardly a word, as those of a scanned paper do."""

import ctypes
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

from functions.ingest.extract.pdf.annotations import Box

_STAMP = 100  # characters: no more are a stamp or a page's number
LEAST = 0.05  # of the page that pictures cover: a line or a sign is none
_MARGIN = 0.1  # of the page's height, above and below
_MOST_OBJECTS = 20_000
_DRAWINGS = (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_SHADING)
_INVISIBLE = 3  # text that is drawn in this mode lies behind a scan, for programs: what OCR has read


def holds_only_pictures(page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage) -> bool:
    """Tell whether a page shows pictures only, whatever is stamped on them or on its margin."""
    if text_page.count_chars() > _STAMP:
        return False
    objects = list(_objects(page))
    words = [one.box for one in objects if one.kind == raw.FPDF_PAGEOBJ_TEXT]
    height, whole = page.get_height(), page.get_width() * page.get_height() or 1.0
    shown = (raw.FPDF_PAGEOBJ_IMAGE,) if words else _DRAWINGS
    pictures = [one.box for one in objects if one.kind in shown]
    if any(map(_is_hidden_text, objects)) or sum(map(area, pictures)) < LEAST * whole:
        return False
    return all(_is_on_margin(box, height) or any(_lies_over(box, picture) for picture in pictures) for box in words)


class Object(NamedTuple):
    """What is drawn on a page, and where; for a part of a group that is where the group is."""

    handle: raw.FPDF_PAGEOBJECT
    kind: int
    box: Box


def _objects(page: pypdfium2.PdfPage) -> Iterator[Object]:
    """Yield what is drawn on a page, with what groups of it hold."""
    waiting = [object_of(raw.FPDFPage_GetObject(page, number)) for number in range(raw.FPDFPage_CountObjects(page))]
    for _ in range(_MOST_OBJECTS):
        if not waiting:
            return
        one = waiting.pop()
        if one.kind == raw.FPDF_PAGEOBJ_FORM:
            inner = (
                raw.FPDFFormObj_GetObject(one.handle, at) for at in range(raw.FPDFFormObj_CountObjects(one.handle))
            )
            waiting += [Object(part, raw.FPDFPageObj_GetType(part), one.box) for part in inner]
        yield one


def object_of(handle: raw.FPDF_PAGEOBJECT) -> Object:
    """Return an object with its place on the page."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(handle, left, bottom, right, top)  # an object without a place has an empty box
    return Object(handle, raw.FPDFPageObj_GetType(handle), Box(left.value, bottom.value, right.value, top.value))


def _is_hidden_text(one: Object) -> bool:
    is_text = one.kind == raw.FPDF_PAGEOBJ_TEXT
    return is_text and bool(raw.FPDFTextObj_GetTextRenderMode(one.handle) == _INVISIBLE)


def area(box: Box) -> float:
    """Return how large a box is, in square points."""
    return (box.right - box.left) * (box.top - box.bottom)


def _is_on_margin(box: Box, height: float) -> bool:
    return not _MARGIN * height < (box.bottom + box.top) / 2 < (1 - _MARGIN) * height


def _lies_over(box: Box, picture: Box) -> bool:
    x, y = (box.left + box.right) / 2, (box.bottom + box.top) / 2
    return picture.left <= x <= picture.right and picture.bottom <= y <= picture.top
