"""Markdown: its headings give the outline, its light inline syntax stays.

A line scanner for what matters to retrieval, after CommonMark 0.31: ATX and setext headings, fenced code, soft line
breaks, links; and front matter, which CommonMark does not know.
"""

import re
from collections.abc import Iterable, Iterator

from functions.ingest.extract.cleaning import clean, one_line
from functions.ingest.extract.decoding import decode
from functions.ingest.extract.html_text import write_html_text
from functions.ingest.extract.labelled_rows import labelled_rows
from functions.ingest.extract.markdown_inline import inline_words
from functions.ingest.extract.outline import LONGEST_HEADING, Outline
from functions.ingest.extract.section import Section

_ATX = re.compile(r" {0,3}(#{1,6})(?=[ \t]|$)")
_SETEXT = re.compile(r" {0,3}(=+|-+)$")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_FENCE = re.compile(r"[ \t]*(`{3,}(?=[^`]*$)|~{3,})")
_OWN_LINE = re.compile(r"[ \t]*(?:[-*+][ \t]|\d{1,9}[.)][ \t]|\||>)|    |\t")  # items, rows, quotes, indented code
_BELOW_HEAD = re.compile(  # of a table; nothing is given back, for blanks could be shared out in many ways
    r"[ \t]*+(?:\|[ \t]*+)?+:?+-++:?+[ \t]*+(?:\|[ \t]*+:?+-++:?+[ \t]*+)*+\|?+[ \t]*+$"
)
_BAR = re.compile(r"(?<!\\)\|")  # between two cells
_REFERENCE = re.compile(r" {0,3}\[(?!\^)[^\]]{1,200}\]:[ \t]*\S")
_HTML_BLOCK = re.compile(
    r" {0,3}</?(?:address|article|aside|blockquote|body|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer"
    r"|form|h[1-6]|header|hr|html|img|legend|li|main|menu|nav|ol|p|picture|pre|script|section|style|summary|table|tbody|td"
    r"|textarea|tfoot|th|thead|title|tr|ul)(?=[\s>/])|<!--",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"<(table|pre|script|style|textarea|!--)", re.IGNORECASE)  # blank lines do not end these
_METADATA = re.compile(r"(?:[\w$][\w .$-]{0,60}+:(?:[ \t]|$)|[ \t]|- |#|\]|\}|$)")  # lines of YAML at a file's head
_SETTING = re.compile(r"[\w$][\w.$-]{0,60}+[ \t]{0,20}+=|\[|#|[ \t]|\]|$")  # and of TOML
_TITLE = re.compile(r"title[ \t]{0,20}+[:=][ \t]{0,20}+(?=\S)", re.IGNORECASE)


def read_markdown(data: bytes, name: str, charset: str = "") -> list[Section]:
    """Return the sections of a Markdown file, one for each heading that has text of its own.

    The metadata at its head are lines of text, and its title the top heading where the text has none of its own.
    """
    outline = Outline()
    write_markdown(decode(data, name, charset), outline)
    return outline.sections()


def write_markdown(text: str, outline: Outline) -> None:
    """Write Markdown into an outline, which may hold more."""
    metadata, rest = _front_matter(clean(text).split("\n"))
    _write_metadata(metadata, outline, has_title=any(line.startswith("# ") for line in rest))
    write_lines(rest, outline)


def sections_of(lines: Iterable[str]) -> list[Section]:
    """Return the sections of lines of clean Markdown, without metadata: what other markup is turned into."""
    outline = Outline()
    write_lines(lines, outline)
    return outline.sections()


def write_lines(rest: Iterable[str], outline: Outline) -> None:
    """Write lines of clean Markdown, without metadata, into an outline."""
    scanner = _Scanner(outline)
    lines = iter(rest)
    for line in lines:
        fence = _FENCE.match(line)
        if fence:
            scanner.code(_fenced(lines, fence[1]))
        elif _HTML_BLOCK.match(line):
            scanner.html(_html(line, lines))
        else:
            scanner.line(line)
    scanner.end_paragraph()


def _front_matter(lines: list[str]) -> tuple[list[str], list[str]]:
    """Return the lines of a block of metadata at the head of the file, and the others: YAML between `---`, or TOML
    between `+++`. What stands between two lines of a page, and is no metadata, is text.
    """
    pattern = {"---": _METADATA, "+++": _SETTING}.get(lines[0])
    for number, line in enumerate(lines[1:], 1) if pattern else ():
        if line == lines[0] or (line == "..." and number > 1):
            block = lines[1:number]
            is_empty = not any(one.strip() for one in block)
            has_key = any(":" in one or "=" in one for one in block)
            return (block, lines[number + 1 :]) if has_key or is_empty else ([], lines)
        if pattern and not pattern.match(line):
            break
    return [], lines


def _write_metadata(lines: list[str], outline: Outline, *, has_title: bool) -> None:
    kept = [line.rstrip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    title = next((line for line in kept if _TITLE.match(line)), "")
    if title and not has_title:
        outline.heading(0, one_line(_TITLE.sub("", title, count=1)).strip("\"'"))
        kept.remove(title)
    outline.paragraph("\n".join(kept))


def _html(first: str, lines: Iterator[str]) -> str:
    """Return a block of HTML: to the next blank line, or to the end of the element that it begins with."""
    whole = _WHOLE.search(first)
    end = "" if whole is None else "-->" if whole[1] == "!--" else f"</{whole[1].lower()}"
    block = [first]
    if end and end in first.lower():
        return first
    for line in lines:
        if not end and not line.strip():
            break
        block.append(line)
        if end and end in line.lower():
            break
    return "\n".join(block)


def _fenced(lines: Iterator[str], fence: str) -> Iterator[str]:
    """Yield the lines up to the end of a fenced block, or of the file when nothing ends it."""
    for line in lines:
        bare = line.strip()
        if len(bare) >= len(fence) and not bare.strip(fence[0]):
            return
        yield line


class _Scanner:
    """Turns lines into headings and paragraphs."""

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self._lines: list[str] = []  # of the paragraph at hand; each begins with what parts it from the one before
        self._is_table = False  # whether it is a table with a head

    def html(self, text: str) -> None:
        """Take a block of HTML."""
        self.end_paragraph()
        write_html_text(text, "the page", self._outline)

    def code(self, lines: Iterator[str]) -> None:
        """Take a fenced block as one paragraph: blank lines, which would part it, go."""
        self.end_paragraph()
        self._outline.paragraph("\n".join(line for line in lines if line.strip()))

    def line(self, line: str) -> None:
        """Take one line outside fenced code."""
        atx, setext = _ATX.match(line), _SETEXT.match(line)
        if atx:
            self.end_paragraph()
            self._outline.heading(len(atx[1]), _atx_title(line[atx.end() :]))
        elif setext and self._is_heading():
            self._outline.heading(1 if "=" in line else 2, one_line(inline_words(self._lines.pop())))
        elif not line.strip() or _RULE.match(line):
            self.end_paragraph()
        elif "|" in line and _BELOW_HEAD.match(line) and self._lines and "|" in self._lines[-1]:
            self._begin_table()
        elif not _REFERENCE.match(line) and line.strip(" \t:|-"):
            self._text(line)

    def _text(self, line: str) -> None:
        """Add a line of a paragraph; a soft line break is a blank."""
        own = self._is_table or _OWN_LINE.match(line) or (" | " in line and self._lines and " | " in self._lines[-1])
        line = line.lstrip("> ") if line.lstrip().startswith(">") else line
        if self._lines:
            line = "\n" + line if own else " " + line.strip()
        self._lines.append(line)

    def _begin_table(self) -> None:
        """Take the last line for the head of a table; nothing changes where it is in one."""
        if not self._is_table:
            head = self._lines.pop().lstrip("\n")
            self.end_paragraph()
            self._lines, self._is_table = [head], True

    def _is_heading(self) -> bool:
        """Tell whether the paragraph at hand becomes a heading when it is underlined."""
        return len(self._lines) == 1 and not _OWN_LINE.match(self._lines[0]) and len(self._lines[0]) <= LONGEST_HEADING

    def end_paragraph(self) -> None:
        """Write what has been gathered."""
        text, is_table = "".join(self._lines), self._is_table
        self._lines, self._is_table = [], False
        if is_table:
            rows = [_cells(inline_words(row).replace("\n", " ")) for row in text.split("\n")]
            self._outline.paragraph("\n".join(labelled_rows(rows)))
        else:
            self._outline.paragraph("\n".join(filter(str.strip, inline_words(text).split("\n"))))


def _cells(row: str) -> list[str]:
    """Return the cells of a table's row."""
    cells = _BAR.split(row.strip())
    cells = cells[1:] if not cells[0] else cells
    cells = cells[:-1] if cells and not cells[-1].strip() else cells
    return [cell.strip().replace("\\|", "|") for cell in cells]


def _atx_title(text: str) -> str:
    """Return the title without the hashes that may close it."""
    text = text.strip()
    bare = text.rstrip("#")
    return one_line(inline_words(bare if not bare or bare[-1] in " \t" else text))
