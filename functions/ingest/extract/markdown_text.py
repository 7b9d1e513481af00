"""Markdown, as CommonMark and GitHub's tables have it: its headings give the outline, its light inline syntax stays.

markdown-it-py parses it; here its tokens become headings and paragraphs.
"""

import re
from collections.abc import Iterable
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.reference import reference
from markdown_it.tree import SyntaxTreeNode

from functions.ingest.extract.cleaning import legible, one_line
from functions.ingest.extract.decoding import decode
from functions.ingest.extract.front_matter import front_matter, write_front_matter
from functions.ingest.extract.html_text import write_html_text
from functions.ingest.extract.labelled_rows import labelled_rows
from functions.ingest.extract.markdown_inline import words_of
from functions.ingest.extract.outline import Outline
from functions.ingest.extract.section import Section

_DEEPEST = 250  # blocks in one another: a parser that takes fewer loses what is in them
_TOO_DEEP = re.compile(r"^(?:[ \t]*+(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))){25,}+|^[ \t]{100,}+", re.MULTILINE)
_CONTAINERS = re.compile(r"[ \t]*+(?:(?:>|[-*+][ \t]|\d{1,9}[.)][ \t])[ \t]*+)*+")  # that a row of a table stands in
_TABLE = re.compile(r"<table\b", re.IGNORECASE)
_TABLE_END = re.compile(r"</table\b", re.IGNORECASE)
_MARK = re.compile(r"[<&\\\[!`]")  # of inline syntax that does not stay
_BAR = re.compile(r"(?<!\\)\|")  # between two cells


def read_markdown(data: bytes, name: str, charset: str = "") -> list[Section]:
    """Return the sections of a Markdown file, one for each heading that has text of its own.

    The metadata at its head are lines of text, and its title the top heading where the text has none of its own.
    """
    outline = Outline()
    write_markdown(decode(data, name, charset), outline)
    return outline.sections()


def write_markdown(text: str, outline: Outline) -> None:
    """Write Markdown into an outline, which may hold more."""
    metadata, rest = front_matter(legible(text).split("\n"))
    write_front_matter(metadata, outline, has_title=any(line.startswith("# ") for line in rest))
    write_lines(rest, outline)


def sections_of(lines: Iterable[str]) -> list[Section]:
    """Return the sections of lines of clean Markdown, without metadata: what other markup is turned into."""
    outline = Outline()
    write_lines(lines, outline)
    return outline.sections()


def write_lines(lines: Iterable[str], outline: Outline) -> None:
    """Write lines of clean Markdown, without metadata, into an outline."""
    text = _TOO_DEEP.sub("", "\n".join(lines))
    writer = _Writer(outline, text.split("\n"))
    for node in SyntaxTreeNode(_parser().parse(text)).children:
        writer.block(node)
    writer.end_paragraph()


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
    parser.block.ruler.at("reference", _no_footnote, {})
    return parser


def _no_footnote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a line for the target of links, which is not read, unless it begins a footnote."""
    is_footnote = state.src.startswith("[^", state.bMarks[start] + state.tShift[start])
    return not is_footnote and reference(state, start, end, silent)


class _Writer:
    """Turns blocks into headings and paragraphs; those without a blank line between them are one."""

    def __init__(self, outline: Outline, source: list[str]) -> None:
        self._outline = outline
        self._source = source
        self._lines: list[str] = []  # of the paragraph at hand
        self._next = 0  # the line of the source behind what has been read
        self._depth = 0  # lists in one another
        self._marker = ""  # of the item that begins

    def block(self, node: SyntaxTreeNode) -> None:
        """Take a block with all that is in it."""
        first, behind = node.map or (self._next, self._next)
        if behind < self._next:
            return  # it is in an element of HTML
        match node.type:
            case "heading" if node.level == 0:
                self.end_paragraph()
                self._outline.heading(int(node.tag[1]), one_line(_words(node)))
            case "heading" | "paragraph":
                self._text(_words(node), first)
            case "bullet_list" | "ordered_list":
                self._list(node)
                return
            case "fence" | "code_block":
                self._code(node)
            case "html_block":
                behind = self._html(max(first, self._next), behind)
            case "table":
                self._table(first, behind)
            case "hr":
                self.end_paragraph()
            case _:
                for child in node.children:
                    self.block(child)
                return
        self._next = behind

    def end_paragraph(self) -> None:
        """Write what has been gathered."""
        self._outline.paragraph("\n".join(line for line in self._lines if line.strip()))
        self._lines = []

    def _text(self, words: str, first: int) -> None:
        if first > self._next:
            self.end_paragraph()
        indent = "  " * (self._depth - 1)
        self._lines += (indent + self._marker + words).split("\n")
        self._marker = ""

    def _list(self, node: SyntaxTreeNode) -> None:
        self._depth += 1
        for item in node.children:
            self._marker = f"{item.info}{item.markup} "
            for child in item.children:
                self.block(child)
        self._depth -= 1

    def _code(self, node: SyntaxTreeNode) -> None:
        """Take a block of code as one paragraph: blank lines, which would part it, go."""
        self.end_paragraph()
        indent = "    " if node.type == "code_block" else ""
        self._outline.paragraph("\n".join(indent + line.rstrip() for line in node.content.split("\n") if line.strip()))

    def _html(self, first: int, behind: int) -> int:
        """Take a block of HTML, and a table to its end, for blank lines are no end of it; return the line behind it."""
        self.end_paragraph()
        text = "\n".join(self._source[first:behind])
        if _TABLE.search(text) and not _TABLE_END.search(text):
            ends = (line for line in range(behind, len(self._source)) if _TABLE_END.search(self._source[line]))
            behind = next(ends, behind - 1) + 1
            text = "\n".join(self._source[first:behind])
        write_html_text(text, "the page", self._outline)
        return behind

    def _table(self, first: int, behind: int) -> None:
        """Take a table by its lines: a parser drops the cells of a row that its head has no name for."""
        self.end_paragraph()
        lines = [self._source[first], *self._source[first + 2 : behind]]
        self._outline.paragraph("\n".join(labelled_rows(list(map(_cells, lines)))))


def _words(node: SyntaxTreeNode) -> str:
    return words_of(node.children[0].children) if node.children else ""


def _cells(line: str) -> list[str]:
    """Return the words of the cells of a table's row."""
    cells = _BAR.split(_CONTAINERS.sub("", line, count=1).strip())
    cells = cells[1:] if not cells[0] else cells
    cells = cells[:-1] if cells and not cells[-1].strip() else cells
    return [_cell(cell.replace("\\|", "|")) for cell in cells]


def _cell(source: str) -> str:
    if not _MARK.search(source):  # most cells: a parser takes its time
        return source.strip()
    (line,) = _parser().parseInline(source.strip())
    return words_of(SyntaxTreeNode([line]).children[0].children).replace("\n", " ")
