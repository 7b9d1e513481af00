"""What of a passage can be shown as evidence: its sentences, its list items, its rows."""

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from events.questions import FoundPassage
from functions.text.records import pieces_of
from functions.text.words import has_digit, plain_words

COMPARED = 3  # rows below the first one of a table
MIN_COLUMNS = 2
_YEAR = re.compile(r"(?:1\d|20)\d\d")
_RULE = re.compile(r"[\s|:+=_*#~-]+")  # a row of a table that only parts others
_ASKS = re.compile(r"[?？؟][\"'”’»)\]」』）》]*$")  # noqa: RUF001


class Unit(NamedTuple):
    """One sentence, list item or row, verbatim, with the index of its passage, its place there, and what is before."""

    text: str
    passage: int
    start: int
    previous: str  # the unit before it in the passage, or ""
    labels: tuple[str, ...] = ()  # of the cells of a row, where a row above names the columns

    @property
    def follows_a_question(self) -> bool:
        """Whether it answers what stands before it, as in a list of questions with their answers."""
        return asks(self.previous)


def asks(text: str) -> bool:
    """Tell whether a text is a question."""
    return _ASKS.search(text) is not None


def evidence_units(passages: Sequence[FoundPassage]) -> list[Unit]:
    """Return every unit of the passages, each text once, in the better passage; a passage without any is one itself."""
    seen: dict[str, Unit] = {}
    for index, passage in enumerate(passages):
        for unit in _units(passage.text, index):
            seen.setdefault(unit.text, unit)
    whole = {one.text: Unit(one.text, index, 0, "") for index, one in enumerate(passages) if one.text.strip()}
    return list((seen or whole).values())


def _units(text: str, passage: int) -> list[Unit]:
    """Return the units of one passage, without the rows that only name a table's columns."""
    pieces = [(text[start:end], start) for start, end in pieces_of(text)]
    units: list[Unit] = []
    labels: list[str] = []
    for number, (piece, start) in enumerate(pieces):
        following = [one for one, _ in pieces[number + 1 : number + 1 + COMPARED]]
        begins = not (units and "|" in units[-1].text)
        if begins and names_columns(piece, following):
            labels = cells_of(piece)
        elif plain_words(piece):
            labels = labels if "|" in piece else []
            units.append(Unit(piece, passage, start, units[-1].text if units else "", tuple(labels)))
    return units


def names_columns(row: str, following: Sequence[str]) -> bool:
    """Tell whether the first row of a table only names its columns: a rule stands below it, or figures below words.

    Years count as words where there are several. Two columns over a single row are too few to tell.
    """
    cells = cells_of(row)
    if len(cells) < MIN_COLUMNS or not following:
        return False
    if _RULE.fullmatch(following[0]) and "|" in following[0]:
        return True
    rows = list(takewhile(lambda below: len(below) == len(cells), map(cells_of, following)))
    if not rows or len(cells) + len(rows) <= MIN_COLUMNS + 1:
        return False
    years = [cell for cell in cells if _YEAR.fullmatch(cell)]
    figures = [cell for cell in cells if has_digit(cell) and cell not in years]
    return not figures and len(years) != 1 and all(any(map(_is_figure, below)) for below in rows)


def cells_of(row: str) -> list[str]:
    """Return the cells of a row."""
    return [cell.strip() for cell in row.strip().strip("|").split("|")]


def _is_figure(cell: str) -> bool:
    return has_digit(cell) and not _YEAR.fullmatch(cell)
