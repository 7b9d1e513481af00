"""What is written onto a page of a PDF besides its text: comments, typed words, stamps, addresses behind links."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

from functions.ingest.extract.left_out import warn
from functions.ingest.extract.pdf.strings import narrow_text, wide_line
from functions.ingest.extract.remarks import comment_line

_MOST = 10_000  # annotations of a page
_UNSEEN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
_FILMS = (raw.FPDF_ANNOT_SOUND, raw.FPDF_ANNOT_MOVIE, raw.FPDF_ANNOT_RICHMEDIA, raw.FPDF_ANNOT_THREED)
_NO_WORDS = (raw.FPDF_ANNOT_POPUP, raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_XFAWIDGET, raw.FPDF_ANNOT_SCREEN)
_ADDRESS = re.compile(r"(?:mailto|tel):([^?]{1,200})", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,2000}+>")
_WORD_OF_NAME = re.compile(r"(?<=[a-z])(?=[A-Z])")


class Box(NamedTuple):
    """A rectangle on a page, in points from its foot."""

    left: float
    bottom: float
    right: float
    top: float


class Annotation(NamedTuple):
    """An annotation that a reader sees, open for the moment."""

    handle: raw.FPDF_ANNOTATION
    kind: int  # one of FPDF_ANNOT_...
    box: Box

    def text(self, key: str) -> str:
        """Return one of its own strings as a line, such as its "Contents"."""
        return wide_line(lambda buffer, size: raw.FPDFAnnot_GetStringValue(self.handle, key.encode(), buffer, size))


@contextmanager
def annotations(page: pypdfium2.PdfPage) -> Iterator[list[Annotation]]:
    """Give the annotations of a page in their order, without the hidden ones, open until the end."""
    numbers = range(min(raw.FPDFPage_GetAnnotCount(page), _MOST))
    handles = [handle for number in numbers if (handle := raw.FPDFPage_GetAnnot(page, number))]
    seen = [handle for handle in handles if not raw.FPDFAnnot_GetFlags(handle) & _UNSEEN]
    try:
        yield [Annotation(handle, raw.FPDFAnnot_GetSubtype(handle), _box(handle)) for handle in seen]
    finally:
        for handle in handles:
            raw.FPDFPage_CloseAnnot(handle)


def words_of(annotation: Annotation, text_page: pypdfium2.PdfTextPage, text: str, place: str) -> str:
    """Return what an annotation says, or "", as for one that only repeats the page's own text, which is given, too."""
    kind = annotation.kind
    if kind in _FILMS:
        warn("sound(s), film(s) or model(s), of which nothing is read", place)
    if kind in _NO_WORDS:
        return ""
    if kind == raw.FPDF_ANNOT_LINK:
        return _address(annotation, text_page, text)
    if annotation.text("StateModel"):  # "accepted", of a comment
        return ""
    said = annotation.text("Contents") or _TAG.sub("", annotation.text("RC"))
    if kind == raw.FPDF_ANNOT_FREETEXT:
        return said
    if kind == raw.FPDF_ANNOT_STAMP and not said:
        name = annotation.text("Name").removeprefix("SB")
        return f"Stamp: {_WORD_OF_NAME.sub(' ', name)}" if name.isalpha() else ""
    return comment_line(said, annotation.text("T"))


def _address(annotation: Annotation, text_page: pypdfium2.PdfTextPage, text: str) -> str:
    """Return a person's address that a link leads to, behind the words of the link, if the page does not say it."""
    action = raw.FPDFLink_GetAction(raw.FPDFAnnot_GetLink(annotation.handle))
    if not action or raw.FPDFAction_GetType(action) != raw.PDFACTION_URI:
        return ""
    target = narrow_text(lambda buffer, size: raw.FPDFAction_GetURIPath(text_page.parent.pdf, action, buffer, size))
    address = _ADDRESS.match(target)
    words = text_within(text_page, annotation.box)
    if address is None or _plain(address[1]) in _plain(text):
        return ""
    return f"{words}: {address[1]}" if words else address[1]


def text_within(text_page: pypdfium2.PdfTextPage, box: Box) -> str:
    """Return the page's own text within a box, as a line."""
    return " ".join(text_page.get_text_bounded(*box).split())


def _plain(text: str) -> str:
    return re.sub(r"[^\w@]", "", text).casefold()


def _box(annotation: raw.FPDF_ANNOTATION) -> Box:
    rectangle = raw.FS_RECTF()
    raw.FPDFAnnot_GetRect(annotation, rectangle)
    left, right = sorted((rectangle.left, rectangle.right))
    bottom, top = sorted((rectangle.bottom, rectangle.top))
    return Box(left, bottom, right, top)
