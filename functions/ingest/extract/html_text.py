"""HTML: the words that a reader of the page sees, under its headings.

By lxml and not by a parser with the HTML standard's own algorithm: that algorithm takes minutes for a page of 200,000
nested elements, while libxml2 stops at 256, and says so.
"""
# ruff: noqa: SIM905 - tags read better in a line

import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from lxml import etree

from events.errors import Rejected
from functions.ingest.extract.charsets import codec_of
from functions.ingest.extract.cleaning import one_line
from functions.ingest.extract.decoding import decode
from functions.ingest.extract.outline import Outline
from functions.ingest.extract.page_writer import PageWriter
from functions.ingest.extract.safe_xml import lacked_memory
from functions.ingest.extract.section import Section

_UNREAD = frozenset(
    "head script style noscript template nav svg math iframe object embed canvas audio video map select button input "
    "textarea datalist dialog frameset".split()
)
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_OPTIONS: dict[str, Any] = {"encoding": "utf-8", "remove_comments": True, "remove_pis": True, "no_network": True}
_LEVELS = {f"h{level}": level for level in range(1, 7)}
_ADMONITIONS = frozenset(
    "note notes tip warning caution important danger hint hinweis hinweise tipp achtung warnung wichtig vorsicht "
    "anmerkung".split()
)  # above a paragraph in a box; what comes after the box belongs to the heading before
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_MOST_ATTRIBUTES = 1_000  # of one element: libxml2 goes through all of them to add one
_PIECE = 2**16  # bytes
_TOO_DEEP = 512  # where the parser that makes a tree has stopped long before
_HARMLESS = 20_000  # characters of a page, too few for many attributes


def read_html(data: bytes, name: str, charset: str = "") -> list[Section]:
    """Return the sections of an HTML page; its title is the top heading where it has no h1.

    Raises `Rejected` (422) for elements nested deeper than 256.
    """
    outline = Outline()
    write_html(data, name, outline, charset)
    return outline.sections()


def write_html(data: bytes, name: str, outline: Outline, charset: str = "") -> None:
    """Write an HTML page into an outline, which may hold other pages; `charset` is what its sender says of it."""
    write_html_text(decode(data, name, charset or _declared_charset(data)), name, outline)


def write_html_text(text: str, name: str, outline: Outline) -> None:
    """Write the HTML of a page, or of a part of one, into an outline."""
    root = _parse(text, name)
    if root is None:
        return
    title = root.find("./head/title")
    if title is not None and next(root.iter("h1"), None) is None:
        outline.heading(0, one_line(_words(title)))
    writer = PageWriter(outline)
    _write(root, writer)
    writer.end_paragraph()


def _parse(text: str, name: str) -> etree._Element | None:
    """Return the page's root, or None when the page is empty."""
    if len(text) > _HARMLESS:
        _count_attributes(text, name)
    parser = etree.HTMLParser(**_OPTIONS)
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError:
        root = None
    if lacked_memory(parser.error_log):
        raise MemoryError
    if any("depth" in entry.message for entry in parser.error_log):
        raise Rejected(f"{name} nests its elements deeper than 256: save the page as text and upload that")
    return root


def _count_attributes(text: str, name: str) -> None:
    """Raise `Rejected` for an element of too many attributes, as libxml2 reads them, without a tree."""
    with suppress(etree.XMLSyntaxError, RecursionError):  # which come again
        parser, data = etree.HTMLParser(target=_Counter(name), **_OPTIONS), text.encode()
        for start in range(0, len(data), _PIECE):  # in pieces, for it ends only between two
            parser.feed(data[start : start + _PIECE])
        parser.close()


class _Counter:
    def __init__(self, name: str) -> None:
        self._name, self._depth = name, 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth > _TOO_DEEP:
            raise RecursionError
        if len(attributes) > _MOST_ATTRIBUTES:
            raise Rejected(
                f"{self._name} has an element <{tag[:40]}> of more than {_MOST_ATTRIBUTES} attributes: "
                "save the page as text and upload that"
            )

    def end(self, tag: str) -> None:  # noqa: ARG002 - lxml says which
        self._depth -= 1

    def close(self) -> None:
        pass


def _declared_charset(data: bytes) -> str:
    """Return the codec of the character set that a meta element near the page's start names, or ""."""
    meta = _META.search(data[:4096])
    codec = codec_of(meta[1].decode("ascii")) if meta else ""
    return "" if codec.startswith(("utf-16", "utf-32")) else codec  # by WHATWG's standard: one could not read it then


def _write(element: etree._Element, writer: PageWriter) -> None:
    """Write an element and all in it; the parser bounds how deep this goes."""
    tag = element.tag
    if _is_unread(element):
        return
    if tag in _LEVELS and _words(element).strip(" :!").lower() not in _ADMONITIONS:
        writer.heading(_LEVELS[tag], _words(element))
    elif tag == "pre":
        writer.preformatted(_words(element))
    elif tag == "sup":
        writer.raised(_words(element), is_note=next(element.iter("a"), None) is not None)
    elif tag == "table" and _holds_data(element):
        writer.enter_table()
        _write_content(element, writer)
        writer.leave_table(has_head=_has_head(element))
    else:
        writer.enter(tag)
        _write_content(element, writer)
        writer.leave(tag)


def _write_content(element: etree._Element, writer: PageWriter) -> None:
    writer.text(element.text)
    for child in element:
        _write(child, writer)
        writer.text(child.tail)


def _is_unread(element: etree._Element) -> bool:
    """Tell whether a reader of the page does not see the element, or sees it as navigation."""
    return (
        element.tag in _UNREAD
        or "hidden" in element.attrib
        or element.get("aria-hidden") == "true"
        or element.get("role") == "navigation"
        or _HIDING.search(element.get("style", "")) is not None
    )


def _holds_data(table: etree._Element) -> bool:
    """Tell a table of data from one that only lays out the page, which holds headings, code, or other tables."""
    tags = ("table", "pre", *_LEVELS)
    return not any(inner is not table for inner in table.iter(*tags))


def _has_head(table: etree._Element) -> bool:
    """Tell whether the first row names the columns, and each cell stands in one of them."""
    head = next(table.iter("tr"), None)
    cells = list(table.iter("td", "th"))
    if head is None or any(cell.get(span, "1") != "1" for cell in cells for span in ("colspan", "rowspan")):
        return False
    return {cell.tag for cell in head.iterchildren("td", "th")} == {"th"} and "|" not in _words(table)


def _words(element: etree._Element) -> str:
    return "".join(element.itertext())
