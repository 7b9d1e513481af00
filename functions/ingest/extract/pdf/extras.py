"""What a PDF holds besides the text of its pages."""

from collections.abc import Iterator, Sequence

import pypdfium2
from pypdfium2 import raw

from functions.ingest.extract.left_out import warn
from functions.ingest.extract.pdf.annotations import annotations, words_of
from functions.ingest.extract.pdf.attachments import AttachedFiles
from functions.ingest.extract.pdf.blocks import Block
from functions.ingest.extract.pdf.fonts import warn_of_fonts
from functions.ingest.extract.pdf.forms import Form
from functions.ingest.extract.pdf.letters import Letters
from functions.ingest.extract.pdf.outline import bookmarks_of, with_bookmarks
from functions.ingest.extract.pdf.pictures import descriptions, pictures_on
from functions.ingest.extract.pdf.scans import holds_only_pictures
from functions.ingest.extract.scanned import how, note

_XFA = (raw.FORMTYPE_XFA_FULL, raw.FORMTYPE_XFA_FOREGROUND)


class Extras:
    """Gathers it page by page, while the document is open, whose forms are to be made ready before its first page."""

    def __init__(self, document: pypdfium2.PdfDocument) -> None:
        self.files = AttachedFiles(document)
        self._bookmarks, self._form = bookmarks_of(document), Form(document)
        self._is_tagged = bool(raw.FPDFCatalog_IsTagged(document))
        self._pages, self._pictures = len(document), list[int]()
        self._paragraphs: list[Block] = []
        if raw.FPDF_GetFormType(document) in _XFA:
            warn("a form of the kind XFA, of which only what its pages show in other programs is read")

    def read(self, page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage, letters: Letters, number: int) -> None:
        """Read what belongs to a page besides its letters: its fields, what is written onto it, and what it lacks."""
        place = f"page {number}"
        described = descriptions(page) if self._is_tagged else []
        if holds_only_pictures(page, text_page):
            if not note(number - 1, of=self._pages):
                self._pictures.append(number)
        else:
            warn("picture(s) without a description", place, pictures_on(page) - len(described))
        warn_of_fonts(text_page, place)
        with annotations(page) as found:
            fields = self._form.lines([one for one in found if one.kind == raw.FPDF_ANNOT_WIDGET], letters, text_page)
            written = [words_of(one, text_page, letters.text, place) for one in found]
            for one in found:
                if one.kind == raw.FPDF_ANNOT_FILEATTACHMENT:
                    self.files.add(raw.FPDFAnnot_GetFileAttachment(one.handle))
        said = [*(f"Picture: {text}" for text in described), *fields, *written]
        self._paragraphs += [Block(number, text, None) for text in dict.fromkeys(said) if text]

    def among(self, blocks: Sequence[Block]) -> list[Block]:
        """Return the blocks of all pages with the bookmarks as their headings, and the rest at the end of each page."""
        return sorted([*with_bookmarks(blocks, self._bookmarks), *self._paragraphs], key=lambda block: block.page)

    def warn_of_pictures(self) -> None:
        """Say which pages have nothing to read."""
        count = len(self._pictures)
        for number in self._pictures:
            holds = "holds" if count == 1 else "hold"
            warn(f"{count} of {self._pages} pages {holds} only pictures: for OCR, {how()}", f"page {number}")


def pages_of(document: pypdfium2.PdfDocument) -> Iterator[tuple[int, pypdfium2.PdfPage]]:
    """Yield the pages with their numbers from 1; name those that are broken, and raise `PdfiumError` if all are."""
    broken: pypdfium2.PdfiumError | None = None
    opened = 0
    for index in range(len(document)):
        try:
            page = document[index]
        except pypdfium2.PdfiumError as error:
            broken = error
            warn("page(s) broken in the file and not read", f"page {index + 1}")
        else:
            opened += 1
            yield index + 1, page
    if broken and not opened:
        raise broken
