"""XML of any vocabulary: what its elements say, a record with its names, running text without its tags."""

import re

from lxml import etree

from events.errors import Rejected
from functions.ingest.extract.cleaning import clean, one_line
from functions.ingest.extract.decoding import decode
from functions.ingest.extract.outline import LONGEST_HEADING, Outline
from functions.ingest.extract.safe_xml import local, parse_xml
from functions.ingest.extract.section import Section
from functions.ingest.extract.source_text import read_source

_DOCTYPE = re.compile(r"<!DOCTYPE\b[^\[>]{0,2000}+(?:\[[^\]]{0,100000}+\]\s*+)?>")
_DECLARATION = re.compile(r"\A\s*+<\?xml\b[^>?]{0,300}+\?>")
_ENCODING = re.compile(rb"\s*+<\?xml\b[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{1,40})")
_TITLES = frozenset(("title", "head", "heading", "titel"))
_PROSE = frozenset(
    "p para simpara text li item listitem td th entry cell line b i em emphasis strong description abstract summary "  # noqa: SIM905
    "content note value string span tspan".split()
)  # names that say nothing in front of their words
_UNREAD = frozenset(("script", "style", "binary", "metadata"))
_DEEPEST = 6  # headings over one another


def read_xml(data: bytes, name: str, charset: str = "") -> list[Section]:
    """Return the text of an XML file under its titles; of one that is not well-formed, its source."""
    from functions.ingest.extract.charsets import codec_of  # noqa: PLC0415

    declared = _ENCODING.match(data)
    codec = charset or (codec_of(declared[1].decode()) if declared else "")
    text = _DOCTYPE.sub("", _DECLARATION.sub("", decode(data, name, codec), count=1), count=1)
    try:
        root = parse_xml(text.strip().encode(), name)
    except Rejected:
        return read_source(data, name, codec)
    outline = Outline()
    _write(root, outline, 1)
    return outline.sections()


def _write(element: etree._Element, outline: Outline, level: int) -> None:
    """Write an element: one with words of its own as a paragraph, one of single values as a record, others by parts."""
    if local(element) in _UNREAD:
        return
    if _has_words(element):
        outline.paragraph(_line(element))
        return
    record: list[str] = _attributes(element)
    for child in element:
        if len(child) and not _has_words(child):
            outline.paragraph("\n".join(record))
            record = []
            _write(child, outline, min(level + 1, _DEEPEST))
        elif local(child) in _TITLES and len(_words(child)) <= LONGEST_HEADING:
            outline.paragraph("\n".join(record))
            record = _attributes(child)
            outline.heading(level, _words(child))
        elif local(child) not in _UNREAD:
            line = _line(child)
            if local(child) in _PROSE and line:
                outline.paragraph("\n".join(record))
                outline.paragraph(line)
                record = []
            elif line:
                record.append(line)
    outline.paragraph("\n".join(record))


def _has_words(element: etree._Element) -> bool:
    """Tell whether text stands directly in the element, beside other elements or alone."""
    return any(text and text.strip() for text in (element.text, *(child.tail for child in element)))


def _line(element: etree._Element) -> str:
    name, words, attributes = local(element), _words(element), ", ".join(_attributes(element))
    said = words if name in _PROSE or not words else f"{name}: {words}"
    if attributes and not words:
        return f"{name}: {attributes}"
    return f"{said} ({attributes})" if attributes and name not in _PROSE else said


def _words(element: etree._Element) -> str:
    return one_line(clean(" ".join("".join(element.itertext()).split())))


def _attributes(element: etree._Element) -> list[str]:
    """Return what the element's attributes say, without those that only serve programs."""
    said = [(key.rpartition("}")[2], one_line(clean(str(value)))) for key, value in element.items()]
    return [f"{key}: {value}" for key, value in said if value and key not in ("id", "schemaLocation", "space", "class")]
