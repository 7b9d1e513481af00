"""DOCX: paragraphs under their headings, lists together, tables row by row, notes where they are referred to."""

from collections.abc import Iterator

from lxml import etree

from events.errors import Rejected
from functions.ingest.extract.allowance import Allowance
from functions.ingest.extract.cleaning import clean, one_line, paragraphs_of
from functions.ingest.extract.docx_inline import Inline, Remarks, Words
from functions.ingest.extract.docx_numbering import Numbering
from functions.ingest.extract.docx_styles import Style, style_named, styles_of
from functions.ingest.extract.docx_tables import only_cells, rows_of
from functions.ingest.extract.labelled_rows import labelled_rows
from functions.ingest.extract.left_out import inside, warn
from functions.ingest.extract.media import media_type_of
from functions.ingest.extract.office_parts import Parts, main_part, reference_of
from functions.ingest.extract.outline import Outline
from functions.ingest.extract.reading import extract
from functions.ingest.extract.remarks import comment_line
from functions.ingest.extract.safe_xml import attribute, child, local, parse_xml
from functions.ingest.extract.section import Section
from functions.ingest.extract.zip_parts import Archive

_WRAPPERS = ("sdtContent", "customXml", "ins", "smartTag", "moveTo")
_REMARKS = {"footnotes": "footnoteReference", "endnotes": "endnoteReference", "comments": "comment"}
_FEW = 3  # words beside the number of a page


def read_docx(data: bytes, name: str, max_characters: int) -> list[Section]:
    """Return the sections of a Word document: headers first, then the text, footers last.

    Raises `Rejected`: 422 for one that is encrypted or broken, 413 for more characters of notes than allowed.
    """
    archive = Archive(data, name, "DOCX")
    main = main_part(archive, name, "word/document.xml")
    root = parse_xml(archive.read(main), name)
    body = child(root, "body")
    if body is None:
        raise archive.broken()
    document = _Document(archive, main, name, max_characters)
    writer = document.writer(main)
    writer.blocks(body)
    writer.remarks(document.remarks.left())
    headers, footers = (list(document.repeated(root, f"{kind}Reference")) for kind in ("header", "footer"))
    return [*headers, *writer.sections(), *footers]


class _Document:
    """What the parts of a document share."""

    def __init__(self, archive: Archive, main: str, name: str, max_characters: int) -> None:
        self.archive, self.name, self.main = archive, name, main
        self.allowance = Allowance(max_characters, name)
        self.remarks = Remarks(self.allowance)
        self._told = set[str]()
        parts = self.parts(main)
        self.styles = styles_of(parts.of_kind("styles"))
        self.numbering = Numbering(parts.of_kind("numbering"))
        for part, kind in _REMARKS.items():
            self._add_remarks(parts, part, kind)

    def parts(self, part: str) -> Parts:
        return Parts(self.archive, part, self.name, self._told)

    def writer(self, part: str, place: str = "") -> "_Writer":
        return _Writer(self, self.parts(part), place)

    def repeated(self, root: etree._Element, kind: str) -> Iterator[Section]:
        """Yield what stands above or below every page: each text once, without the numbers of the pages."""
        parts, seen = self.parts(self.main), set[str]()
        for path in dict.fromkeys(parts.path(reference_of(one)) for one in root.iter(f"{{*}}{kind}")):
            if path:
                writer = self.writer(path, kind.removesuffix("Reference"))
                writer.blocks(parse_xml(self.archive.read(path), self.name))
                sections = [section for section in writer.sections() if section.text not in seen]
                seen |= {section.text for section in sections}
                yield from sections

    def _add_remarks(self, parts: Parts, part: str, kind: str) -> None:
        root = parts.of_kind(part)
        path = next(iter(parts.every(part)), self.main)
        inline = Inline(self.parts(path), self.styles, Remarks(self.allowance), lambda: part)
        for remark in () if root is None else root:
            text = one_line(" ".join(clean(inline.read(paragraph).text) for paragraph in remark.iter("{*}p")))
            if kind == "comment":
                text = comment_line(text, one_line(clean(attribute(remark, "author"))))
            self.remarks.add(kind, attribute(remark, "id"), text)


class _Writer:
    """Writes the blocks of one part of a document into an outline."""

    def __init__(self, document: _Document, parts: Parts, place: str) -> None:
        self._document, self._parts = document, parts
        self._outline = Outline()
        self._repeated_place = place
        self._inline = Inline(parts, document.styles, document.remarks, self._place)
        self._lines: list[str] = []  # of the list or the code at hand
        self._gathering = ""  # which of the two

    def sections(self) -> list[Section]:
        self._gather("")
        return self._outline.sections()

    def blocks(self, parent: etree._Element) -> None:
        """Write the paragraphs and tables in an element, and in the wrappers around some of them."""
        for block in parent:
            kind = local(block)
            if kind == "p":
                self._paragraph(block)
            elif kind == "tbl":
                self._gather("")
                self._table(block)
            elif kind == "altChunk":
                self._gather("")
                self._chunk(self._parts.path(reference_of(block)))
            elif kind in _WRAPPERS or (kind == "sdt" and not _is_contents(block)):
                self.blocks(block)
            elif kind == "AlternateContent":
                choice = child(block, "Choice")
                self.blocks(block if choice is None else choice)
            elif kind in ("oMathPara", "oMath"):
                self._outline.paragraph(self._inline.read(block).text)

    def remarks(self, texts: list[str]) -> None:
        """Write comments, each a paragraph."""
        for text in texts:
            self._gather("")
            self._outline.paragraph(text)

    def _paragraph(self, element: etree._Element) -> None:
        style = self._style(element)
        words = self._inline.read(element)
        text = clean(words.text)
        if style.contents or (self._repeated_place and words.has_page_number and len(text.split()) <= _FEW):
            return
        if style.hidden and text.strip():
            warn("stretch(es) of hidden text", self._inline.place())
        else:
            self._write(style, self._label(style, element) if text.strip() else "", text)
        self._hanging(words)

    def _write(self, style: Style, label: str, text: str) -> None:
        if style.level is not None:
            self._gather("")
            self._outline.heading(style.level, one_line(f"{label} {text}"))
        elif style.code:
            self._gather("code")
            self._lines.append(text)
        elif style.listed and text.strip():
            self._gather("list")
            self._lines.append(f"{'  ' * (style.depth or 0)}{label or '-'} {one_line(text)}")
        elif text.strip():
            self._gather("")
            self._outline.paragraph("\n".join(paragraphs_of(text)))

    def _hanging(self, words: Words) -> None:
        """Write what hangs on a paragraph: boxes, charts, pictures and comments."""
        for box in words.boxes:
            self._gather("")
            self.blocks(box)
        self.remarks([*words.shown, *words.comments])

    def _place(self) -> str:
        title = self._outline.title
        return self._repeated_place or (f'"{title}"' if title else "")

    def _style(self, element: etree._Element) -> Style:
        properties = child(element, "pPr")
        name = attribute(child(properties, "pStyle"), "val")
        style = self._document.styles.get(name)
        return (style_named(name) if style is None else style).with_own(properties)

    def _label(self, style: Style, element: etree._Element) -> str:
        """Count a numbered paragraph, and return its number."""
        if not style.listed:
            return ""
        depth = style.depth
        if depth is None:
            depth = self._document.numbering.depth_of(style.number, attribute(child(element, "pPr/pStyle"), "val"))
        return self._document.numbering.label(style.number, depth)

    def _gather(self, kind: str) -> None:
        """End the list or the code at hand, unless it goes on."""
        if kind != self._gathering:
            self._outline.paragraph("\n".join(line for line in self._lines if line.strip()))
            self._lines, self._gathering = [], kind

    def _table(self, table: etree._Element) -> None:
        cells = only_cells(table)
        if cells is not None:
            for cell in cells:
                self.blocks(cell)
            return
        comments: list[str] = []
        self._outline.paragraph("\n".join(self._lines_of(table, comments)))
        self.remarks(comments)

    def _lines_of(self, table: etree._Element, comments: list[str]) -> list[str]:
        rows = rows_of(table, lambda cell: " ".join(self._cell(cell, comments)), self._document.allowance)
        is_marked = child(table, "tr/trPr/tblHeader") is not None  # the first row, as the header that it is
        return list(labelled_rows(rows, least=2 if is_marked else 3))

    def _cell(self, cell: etree._Element, comments: list[str]) -> Iterator[str]:
        """Yield the texts in a cell; the rows of a table inside of it are parted by semicolons."""
        for block in cell:
            kind = local(block)
            if kind == "p":
                words = self._inline.read(block)
                comments += words.comments
                yield f"{self._label(self._style(block), block)} {words.text}"
                yield from words.shown
                for box in words.boxes:
                    yield from self._cell(box, comments)
            elif kind == "tbl":
                yield "; ".join(line.replace(" | ", ", ") for line in self._lines_of(block, comments))
            elif kind in _WRAPPERS or kind == "sdt":
                yield from self._cell(block, comments)

    def _chunk(self, path: str) -> None:
        """Write a document of any format that is kept inside of this one, to be put in when it is next opened."""
        data = self._parts.archive.read(path) if path else b""
        try:
            with inside(path.rpartition("/")[2]):
                sections = extract(data, media_type_of(path, "", data), path)
        except Rejected as error:
            warn(f"document inside that could not be read: {error.detail}")
            return
        for section in sections:
            for paragraph in [section.heading, *section.text.split("\n\n")]:
                self._document.allowance.take(len(paragraph))
                self._outline.paragraph(paragraph)


def _is_contents(block: etree._Element) -> bool:
    """Tell whether a block is the table of contents, which repeats the headings."""
    return "contents" in attribute(child(block, "sdtPr/docPartObj/docPartGallery"), "val").lower()
