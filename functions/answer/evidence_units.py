"""What of a passage can be shown as evidence: its sentences, its list items, its rows."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from events.questions import FoundPassage
from functions.text.sentences import split_sentences
from functions.text.words import FIRST_OF_CHINESE, plain_words

LEAST_WORDS, LEAST_CHARACTERS = 4, 5  # of a whole piece without a mark at its end; characters of Chinese and Japanese
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

    @property
    def asks(self) -> bool:
        """Whether it is a question, which answers none."""
        return _ASKS.search(self.text) is not None

    @property
    def in_context(self) -> str:
        """The text, with the question before it that it answers, as in a list of questions with their answers."""
        return f"{self.previous} {self.text}" if _ASKS.search(self.previous) else self.text


def evidence_units(passages: Sequence[FoundPassage]) -> list[Unit]:
    """Return every unit of the passages, each text once, in the better passage; a passage without any is one itself."""
    seen: dict[str, Unit] = {}
    for index, passage in enumerate(passages):
        for unit in _units(passage.text, index):
            seen.setdefault(unit.text, unit)
    whole = {one.text: Unit(one.text, index, 0, "") for index, one in enumerate(passages) if one.text.strip()}
    return list((seen or whole).values())


def is_fragment(unit: Unit, heading: str) -> bool:
    """Tell whether a unit says nothing by itself: a heading, "See also", a question."""
    if unit.asks or unit.text in heading.split(" > "):
        return True
    if _ENDS.search(unit.text) or _VALUE.search(unit.text) or unit.previous.endswith(("?", "？", ":", "：")):  # noqa: RUF001
        return False
    dense = sum(character >= FIRST_OF_CHINESE for character in unit.text)
    return dense < LEAST_CHARACTERS if dense else len(plain_words(unit.text)) < LEAST_WORDS


def _units(text: str, passage: int) -> list[Unit]:
    """Return the units of one passage; the row above a table's rule only names the columns."""
    spans = [(text[start:end], start) for start, end in split_sentences(text)]
    units: list[Unit] = []
    for piece, start in spans:
        if _RULE.fullmatch(piece):
            if "|" in piece and units and "|" in units[-1].text:
                units.pop()
        elif plain_words(piece):
            units.append(Unit(piece, passage, start, units[-1].text if units else ""))
    return units
