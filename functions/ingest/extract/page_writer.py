"""Lines and paragraphs out of the elements of an HTML page."""
# ruff: noqa: SIM905 - tags read better in a line

import re

from functions.ingest.extract.cleaning import clean, one_line, paragraphs_of
from functions.ingest.extract.outline import Outline
from functions.ingest.extract.page_tables import PageTable
from functions.ingest.extract.superscript import raised

_BLANKS = re.compile(r"\s+")
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form "
    "header hr legend li main menu ol p section summary table td th tr ul".split()
)
_LINKS_TO_ITSELF = " \u00b6\U0001f517"  # marks behind a heading that link to it
_ITEM, _INDENT = "- ", "\t"  # of what is said of a term, below it; a tab is ours as a newline is
_NUMBER = re.compile(r"-?\d{1,12}\. ")
_EMPTY = re.compile(r"\s*(?:-?\d{1,12}\.)?[-| ]*")  # a line of marks alone
_LISTS = frozenset(("ul", "ol", "dl", "menu"))


class PageWriter:
    """Takes the beginnings, ends and texts of elements in order and writes an outline.

    A list is one paragraph with a line for each item, a table of data one with a line for each row.
    """

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self._parts: list[str] = []  # of the paragraph at hand; a newline in it is one of ours
        self._lists: list[int | None] = []  # around the present place: of a numbered one, the next number
        self._written = False
        self._below = 0  # of the descriptions of terms, the number that the present place is in
        self._table: PageTable | None = None  # of data, around it

    def text(self, text: str | None) -> None:
        """Add running text."""
        if text:
            self._add(_BLANKS.sub(" ", text))

    def raised(self, text: str, *, is_note: bool) -> None:
        """Add a superscript: an exponent is told from the digits before it, and so is the number of a note."""
        parts = self._table.parts if self._table else self._parts
        bare, before = text.strip(), parts[-1] if parts else ""
        if is_note and bare.isdecimal():
            self._add(f"[{bare}]")
        else:
            self.text(raised(text, before))

    def heading(self, level: int, text: str) -> None:
        """Begin a section."""
        self.end_paragraph()
        title = one_line(clean(text)).rstrip(_LINKS_TO_ITSELF)
        self._written = self._written or bool(title)
        self._outline.heading(level, title)

    def preformatted(self, text: str) -> None:
        """Add a paragraph whose lines stay as they are, but for blank ones, which would part it."""
        self.end_paragraph()
        self._write("\n".join(paragraphs_of(clean(text))))

    def enter(self, tag: str, number: int | None = None) -> None:
        """Begin an element; `number` is the one that a numbered list begins with, or that an item of it has."""
        if self._table:
            self._add(" " if tag in _BLOCKS or tag == "br" else "")
        elif tag == "br":
            self._parts.append("\n")
        elif tag in _BLOCKS:
            self._break()
        if tag in _LISTS:
            self._lists.append(number if tag == "ol" else None)
        if self._table:
            return
        if tag in ("li", "dt"):
            self._parts.append(self._item(number))
        elif tag == "dd":
            self._below += 1
            self._parts.append(_INDENT)

    def leave(self, tag: str) -> None:
        """End an element."""
        if tag in _LISTS and self._lists:
            self._lists.pop()
        if tag == "dd" and not self._table:
            self._below = max(0, self._below - 1)
        if self._table:
            self._leave_in_table(self._table, tag)
        elif tag in _BLOCKS:
            self._break()

    def enter_table(self) -> None:
        """Begin a table of data."""
        if not self._lists:
            self.end_paragraph()
        self._table = PageTable()

    def enter_row(self) -> None:
        """Begin a row of a table of data."""
        if self._table:
            self._table.row()

    def enter_cell(self, down: int, across: int) -> None:
        """Begin a cell that covers so many rows, 0 for all that follow, and so many columns."""
        if self._table:
            self._table.cell(down, across)

    def leave_table(self, *, has_head: bool) -> None:
        """End a table of data; below a head, each row says its columns' names."""
        table, self._table = self._table, None
        if table:
            self._parts.append("\n".join(["", *table.lines(has_head=has_head and not self._lists)]))
        self._break()

    def end_paragraph(self) -> None:
        """Write what has been gathered."""
        lines = ("  " * line.startswith(_INDENT) + one_line(clean(line)) for line in "".join(self._parts).split("\n"))
        self._write("\n".join(line for line in lines if not _EMPTY.fullmatch(line)))
        self._parts = []

    def _write(self, paragraph: str) -> None:
        self._written = self._written or bool(paragraph.strip())
        self._outline.paragraph(paragraph)

    def end_page(self) -> bool:
        """Write what is left, and tell whether the page had any words."""
        self.end_paragraph()
        return self._written

    def _item(self, number: int | None) -> str:
        """Return the mark before an item: its number in a numbered list."""
        following = self._lists[-1] if self._lists else None
        if following is None:
            return _ITEM
        following = following if number is None else number
        self._lists[-1] = following + 1
        return f"{following}. "

    def _add(self, text: str) -> None:
        if self._table:
            self._table.parts.append(text)
        else:
            self._parts.append(text)

    def _leave_in_table(self, table: PageTable, tag: str) -> None:
        if tag in ("caption", "td", "th"):
            table.end_cell()
        else:
            table.parts.append(" " if tag in _BLOCKS else "")

    def _break(self) -> None:
        """End the line in a list, unless it is still empty, and the paragraph elsewhere."""
        if self._lists:
            indent = _INDENT if self._below else ""
            self._parts.append("" if _is_mark(self._parts) else f"\n{indent}")
        else:
            self.end_paragraph()


def _is_mark(parts: list[str]) -> bool:
    """Tell whether the last part begins an item that has no words yet."""
    return bool(parts) and (parts[-1] in (_ITEM, _INDENT) or _NUMBER.fullmatch(parts[-1]) is not None)
