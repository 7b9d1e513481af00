"""PPTX: a section for each slide, under its title, with the speaker's notes."""

from collections.abc import Iterator

from lxml import etree

from functions.ingest.extract.cleaning import clean, one_line, paragraphs_of
from functions.ingest.extract.labelled_rows import labelled_rows
from functions.ingest.extract.office_parts import reference_of, related
from functions.ingest.extract.outline import LONGEST_HEADING
from functions.ingest.extract.safe_xml import attribute, child, local, parse_xml
from functions.ingest.extract.section import Section
from functions.ingest.extract.zip_parts import Archive

_MAIN = "ppt/presentation.xml"
_TITLES = ("title", "ctrTitle")
_FURNITURE = ("sldNum", "dt", "ftr", "hdr", "sldImg")  # placeholders that say the same on every slide


def read_pptx(data: bytes, name: str) -> list[Section]:
    """Return one section for each slide with text, in the order of showing; `page` is the slide's number."""
    archive = Archive(data, name, "PPTX")
    slides = child(parse_xml(archive.read(_MAIN), name), "sldIdLst")
    parts = related(archive, _MAIN, name)
    shown = set[str]()  # slides and notes: one that is named again says nothing new
    sections = list[Section]()
    for number, slide in enumerate(() if slides is None else slides, 1):
        _, part = parts.get(reference_of(slide), ("", ""))
        if part not in shown:
            shown.add(part)
            section = _slide(archive, part, number, name, shown)
            sections += [section] if section.text else []
    return sections


def _slide(archive: Archive, part: str, number: int, name: str, shown: set[str]) -> Section:
    root = parse_xml(archive.read(part), name)
    title, paragraphs = "", []
    for shape in _shapes(root):
        kind = attribute(next(shape.iter("{*}ph"), None), "type")
        if kind in _TITLES and not title:
            title = one_line(clean(" ".join(_paragraphs(shape))))
        elif kind not in _FURNITURE:
            paragraphs += _content(shape)
    for kind, notes in related(archive, part, name).values():
        if kind == "notesSlide" and notes not in shown:
            shown.add(notes)
            paragraphs += _spoken(parse_xml(archive.read(notes), name))
    heading = title if len(title) <= LONGEST_HEADING else ""
    text = "\n\n".join(paragraphs) or title
    return Section(text=text if heading == title else f"{title}\n\n{text}", page=number, heading=heading)


def _shapes(root: etree._Element) -> Iterator[etree._Element]:
    """Yield shapes and tables in order; a group's own shapes come by themselves."""
    yield from (element for element in root.iter("{*}sp", "{*}graphicFrame") if not _is_told_already(element))


def _is_told_already(element: etree._Element) -> bool:
    """Tell whether it doubles another one for old programs, or is a part of one."""
    return any(local(above) in ("Fallback", "sp", "graphicFrame") for above in element.iterancestors())


def _content(shape: etree._Element) -> list[str]:
    table = next(shape.iter("{*}tbl"), None)
    if table is None:
        lines = [line for line in _paragraphs(shape) if line.strip()]
    else:
        rows = (
            [one_line(" ".join(_paragraphs(cell))) for cell in row.iterchildren("{*}tc")]
            for row in table.iterchildren("{*}tr")
        )
        lines = list(labelled_rows(rows, least=3))
    return ["\n".join(lines)] if lines else []


def _paragraphs(element: etree._Element) -> Iterator[str]:
    """Yield the paragraphs, which are mostly items of a list, each with its line breaks as blanks."""
    for paragraph in element.iter("{*}p"):
        parts = ((inner.text or "") if local(inner) == "t" else " " for inner in paragraph.iter("{*}t", "{*}br"))
        yield one_line(clean("".join(parts)))


def _spoken(notes: etree._Element) -> Iterator[str]:
    for shape in notes.iter("{*}sp"):
        if attribute(next(shape.iter("{*}ph"), None), "type") not in _FURNITURE:
            yield from ("\n".join(paragraphs_of(text)) for text in ["\n".join(_paragraphs(shape))] if text.strip())
