"""PDF: the text of each page, its lines joined to paragraphs, under the bookmarks that lead there."""

import re
import threading

import pypdfium2
from pypdfium2 import raw

from events.errors import Rejected
from functions.ingest.extract.allowance import Allowance
from functions.ingest.extract.cleaning import clean
from functions.ingest.extract.line_joining import HYPHEN, Line, join_lines
from functions.ingest.extract.locked_files import encrypted
from functions.ingest.extract.pdf_attachments import AttachedFiles
from functions.ingest.extract.pdf_extras import Extras, pages_of
from functions.ingest.extract.right_to_left import in_letters, mended_ligatures
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
            sections, files = _read(data, name, max_pages, max_characters)
    except pypdfium2.PdfiumError as error:
        raise _rejected(name, error.err_code) from error
    sections += files.sections(name)  # which may be PDF, too
    if not sections:
        raise Rejected(f"{name} has no text, it holds only pictures; run OCR first (with ocrmypdf, say)")
    return sections


def _read(data: bytes, name: str, max_pages: int, max_characters: int) -> tuple[list[Section], AttachedFiles]:
    with pypdfium2.PdfDocument(data) as document:
        document.init_forms()
        if len(document) > max_pages:
            raise Rejected(f"{name} has {len(document)} pages, more than the {max_pages} allowed: split it", status=413)
        extras, allowance = Extras(document), Allowance(max_characters, name)
        sections: list[Section] = []
        for page, number in pages_of(document):
            text_page = page.get_textpage()
            allowance.take(text_page.count_chars())
            text = mended_ligatures(text_page, text_page.get_text_range())
            lines = _lines(text_page, text)
            parts = extras.bookmarks.parts(number, [(line.text, line.first) for line in lines])
            sections += [_section(lines[part.start : part.end], number, part.heading) for part in parts]
            beside = extras.paragraphs(page, text_page, text, number)
            sections += [Section("\n\n".join(beside), number, extras.bookmarks.heading)] if beside else []
            text_page.close()
            page.close()
        extras.warn_of_pictures()
        return [section for section in sections if section.text], extras.files


def _section(lines: list[Line], page: int, heading: str) -> Section:
    return Section(in_letters(clean(join_lines(lines))), page, heading)


def _lines(text_page: pypdfium2.PdfTextPage, text: str) -> list[Line]:
    """Return the lines of a page in the order of reading, with their places."""
    lines = []
    for match in _LINE.finditer(text):
        line = match[0].rstrip()
        if line:
            last = match.start() + len(line) - 1
            lines.append(Line(line, _baseline(text_page, match.start()), _baseline(text_page, last)))
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
