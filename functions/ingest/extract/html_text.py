"""HTML: the words that a reader of the page sees, under its headings.

By lxml and not by a parser with the HTML standard's own algorithm: that algorithm takes minutes for a page of 200,000
nested elements, while libxml2 stops at 256, and says so.
"""
# ruff: noqa: SIM905 - words read better in a line

import html
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from lxml import etree

from events.errors import Rejected
from functions.ingest.extract.charsets import codec_of
from functions.ingest.extract.cleaning import clean, one_line
from functions.ingest.extract.decoding import decode
from functions.ingest.extract.html_tables import has_head, holds_data, span_of
from functions.ingest.extract.left_out import warn
from functions.ingest.extract.mathml import formula
from functions.ingest.extract.outline import Outline
from functions.ingest.extract.page_parts import PageParts, description
from functions.ingest.extract.page_writer import PageWriter
from functions.ingest.extract.safe_xml import lacked_memory
from functions.ingest.extract.section import Section

_OPTIONS: dict[str, Any] = {"encoding": "utf-8", "remove_comments": True, "remove_pis": True, "no_network": True}
_LEVELS = {f"h{level}": level for level in range(1, 7)}
_ADMONITIONS = frozenset(
    "note notes tip warning caution important danger hint hinweis hinweise tipp achtung warnung wichtig vorsicht "
    "anmerkung".split()
)  # above a paragraph in a box; what comes after the box belongs to the heading before
_NO_WORDS = re.compile(
    r"<!--(?:[^-<]++|-(?!->)|<(?!!--))*+(?:-->)?+|<script\b(?:[^<]++|<(?!/?script\b))*+(?:</script\s*+>)?+"
    r"|<style\b(?:[^<]++|<(?!/?style\b))*+(?:</style\s*+>)?+",
    re.IGNORECASE,
)
_BLOCK_END = re.compile(
    r"</?(?:p|div|li|tr|td|th|h[1-6]|br|table|ul|ol|section|article|blockquote)\b[^<>]*+>", re.IGNORECASE
)
_ANY_TAG = re.compile(r"</?[a-zA-Z!][^<>]*+>")
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"\s{0,20}<\?xml\b[^>?]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([A-Za-z0-9_:.-]{1,40})")
_MOST_ATTRIBUTES = 1_000  # of one element: libxml2 goes through all of them to add one
_PIECE = 2**16  # bytes
_TOO_DEEP = 512  # where the parser that makes a tree has stopped long before
_FEW_WORDS = 30
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
    """Write the HTML of a page, or of a part of one, into an outline.

    What is nested too deeply for a tree is written as paragraphs; of a page whose words all stand around a text, all.
    """
    root = _parse(text, name)
    if root is None:
        return
    title = root.find("./head/title")
    if title is not None and next(root.iter("h1"), None) is None:
        outline.heading(0, one_line(_words(title)))
    for everything in (False, True):
        page = _Page(PageWriter(outline), PageParts(root, everything=everything), _noscript_counts(root))
        page.write(root)
        if page.writer.end_page():
            return


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
        warn("elements nested deeper than 256: the page's words are read without headings, lists and tables")
        return _flat(text)
    return root


def _flat(text: str) -> etree._Element:
    """Return a page of the same words, each block of them a line of preformatted text."""
    words = _ANY_TAG.sub("", _BLOCK_END.sub("\n", _NO_WORDS.sub("", text)))
    body = etree.Element("body")
    for line in html.unescape(words).split("\n"):
        if line.strip():
            etree.SubElement(body, "p").text = clean(line)
    return body


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
    meta = _META.search(data[:4096]) or _XML_ENCODING.match(data)
    codec = codec_of(meta[1].decode("ascii")) if meta else ""
    return "" if codec.startswith(("utf-16", "utf-32")) else codec  # by WHATWG's standard: one could not read it then


class _Page:
    """Writes the elements of one page."""

    def __init__(self, writer: PageWriter, parts: PageParts, noscript: bool) -> None:
        self.writer, self._parts, self._noscript = writer, parts, noscript

    def write(self, element: etree._Element) -> None:
        """Write an element and all in it; the parser bounds how deep this goes."""
        tag = str(element.tag)
        if self._parts.is_unread(element) or (tag == "noscript" and not self._noscript):
            return
        if tag in _LEVELS and _words(element).strip(" :!").lower() not in _ADMONITIONS:
            self.writer.heading(_LEVELS[tag], self._heading(element))
        elif tag in _WRITTEN:
            _WRITTEN[tag](element, self.writer)
        elif tag == "tr":
            self.writer.enter_row()
            self._write_block(element)
        elif tag in ("td", "th"):
            self.writer.enter_cell(span_of(element, "rowspan"), span_of(element, "colspan"))
            self._write_block(element)
        elif tag == "table" and holds_data(element):
            self.writer.enter_table()
            self._write_content(element)
            self.writer.leave_table(has_head=has_head(element))
        else:
            self._write_block(element)

    def _write_block(self, element: etree._Element) -> None:
        self.writer.enter(str(element.tag), _number(element))
        self._write_content(element)
        self.writer.leave(str(element.tag))

    def _write_content(self, element: etree._Element) -> None:
        self.writer.text(element.text)
        for child in element:
            self.write(child)
            self.writer.text(child.tail)

    def _heading(self, element: etree._Element) -> str:
        """Return a heading's words, with those of its pictures, without readings above characters."""
        pictures = " ".join(filter(None, map(description, element.iter("img"))))
        return one_line(f"{_seen(element)} {pictures}")


def _seen(element: etree._Element) -> str:
    parts = [element.text or ""]
    for child in element:
        tag = str(child.tag)
        parts.append(
            "" if tag in ("rt", "rp", "script", "style") else formula(child) if tag == "math" else _seen(child)
        )
        parts.append(child.tail or "")
    return "".join(parts)


def _write_picture(element: etree._Element, writer: PageWriter) -> None:
    said = description(element)
    if said:
        writer.text(f" {said} ")
    elif "alt" not in element.attrib and not element.get("title"):
        warn("picture(s) without a description")
    else:
        writer.text(element.get("title"))


def _write_field(element: etree._Element, writer: PageWriter) -> None:
    """Write what stands in a field of a form."""
    if element.get("type", "text").lower() in ("text", "number", "date", "email", "tel", "url", "time", "month"):
        writer.text(f" {element.get('value', '')} ")


def _write_drawing(element: etree._Element, writer: PageWriter) -> None:
    """Write the words in a drawing, each label apart."""
    labels = [one_line(_words(label)) for label in element.iter("text")]
    writer.text(f" {' | '.join(filter(None, labels))} ")


def _write_deleted(element: etree._Element, writer: PageWriter) -> None:
    words = one_line(_words(element))
    writer.text(f"~~{words}~~" if words else "")


def _write_raised(element: etree._Element, writer: PageWriter) -> None:
    writer.raised(_words(element), is_note=next(element.iter("a"), None) is not None)


_WRITTEN: dict[str, Callable[[etree._Element, PageWriter], None]] = {
    "pre": lambda element, writer: writer.preformatted(_words(element)),
    "sup": _write_raised,
    "math": lambda element, writer: writer.text(f" {formula(element)} "),
    "img": _write_picture,
    "input": _write_field,
    "svg": _write_drawing,
    "del": _write_deleted,
    "s": _write_deleted,
    "strike": _write_deleted,
    "wbr": lambda _element, _writer: None,
}


def _number(element: etree._Element) -> int | None:
    """Return the number that an ordered list begins with, or that an item of one is given."""
    given = element.get("start" if element.tag == "ol" else "value", "1" if element.tag == "ol" else "")
    is_numbered = element.tag == "ol" or (element.tag == "li" and given)
    if not is_numbered:
        return None
    return int(given) if re.fullmatch(r"-?\d{1,9}", given) else 1


def _noscript_counts(root: etree._Element) -> bool:
    """Tell whether the page's text stands in what is for readers without scripts, and little elsewhere."""
    fallbacks = [_words(element) for element in root.iter("noscript")]
    words = sum(len(text.split()) for text in fallbacks)
    about_script = words < _FEW_WORDS and any("javascript" in text.lower() for text in fallbacks)
    body = root.find("./body")
    others = sum(len(text.split()) for text in _texts_without_fallback(root if body is None else body))
    return words > others and others < _FEW_WORDS and not about_script


def _texts_without_fallback(element: etree._Element) -> Iterator[str]:
    if element.tag in ("noscript", "script", "style", "template", "head"):
        return
    yield element.text or ""
    for child in element:
        yield from _texts_without_fallback(child)
        yield child.tail or ""


def _words(element: etree._Element) -> str:
    return "".join(element.itertext())
