"""ODT, ODS and ODP: OpenDocument's texts, spreadsheets and presentations, which share one XML."""

from collections.abc import Iterator

from lxml import etree

from functions.ingest.extract.allowance import Allowance
from functions.ingest.extract.cleaning import clean, one_line, paragraphs_of
from functions.ingest.extract.labelled_rows import labelled_rows
from functions.ingest.extract.locked_files import encrypted
from functions.ingest.extract.opendocument_words import words
from functions.ingest.extract.outline import Outline
from functions.ingest.extract.safe_xml import attribute, child, local, parse_xml
from functions.ingest.extract.section import Section
from functions.ingest.extract.zip_parts import Archive

_UNREAD = frozenset(("tracked-changes", "annotation", "table-of-content", "alphabetical-index", "forms", "settings"))
_DIGITS = 10  # fewer in the number of columns
_WIDEST = 1_000  # columns that a repeated value is written in; empty ones are repeated to the sheet's edge


def read_opendocument(data: bytes, name: str, max_characters: int) -> list[Section]:
    """Return the sections of an OpenDocument file: by headings, by sheets, or by slides with `page` as the number.

    Raises `Rejected`: 422 for one that is encrypted or broken, 413 for more characters of repeated cells than allowed.
    """
    archive = Archive(data, name, "OpenDocument")
    manifest = "META-INF/manifest.xml"
    if manifest in archive and b"encryption-data" in archive.read(manifest):
        raise encrypted(name)
    body = child(parse_xml(archive.read("content.xml"), name), "body")
    if body is None or not len(body):
        raise archive.broken()
    allowance = Allowance(max_characters, name)
    if local(body[0]) == "spreadsheet":
        return list(_sheets(body[0], allowance))
    return list(_slides(body[0], allowance)) if local(body[0]) == "presentation" else _sections(body[0], allowance)


def _sections(parent: etree._Element, allowance: Allowance) -> list[Section]:
    outline = Outline()
    _write(parent, outline, allowance)
    return outline.sections()


def _sheets(spreadsheet: etree._Element, allowance: Allowance) -> Iterator[Section]:
    for table in spreadsheet.iterchildren("{*}table"):
        text = "\n".join(labelled_rows(_rows(table, allowance)))
        if text:
            yield Section(text=text, page=None, heading=attribute(table, "name"))


def _slides(presentation: etree._Element, allowance: Allowance) -> Iterator[Section]:
    for number, page in enumerate(presentation.iterchildren("{*}page"), 1):
        title, paragraphs = "", []
        for frame in page.iterchildren("{*}frame", "{*}custom-shape", "{*}notes"):
            found = [section.text for section in _sections(frame, allowance)]
            if attribute(frame, "class") == "title" and not title:
                title = one_line(" ".join(found))
            else:
                paragraphs += found
        if title or paragraphs:
            yield Section(text="\n\n".join(paragraphs) or title, page=number, heading=title)


def _write(parent: etree._Element, outline: Outline, allowance: Allowance) -> None:
    """Write the blocks in an element; the parser bounds how deep this goes."""
    for block in parent:
        kind = local(block)
        if kind == "h":
            level = attribute(block, "outline-level")
            outline.heading(int(level) if level.isdecimal() else 1, one_line(clean(words(block))))
        elif kind == "p":
            _paragraph(block, outline)
        elif kind == "list":
            outline.paragraph("\n".join(_items(block, 0)))
        elif kind == "table":
            outline.paragraph("\n".join(labelled_rows(_rows(block, allowance), least=3)))
        elif kind not in _UNREAD:
            _write(block, outline, allowance)


def _paragraph(block: etree._Element, outline: Outline) -> None:
    text = "\n".join(paragraphs_of(clean(words(block))))
    if attribute(block, "style-name") == "Title":
        outline.heading(0, one_line(text))
    else:
        outline.paragraph(text)


def _items(items: etree._Element, depth: int) -> Iterator[str]:
    for item in items.iterchildren("{*}list-item", "{*}list-header"):
        for block in item:
            if local(block) == "list":
                yield from _items(block, depth + 1)
            elif text := one_line(clean(words(block))):
                yield f"{'  ' * depth}- {text}"


def _rows(table: etree._Element, allowance: Allowance) -> Iterator[list[str]]:
    """Yield the rows; one that is said to be repeated comes once, for it says nothing new."""
    for row in table.iter("{*}table-row"):
        values: list[str] = []
        for cell in row.iterchildren("{*}table-cell", "{*}covered-table-cell"):
            text = " ".join(words(block) for block in cell if local(block) not in _UNREAD)
            repeated = attribute(cell, "number-columns-repeated")
            times = min(int(repeated), _WIDEST) if repeated.isdecimal() and len(repeated) < _DIGITS else 1
            allowance.take(len(text) * times)
            values += [text] * times
        yield values
