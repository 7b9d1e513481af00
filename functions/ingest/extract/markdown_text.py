"""Markdown: its headings give the outline, its light inline syntax stays.

A line scanner for what matters to retrieval, after CommonMark 0.31: ATX and setext headings, fenced code, soft line
breaks, links; and front matter, which CommonMark does not know.
"""

import re
from collections.abc import Iterator

from functions.ingest.extract.cleaning import clean, one_line
from functions.ingest.extract.decoding import decode
from functions.ingest.extract.labelled_rows import labelled_rows
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
_LINK = re.compile(
    r"(`[^`]*+`)"  # code keeps its brackets
    r"|!?\[([^\[\]]*+)\](?:\([^()\s]*+(?:\([^()\s]*+\)[^()\s]*+)*+(?:[ \t\n]++\"[^\"]*+\")?+\)|\[[^\[\]]*+\])"
)


def read_markdown(data: bytes, name: str) -> list[Section]:
    """Return the sections of a Markdown file, one for each heading that has text of its own."""
    scanner = _Scanner()
    lines = iter(_without_front_matter(clean(decode(data, name)).split("\n")))
    for line in lines:
        fence = _FENCE.match(line)
        if fence:
            scanner.code(_fenced(lines, fence[1]))
        else:
            scanner.line(line)
    return scanner.sections()


def _without_front_matter(lines: list[str]) -> list[str]:
    """Drop a block of metadata at the head of the file: YAML between `---`, TOML between `+++`."""
    if lines[0] in ("---", "+++"):
        for number, line in enumerate(lines[1:], 1):
            if line == lines[0]:
                return lines[number + 1 :]
    return lines


def _fenced(lines: Iterator[str], fence: str) -> Iterator[str]:
    """Yield the lines up to the end of a fenced block, or of the file when nothing ends it."""
    for line in lines:
        bare = line.strip()
        if len(bare) >= len(fence) and not bare.strip(fence[0]):
            return
        yield line


def _inline(text: str) -> str:
    """Put a link's or an image's words in its place; twice, since a link may hold an image."""
    for _ in range(2):
        text = _LINK.sub(lambda match: match[1] or match[2] or "", text)
    return text


class _Scanner:
    """Turns lines into headings and paragraphs."""

    def __init__(self) -> None:
        self._outline = Outline()
        self._lines: list[str] = []  # of the paragraph at hand; each begins with what parts it from the one before
        self._is_table = False  # whether it is a table with a head

    def sections(self) -> list[Section]:
        """Return what all the lines came to."""
        self._end_paragraph()
        return self._outline.sections()

    def code(self, lines: Iterator[str]) -> None:
        """Take a fenced block as one paragraph: blank lines, which would part it, go."""
        self._end_paragraph()
        self._outline.paragraph("\n".join(line for line in lines if line.strip()))

    def line(self, line: str) -> None:
        """Take one line outside fenced code."""
        atx, setext = _ATX.match(line), _SETEXT.match(line)
        if atx:
            self._end_paragraph()
            self._outline.heading(len(atx[1]), _atx_title(line[atx.end() :]))
        elif setext and self._is_heading():
            self._outline.heading(1 if "=" in line else 2, one_line(_inline(self._lines.pop())))
        elif not line.strip() or _RULE.match(line):
            self._end_paragraph()
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
            self._end_paragraph()
            self._lines, self._is_table = [head], True

    def _is_heading(self) -> bool:
        """Tell whether the paragraph at hand becomes a heading when it is underlined."""
        return len(self._lines) == 1 and not _OWN_LINE.match(self._lines[0]) and len(self._lines[0]) <= LONGEST_HEADING

    def _end_paragraph(self) -> None:
        text, is_table = "".join(self._lines), self._is_table
        self._lines, self._is_table = [], False
        if is_table:
            self._outline.paragraph("\n".join(labelled_rows(map(_cells, _inline(text).split("\n")))))
        elif not (text.startswith("<!--") and text.endswith("-->")):
            self._outline.paragraph(_inline(text))


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
    return one_line(_inline(bare if not bare or bare[-1] in " \t" else text))
