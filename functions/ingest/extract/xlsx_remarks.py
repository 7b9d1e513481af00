"""What stands beside the cells of a sheet: comments, text boxes, charts, pictures, headers of the printed page."""

import html
import re
from collections.abc import Iterator

from lxml import etree

from functions.ingest.extract.cleaning import clean, one_line
from functions.ingest.extract.drawing_text import paragraphs_in
from functions.ingest.extract.graphic_parts import description, graphic_lines, is_decorative
from functions.ingest.extract.left_out import warn
from functions.ingest.extract.office_parts import Parts
from functions.ingest.extract.safe_xml import attribute, local, parse_xml
from functions.ingest.extract.xlsx_cells import words_of

_PRINTED = re.compile(rb"<(?:\w{1,20}:)?(?:odd|even|first)(?:Header|Footer)(?:\s[^<>]{0,100})?>([^<]{1,1000})<")
_CODES = re.compile(r'&"[^"]{0,100}"|&\d{1,3}|&K[0-9A-Fa-f]{6}|&[A-Z]', re.IGNORECASE)
_SHAPES = ("sp", "cxnSp", "graphicFrame", "pic")


def remarks_of(parts: Parts, part: bytes, sheet: str) -> list[str]:
    """Return the paragraphs beside the cells of a sheet, whose own part is given, too."""
    place = f"sheet {sheet}" if sheet else ""
    drawn = [line for path in parts.every("drawing") for line in _drawn(parts, path, place)]
    return [*drawn, *_comments(parts), *_printed(part)]


def _comments(parts: Parts) -> Iterator[str]:
    """Yield the comments, each with its cell and its author; a thread's replies follow its beginning."""
    threads: set[str] = set()
    for root in _roots(parts, "threadedComment"):
        for comment in root:
            threads.add(attribute(comment, "ref"))
            text = one_line(clean(comment.findtext("{*}text") or ""))
            yield f"Comment on {attribute(comment, 'ref')}: {text}"
    for root in _roots(parts, "comments"):
        authors = [one_line(clean(author.text or "")) for author in root.iterfind("{*}authors/{*}author")]
        for comment in root.iterfind("{*}commentList/{*}comment"):
            cell, text = attribute(comment, "ref"), one_line(clean(words_of(comment.find("{*}text"))))
            number = attribute(comment, "authorId")
            author = authors[int(number)] if number in map(str, range(len(authors))) else ""
            text = text.removeprefix(f"{author}:").strip()  # Excel puts the name before the words
            if text and cell not in threads:  # of those it only says that they cannot be shown
                yield f"Comment on {cell} by {author}: {text}" if author else f"Comment on {cell}: {text}"


def _drawn(parts: Parts, path: str, place: str) -> Iterator[str]:
    root, inner = parse_xml(parts.archive.read(path), parts.name), parts.of(path)
    for shape in root.iter(*(f"{{*}}{kind}" for kind in _SHAPES)):
        is_picture = local(shape) == "pic"
        told = next(filter(None, map(description, shape.iter("{*}cNvPr"))), "")
        if is_picture and not told and not is_decorative(next(shape.iter("{*}cNvPr"), None)):
            warn("picture(s) without a description", place)
        described = f"Picture: {told}" if told and is_picture else told
        lines = [described, *paragraphs_in(shape), *graphic_lines(shape, inner, place)]
        text = "\n".join(filter(None, lines))
        if text:
            yield text


def _printed(part: bytes) -> Iterator[str]:
    """Yield what is printed above and below every page, without the codes for numbers and fonts."""
    start = part.rfind(b"headerFooter", 0, part.rfind(b"headerFooter"))
    for found in dict.fromkeys(_PRINTED.findall(part, start) if start >= 0 else ()):
        text = printed_line(html.unescape(found.decode("utf-8", "replace")))
        if text:
            yield text


def printed_line(text: str) -> str:
    """Return a printed header's or footer's words without the codes in it, or "" for numbers only."""
    line = one_line(clean(_CODES.sub(" ", text)))
    return line if any(map(str.isalpha, line)) else ""


def _roots(parts: Parts, kind: str) -> Iterator[etree._Element]:
    for path in parts.every(kind):
        yield parse_xml(parts.archive.read(path), parts.name)
