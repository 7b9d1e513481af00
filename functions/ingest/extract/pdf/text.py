"""PDF: what a person reads on its pages, in order."""

import threading
from collections.abc import Callable, Iterator, Sequence

import pypdfium2
from pypdfium2 import raw

from events.errors import Rejected
from functions.ingest.extract.cleaning import clean
from functions.ingest.extract.labelled_rows import labelled_cells
from functions.ingest.extract.locked_files import encrypted
from functions.ingest.extract.outline import Outline
from functions.ingest.extract.pdf.blocks import Block, blocks_of
from functions.ingest.extract.pdf.extras import Extras, pages_of
from functions.ingest.extract.pdf.grids import with_tables
from functions.ingest.extract.pdf.headings import text_style
from functions.ingest.extract.pdf.layout import flows_of
from functions.ingest.extract.pdf.letters import Letters
from functions.ingest.extract.pdf.lines import Piece, Table, pieces_of
from functions.ingest.extract.pdf.rules import rules_of
from functions.ingest.extract.pdf.running_heads import without_running_heads
from functions.ingest.extract.pdf.word_mending import mended, words_of
from functions.ingest.extract.scanned import anything_noted, how
from functions.ingest.extract.section import Section

_pdfium = threading.Lock()  # the library is not safe for threads


def read_pdf(data: bytes, name: str, max_pages: int, max_characters: int) -> list[Section]:
    """Return a section for each heading and page with text; a sentence over two pages is on the first.

    Raises `Rejected`: 413 for more pages or characters than allowed; 422 for a file that is encrypted, broken, or
    without text.
    """
    try:
        with _pdfium:
            pages, extras = _read(data, name, max_pages, max_characters)
    except pypdfium2.PdfiumError as error:
        raise _rejected(name, error.err_code) from error
    sections = [*sections_of(pages, extras.among), *extras.files.sections(name)]  # which may be PDF, too
    if not sections and not anything_noted():
        raise Rejected(f"{name} has no text, it holds only pictures: for OCR, {how()}")
    return sections


def sections_of(
    pages: Sequence[Sequence[Piece]], whole: Callable[[Sequence[Block]], list[Block]] = list
) -> list[Section]:
    """Return what pieces of text on pages say to who reads them; `whole` adds what is there besides them."""
    style = text_style(pages)
    texts = without_running_heads(pages, style[0])
    words = words_of([piece.text for page in texts for piece in page])
    outline = Outline()
    blocks = whole(blocks_of([flows_of(page) for page in texts], style))
    for number, block in enumerate(blocks):
        outline.turn_to(block.page)
        if block.table:
            if block.table.head is None:
                _write_tables(blocks[number:], words, outline)
        elif block.level:
            outline.heading(block.level, clean(mended(block.text, words)))
        else:
            outline.paragraph(clean(mended(block.text, words)))
    return outline.sections()


def _write_tables(blocks: Sequence[Block], words: frozenset[str], outline: Outline) -> None:
    """Write a table and those on the next pages that go on with it."""
    run = list(_run(blocks))
    first = run[0][1]
    rows = [
        [(column, mended(text, words)) for column, text in sorted(row.items())]
        for _, table in run
        for row in table.rows
    ]
    lines = list(labelled_cells(rows, sure=not (first.headed or first.drawn)))
    for number, (page, _) in enumerate(run):
        after = max(0, len(lines) - sum(len(table.rows) for _, table in run[number + 1 :]))
        outline.turn_to(page)
        outline.paragraph("\n".join(lines[:after]))
        del lines[:after]


def _run(blocks: Sequence[Block]) -> Iterator[tuple[int, Table]]:
    for number, block in enumerate(blocks):
        if block.table and (not number or block.table.head):
            yield block.page, block.table
        elif block.table or block.place:  # what is at a page's end besides its text stands between the pages of a table
            return


def _read(data: bytes, name: str, max_pages: int, max_characters: int) -> tuple[list[list[Piece]], Extras]:
    with pypdfium2.PdfDocument(data) as document:
        document.init_forms()
        if len(document) > max_pages:
            raise Rejected(f"{name} has {len(document)} pages, more than the {max_pages} allowed: split it", status=413)
        pages: list[list[Piece]] = [[] for _ in range(len(document))]
        extras = Extras(document)
        for number, page in pages_of(document):
            text_page = page.get_textpage()
            if text_page.count_chars() > max_characters:
                raise Rejected(f"{name} holds more text than is allowed: split it", status=413)
            letters = Letters(text_page)
            pages[number - 1] = _pieces(page, letters)
            max_characters -= sum(len(piece.text) for piece in pages[number - 1])
            extras.read(page, text_page, letters, number)
            text_page.close()
            page.close()
        extras.warn_of_pictures()
        return pages, extras


def _pieces(page: pypdfium2.PdfPage, letters: Letters) -> list[Piece]:
    rules = rules_of(page)
    return with_tables(pieces_of(letters, sorted({rule.at for rule in rules.down})), rules)


def _rejected(name: str, code: int | None) -> Rejected:
    if code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
        return encrypted(name)
    return Rejected(f"{name} cannot be read as a PDF, it is broken or incomplete: save or print it as PDF again")
