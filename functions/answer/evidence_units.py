"""What of a passage can be shown as evidence: its sentences, its list items, its rows."""

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from events.questions import FoundPassage
from functions.text.records import labelled_lines
from functions.text.sentences import split_sentences
from functions.text.words import FIRST_OF_CHINESE, has_digit, plain_words

LEAST_WORDS, LEAST_CHARACTERS = 4, 5  # of a whole piece without a mark at its end; characters of Chinese and Japanese
COMPARED = 3  # rows below the first one of a table
MIN_COLUMNS = 2
_YEAR = re.compile(r"(?:1\d|20)\d\d")
_RULE = re.compile(r"[\s|:+=_*#~-]+")  # a row of a table that only parts others
_ENDS = re.compile(r"[.!…。！｡।॥۔؟?？][\"'”’»)\]」』）》\d]*$")  # noqa: RUF001 - typographic marks are meant
_ASKS = re.compile(r"[?？؟][\"'”’»)\]」』）》]*$")  # noqa: RUF001
_VALUE = re.compile(r"\S[:：|]\s?\S|\s\|\s?\S|^\s*(?:[-*+•‣▪●◦–—]|\(?\d{1,3}[.)])\s")  # noqa: RUF001 - "Fee: 55", a row, an item


class Unit(NamedTuple):
    """One sentence, list item or row, verbatim, with the index of its passage, its place there, and what is before."""

    text: str
    passage: int
    start: int
    previous: str  # the unit before it in the passage, or ""
    labels: tuple[str, ...] = ()  # of the cells of a row, where a row above names the columns

    @property
    def asks(self) -> bool:
        """Whether it is a question, which answers none."""
        return _ASKS.search(self.text) is not None

    @property
    def follows_a_question(self) -> bool:
        """Whether it answers what stands before it, as in a list of questions with their answers."""
        return _ASKS.search(self.previous) is not None


def evidence_units(passages: Sequence[FoundPassage]) -> list[Unit]:
    """Return every unit of the passages, each text once, in the better passage; a passage without any is one itself."""
    seen: dict[str, Unit] = {}
    for index, passage in enumerate(passages):
        for unit in _units(passage.text, index):
            seen.setdefault(unit.text, unit)
    whole = {one.text: Unit(one.text, index, 0, "") for index, one in enumerate(passages) if one.text.strip()}
    return list((seen or whole).values())


def is_fragment(unit: Unit, passage: FoundPassage) -> bool:
    """Tell whether a unit says nothing by itself: a heading, a title above the text, "See also", a question."""
    if unit.asks or unit.text in passage.heading.split(" > "):
        return True
    if _ENDS.search(unit.text) or _VALUE.search(unit.text) or unit.previous.endswith(("?", "？", ":", "：")):  # noqa: RUF001
        return False
    if passage.start == unit.start == 0 and passage.text[len(unit.text) :].startswith("\n"):
        return True
    dense = sum(character >= FIRST_OF_CHINESE for character in unit.text)
    return dense < LEAST_CHARACTERS if dense else len(plain_words(unit.text)) < LEAST_WORDS


def _units(text: str, passage: int) -> list[Unit]:
    """Return the units of one passage, without the rows that only name a table's columns."""
    spans = [span for sentence in split_sentences(text) for span in labelled_lines(text, *sentence)]
    pieces = [(text[start:end], start) for start, end in spans]
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
