"""Lines and paragraphs out of the elements of an HTML page."""
# ruff: noqa: SIM905 - tags read better in a line

import re

from functions.ingest.extract.cleaning import clean, one_line, paragraphs_of
from functions.ingest.extract.labelled_rows import labelled_rows
from functions.ingest.extract.outline import Outline
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
        self._tables = 0  # tables of data around it
        self._first_cell = True

    def text(self, text: str | None) -> None:
        """Add running text."""
        if text:
            self._parts.append(_BLANKS.sub(" ", text))

    def raised(self, text: str, *, is_note: bool) -> None:
        """Add a superscript: an exponent is told from the digits before it, and so is the number of a note."""
        bare, before = text.strip(), self._parts[-1] if self._parts else ""
        if is_note and bare.isdecimal():
            self._parts.append(f"[{bare}]")
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
        if self._tables:
            self._enter_in_table(tag)
        elif tag == "br":
            self._parts.append("\n")
        elif tag in _BLOCKS:
            self._break()
        if tag in _LISTS:
            self._lists.append(number if tag == "ol" else None)
        if self._tables:
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
        if tag == "dd" and not self._tables:
            self._below = max(0, self._below - 1)
        if self._tables:
            self._parts.append("\n" if tag == "caption" else " " if tag in _BLOCKS else "")
        elif tag in _BLOCKS:
            self._break()

    def enter_table(self) -> None:
        """Begin a table of data."""
        if not self._lists:
            self.end_paragraph()
        self._tables += 1

    def leave_table(self, *, has_head: bool) -> None:
        """End a table of data; below a head, each row says its columns' names."""
        self._tables -= 1
        if has_head and not self._lists:
            self._label_rows()
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

    def _enter_in_table(self, tag: str) -> None:
        """Begin an element in a table of data: the cells of a row stand in a line, whatever is in them."""
        if tag == "tr":
            self._parts.append("\n")
            self._first_cell = True
        elif tag in ("td", "th"):
            self._parts.append("" if self._first_cell else " | ")
            self._first_cell = False
        elif tag in _BLOCKS or tag == "br":
            self._parts.append(" ")

    def _label_rows(self) -> None:
        lines = "".join(self._parts).split("\n")
        above = [line for line in lines if "|" not in line]  # a caption
        rows = [line.split("|") for line in lines if "|" in line]
        self._parts = ["\n".join([*above, *labelled_rows(rows)])]

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
