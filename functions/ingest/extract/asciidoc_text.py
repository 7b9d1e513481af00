"""AsciiDoc: its headings, code, tables and macros in the words of Markdown, which is read then."""

import re
from collections.abc import Iterator, Sequence

from functions.ingest.extract.cleaning import clean
from functions.ingest.extract.decoding import decode
from functions.ingest.extract.markdown_text import sections_of
from functions.ingest.extract.markdown_writing import between_marks, row_of, rule_below
from functions.ingest.extract.section import Section

_HEADING = re.compile(r"(={1,6}+)[ \t]+(?=\S)")
_UNREAD = re.compile(r"//|:[\w!-]{1,60}:|\[[^\[\]\n]{0,300}+\]$|(?:--|={4,}|\*{4,}|_{4,}|\+)$|ifdef::|ifndef::|endif::")
_LISTING = ("----", "....", "```", "++++")
_MACRO = re.compile(r"(?:link:|xref:|(?=https?:))([^\s\[\]]{1,500}+)\[([^\[\]\n]{0,300}+)\]")
_PICTURE = re.compile(r"image::?[^\s\[\]]{1,500}+\[\"?([^\[\],\"\n]{0,300}+)[^\[\]\n]{0,300}+\]")
_REFERENCE = re.compile(r"<<([^<>,\n]{1,200}+)(?:,([^<>\n]{1,300}+))?>>")
_MARKED = re.compile(
    r"(?<!\w)(?:\*{1,2}+(?=\S)([^*\n]{1,300}+)\*{1,2}+|_{1,2}+(?=\S)([^_\n]{1,300}+)_{1,2}+"
    r"|`{1,2}+(?=\S)([^`\n]{1,300}+)`{1,2}+|\#{1,2}+(?=\S)([^\#\n]{1,300}+)\#{1,2}+)(?!\w)"
)
_NUMBERED = re.compile(r"^[ \t]{0,40}\.{1,5}[ \t]+")
_ITEM = re.compile(r"^[ \t]{0,40}[*-]{1,5}[ \t]+")
_CELL = re.compile(r"(?:^|[ \t])(?:\d{0,3}(?:\.\d{1,3})?[+*]?[<^>.]{0,3}[aehlmsv]?)\|")


def read_asciidoc(data: bytes, name: str, charset: str = "") -> list[Section]:
    """Return the sections of an AsciiDoc file; attributes, comments and marks of blocks are no text."""
    return sections_of(_lines(clean(decode(data, name, charset)).split("\n")))


def _lines(lines: Sequence[str]) -> Iterator[str]:
    listing, comment = "", False
    table: list[str] | None = None
    for line in lines:
        if line == "////":
            comment = not comment
        elif comment:
            continue
        elif listing:
            yield "```" if line == listing else line
            listing = "" if line == listing else listing
        elif line == "|===":
            yield from () if table is None else _rows(table)
            table = [] if table is None else None
        elif table is not None:
            table.append(line)
        elif line.startswith(_LISTING):
            listing = line
            yield "```"
        elif not _UNREAD.match(line):
            yield _line(line)
    yield from _rows(table or [])


def _line(line: str) -> str:
    heading = _HEADING.match(line)
    if heading:
        return f"{'#' * len(heading[1])} {_words(line[heading.end() :])}"
    if _NUMBERED.match(line):
        return _words(_NUMBERED.sub("1. ", line, count=1))
    if line.startswith(".") and len(line) > 1:
        return f"{_words(line[1:])}"
    return _words(_ITEM.sub("- ", line, count=1))


def _rows(table: Sequence[str]) -> Iterator[str]:
    """Yield a table's rows: as many cells in each as its first line has, or stand above the first blank line."""
    cells: list[str] = []
    width = 0
    for line in table:
        parts = [part.strip() for part in _CELL.split(line)]
        if not line.strip():
            width = width or len(cells)
            continue
        if cells and parts[0]:
            cells[-1] += f" {parts[0]}"
        cells += parts[1:]
        width = width or (len(parts) - 1 if len(parts) > 2 else 0)
    width = width or 1
    for first in range(0, len(cells), width):
        yield row_of(map(_words, cells[first : first + width]))
        if not first:
            yield rule_below(width)
    yield ""


def _words(text: str) -> str:
    text = _PICTURE.sub(r"\1", text)
    text = _MACRO.sub(lambda match: match[2].rstrip("^") or match[1], text)
    text = _REFERENCE.sub(lambda match: match[2] or match[1], text)
    return _MARKED.sub(between_marks, text)
