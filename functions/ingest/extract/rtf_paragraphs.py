"""Paragraphs, headings and tables out of the text and the control words of RTF."""

from collections.abc import Mapping

from functions.ingest.extract.cleaning import clean, one_line, paragraphs_of
from functions.ingest.extract.labelled_rows import labelled_rows
from functions.ingest.extract.left_out import warn
from functions.ingest.extract.outline import Outline
from functions.ingest.extract.section import Section
from functions.ingest.extract.superscript import raised

_BODY_TEXT = 9  # the outline level that is none


class Stream:
    """Gathers what is said in one place: in the text itself, in a note, a box, a header."""

    def __init__(self, levels: Mapping[int, int]) -> None:
        """Take the levels of the headings by the numbers of their styles."""
        self._levels = levels
        self.pictures = 0
        self._outline = Outline()
        self._parts: list[str] = []  # of the paragraph
        self._hanging: list[str] = []  # to come after it
        self._level: int | None = None
        self._in_row = self._in_table = False
        self._cells: list[str] = []
        self._nested: list[str] = []
        self._nested_rows: list[list[str]] = []
        self._rows: list[list[str]] = []
        self._merged: list[bool] = []  # of the columns of this row: whether the cell above goes on
        self._goes_on = False

    def write(self, text: str, *, is_raised: bool = False) -> None:
        """Add running text."""
        if text:
            before = self._parts[-1] if self._parts else ""
            self._parts.append(raised(text, before) if is_raised else text)

    def hang(self, text: str) -> None:
        """Add a paragraph that comes after this one: of a box, a comment, a picture."""
        if text.strip():
            self._hanging.append(text)

    def control(self, word: str, number: int | None) -> None:
        """Take a control word."""
        if word in ("par", "sect", "page"):
            self._end_paragraph()
        elif word == "cell":
            self._cells.append(self._cell())
        elif word == "nestcell":
            self._nested.append(self._taken())
        elif word == "nestrow":
            self._nested_rows.append(self._nested)
            self._nested = []
        elif word == "row":
            self._end_row()
        else:
            self._format(word, number)

    def sections(self) -> list[Section]:
        """Return all that was gathered."""
        if self._cells:
            self._end_row()
        self._end_paragraph()
        self._end_table()
        warn("picture(s) without a description", count=self.pictures)
        return self._outline.sections()

    def _format(self, word: str, number: int | None) -> None:
        if word == "trowd":
            self._in_row, self._merged = True, []
        elif word == "clvmrg":
            self._goes_on = True
        elif word == "cellx":
            self._merged.append(self._goes_on)
            self._goes_on = False
        elif word == "intbl":
            self._in_table = True
        elif word == "pard":
            self._in_table, self._level = False, None
        elif word == "s" and number is not None:
            self._level = self._levels.get(number)
        elif word == "outlinelevel" and number is not None:
            self._level = number + 1 if 0 <= number < _BODY_TEXT else None

    def _taken(self) -> str:
        text = _joined("".join(self._parts))
        self._parts = []
        return text

    def _cell(self) -> str:
        nested = "; ".join(line.replace(" | ", ", ") for line in labelled_rows(self._nested_rows, least=3))
        self._nested_rows = []
        parts = [self._taken(), nested, *self._hanging]
        self._hanging = []
        return one_line(" ".join(filter(None, parts)))

    def _end_row(self) -> None:
        above = self._rows[-1] if self._rows else []
        for column, goes_on in enumerate(self._merged[: len(self._cells)]):
            if goes_on and column < len(above) and not self._cells[column]:
                self._cells[column] = above[column]
        self._rows.append(self._cells)
        self._cells, self._in_row = [], False

    def _end_paragraph(self) -> None:
        if self._in_row or self._in_table or self._cells:
            self.write("\n")
            return
        text = clean(self._taken())
        if text.strip():
            self._end_table()
        if self._level is not None:
            self._outline.heading(self._level, one_line(text))
        else:
            self._outline.paragraph("\n".join(paragraphs_of(text)))
        for hanging in self._hanging:
            self._end_table()
            self._outline.paragraph(hanging)
        self._hanging = []

    def _end_table(self) -> None:
        self._outline.paragraph("\n".join(labelled_rows(self._rows, least=3)))
        self._rows = []


def _joined(text: str) -> str:
    """Return text with its surrogates, which RTF writes one by one, put together."""
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
