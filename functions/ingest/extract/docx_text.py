"""DOCX: paragraphs under their headings, lists together, tables row by row, notes where they are referred to."""

from collections.abc import Iterator

from lxml import etree

from functions.ingest.extract.allowance import Allowance
from functions.ingest.extract.cleaning import clean, one_line, paragraphs_of
from functions.ingest.extract.docx_styles import Style, styles_of
from functions.ingest.extract.labelled_rows import labelled_rows
from functions.ingest.extract.outline import Outline
from functions.ingest.extract.safe_xml import attribute, child, local, parse_xml
from functions.ingest.extract.section import Section
from functions.ingest.extract.zip_parts import Archive

_UNREAD = frozenset(("Fallback", "moveFrom", "pPr", "rPr", "del"))  # doubles for old programs, and what was deleted
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}


def read_docx(data: bytes, name: str, max_characters: int) -> list[Section]:
    """Return the sections of a Word document.

    Raises `Rejected`: 422 for one that is encrypted or broken, 413 for more characters of notes than allowed.
    """
    archive = Archive(data, name, "DOCX")
    body = child(parse_xml(archive.read("word/document.xml"), name), "body")
    if body is None:
        raise archive.broken()
    styles = styles_of(archive, name)
    writer = _Writer(styles, _Notes(archive, name, Allowance(max_characters, name)))
    writer.blocks(body)
    return writer.sections()


class _Notes:
    """The footnotes and endnotes, which may be referred to again and again."""

    def __init__(self, archive: Archive, name: str, allowance: Allowance) -> None:
        self._allowance = allowance
        self._notes = {reference: _notes(archive, kind, name) for reference, kind in _NOTES.items()}

    def text(self, reference: etree._Element) -> str:
        note = self._notes[local(reference)].get(attribute(reference, "id"), "")
        self._allowance.take(len(note))
        return f" ({note})" if note else ""


def _notes(archive: Archive, kind: str, name: str) -> dict[str, str]:
    part = f"word/{kind}s.xml"
    if part not in archive:
        return {}
    root = parse_xml(archive.read(part), name)
    return {attribute(note, "id"): one_line("".join(_texts(note, None))) for note in root}


class _Writer:
    """Writes the blocks of a document into an outline."""

    def __init__(self, styles: dict[str, Style], notes: _Notes) -> None:
        self._styles, self._notes = styles, notes
        self._outline = Outline()
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
                self._outline.paragraph("\n".join(labelled_rows(self._rows(block), least=3)))
            elif kind in ("sdt", "sdtContent", "customXml", "ins", "smartTag"):
                self.blocks(block)

    def _paragraph(self, element: etree._Element) -> None:
        style = self._style(element)
        text = clean("".join(_texts(element, self._notes)))
        if style.level is not None:
            self._gather("")
            self._outline.heading(style.level, one_line(text))
        elif style.code:
            self._gather("code")
            self._lines.append(text)
        elif style.listed and text.strip():
            self._gather("list")
            self._lines.append(f"{'  ' * style.depth}- {one_line(text)}")
        elif text.strip():
            self._gather("")
            self._outline.paragraph("\n".join(paragraphs_of(text)))

    def _style(self, element: etree._Element) -> Style:
        properties = child(element, "pPr")
        style = self._styles.get(attribute(child(properties, "pStyle"), "val"), Style())
        return style.with_own(properties)

    def _gather(self, kind: str) -> None:
        """End the list or the code at hand, unless it goes on."""
        if kind != self._gathering:
            self._outline.paragraph("\n".join(line for line in self._lines if line.strip()))
            self._lines, self._gathering = [], kind

    def _rows(self, table: etree._Element) -> Iterator[list[str]]:
        for row in table.iterchildren("{*}tr"):
            yield [" ".join(self._cell(cell)) for cell in row.iterchildren("{*}tc", "{*}sdt")]

    def _cell(self, cell: etree._Element) -> Iterator[str]:
        for paragraph in _paragraphs(cell):
            yield "".join(_texts(paragraph, self._notes))


def _paragraphs(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs in an element, but none that stands in another, as those of a text box do."""
    for inner in element:
        if local(inner) == "p":
            yield inner
        elif local(inner) not in _UNREAD:
            yield from _paragraphs(inner)


def _texts(element: etree._Element, notes: _Notes | None) -> Iterator[str]:
    """Yield the text in an element, in order; the parser bounds how deep this goes."""
    for inner in element:
        kind = local(inner)
        if kind == "t":
            yield inner.text or ""
        elif kind in ("tab", "ptab"):
            yield "\t"
        elif kind in ("br", "cr"):
            yield "\n"
        elif kind == "noBreakHyphen":
            yield "-"
        elif kind in _NOTES:
            yield notes.text(inner) if notes else ""
        elif kind not in _UNREAD:
            yield from _texts(inner, notes)
            yield "\n" if kind == "p" else ""  # of a text box inside
