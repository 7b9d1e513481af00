"""PDF: the text of each page, its lines joined to paragraphs."""

import re
import threading

import pypdfium2
from pypdfium2 import raw

from events.errors import Rejected
from functions.ingest.extract.cleaning import clean
from functions.ingest.extract.line_joining import HYPHEN, Line, join_lines
from functions.ingest.extract.locked_files import encrypted
from functions.ingest.extract.section import Section

_LINE = re.compile(rf"[^\r\n{HYPHEN}]+{HYPHEN}?")
_pdfium = threading.Lock()  # the library is not safe for threads


def read_pdf(data: bytes, name: str, max_pages: int, max_characters: int) -> list[Section]:
    """Return one section for each page with text.

    Raises `Rejected`: 413 for more pages or characters than allowed; 422 for a file that is encrypted, broken, or
    without text.
    """
    try:
        with _pdfium:
            pages = _read(data, name, max_pages, max_characters)
    except pypdfium2.PdfiumError as error:
        raise _rejected(name, error.err_code) from error
    sections = [Section(text=text, page=number, heading="") for number, text in enumerate(pages, 1) if text]
    if not sections:
        raise Rejected(f"{name} has no text, it holds only pictures; run OCR first (with ocrmypdf, say)")
    return sections


def _read(data: bytes, name: str, max_pages: int, max_characters: int) -> list[str]:
    with pypdfium2.PdfDocument(data) as document:
        if len(document) > max_pages:
            raise Rejected(f"{name} has {len(document)} pages, more than the {max_pages} allowed: split it", status=413)
        pages: list[str] = []
        for page in document:
            pages.append(clean(join_lines(_lines(page, max_characters, name))))
            max_characters -= len(pages[-1])
        return pages


def _lines(page: pypdfium2.PdfPage, max_characters: int, name: str) -> list[Line]:
    """Return the lines of a page in the order of reading, with their places."""
    text_page = page.get_textpage()
    if text_page.count_chars() > max_characters:
        raise Rejected(f"{name} holds more text than is allowed: split it", status=413)
    lines = []
    for match in _LINE.finditer(text_page.get_text_range()):
        text = match[0].rstrip()
        if text:
            last = match.start() + len(text) - 1
            lines.append(Line(text, _baseline(text_page, match.start()), _baseline(text_page, last)))
    text_page.close()
    page.close()
    return lines


def _baseline(text_page: pypdfium2.PdfTextPage, index: int) -> float | None:
    """Return how high on the page, in points, the character at an index of the text stands, or None."""
    position = raw.FPDFText_GetCharIndexFromTextIndex(text_page, index)
    try:
        return float(text_page.get_charbox(position, loose=True)[1]) if position >= 0 else None
    except pypdfium2.PdfiumError:
        return None


def _rejected(name: str, code: int | None) -> Rejected:
    if code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
        return encrypted(name)
    return Rejected(f"{name} cannot be read as a PDF, it is broken or incomplete: save or print it as PDF again")
