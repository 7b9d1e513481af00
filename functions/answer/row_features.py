"""What speaks for a row or a line with a label: that the question names it, and asks for one of its columns.

Tables call things by other words than people do: "Was kostet er am Tag?" asks for a "Tagespreis". A row's words are
those of the question that it says in other words or, where they stand nowhere, nearly so; and the very name of one row
counts for it against its neighbours.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from functions.answer.evidence_units import Unit, cells_of
from functions.text.column_kinds import Asked, first_parts
from functions.text.edit_distance import edit_distance
from functions.text.number_words import ENGLISH_NUMBERS, GERMAN_NUMBERS
from functions.text.records import Cell, labelled_cell
from functions.text.stop_words import IN_A_QUESTION
from functions.text.word_forms import folded, same_word, words_of
from functions.text.words import compared_words, has_digit, plain_words

LONGEST_NAME = 6  # words of a cell that may be a row's name
LONGEST_LABEL = 5  # words before a colon
SHORTEST, LONG = 4, 8  # letters, from which on one may differ, and two
_LINE = re.compile(r"\s*(?:[-*+•‣▪●◦–—]\s+)?([^|:.!?\n]{2,60}): (\S[^\n]*)")  # noqa: RUF001 - typographic marks are meant
_NUMBERS = {folded(word): str(number) for word, number in (ENGLISH_NUMBERS | GERMAN_NUMBERS).items()}
UNKNOWN = 0.5  # of the worth of a line whose label alone fits: "Venue: the hall" for "Where was it?"
Span = tuple[int, int]


class RowFeatures(NamedTuple):
    """What is found in one unit: words of the question that it holds by other words, and 0 to 1 for the others."""

    held: tuple[str, ...] = ()  # as `compared_words` has them
    named: float = 0.0  # its name or its label stands in the question, and that of no other row
    column: float = 0.0  # it is known by a word of the question, and has the column that is asked for


def row_features(question: str, units: Sequence[Unit]) -> list[RowFeatures]:
    """Return what speaks for each unit as a row; nothing for sentences."""
    rows = [cells_in(unit) for unit in units]
    if not any(rows):
        return [RowFeatures()] * len(units)
    texts = frozenset(word for unit in units for word in words_of(unit.text))
    asked = _Question(question, texts)
    spans = [_spans(asked, row) for row in rows]
    longest = _without_inner({span for row in spans for span in row})
    known = Counter(span for row in spans for span in set(row))
    return [
        _features(asked, row, [(known[one], one) for one in row_spans if one in longest])
        for row, row_spans in zip(rows, spans, strict=True)
    ]


def cells_in(unit: Unit) -> list[Cell]:
    """Return the cells of a row, or the one of a line such as "Deposit: 940 EUR"; none for a sentence."""
    cells = cells_of(unit.text)
    if len(cells) > 1:
        if len(unit.labels) != len(cells):
            return [labelled_cell(cell) for cell in cells]
        return [Cell(label, value) for label, value in zip(unit.labels, cells, strict=True)]
    line = _LINE.fullmatch(unit.text)
    return [Cell(line[1], line[2])] if line and len(line[1].split()) <= LONGEST_LABEL else []


class _Question:
    """The words of a question, and what they mean in a table."""

    def __init__(self, text: str, known: frozenset[str]) -> None:
        self.words = [_NUMBERS.get(word, word) for word in words_of(text)]
        self.columns = Asked(text)
        self.telling = [word for word in dict.fromkeys(w.lower() for w in plain_words(text)) if not _is_idle(word)]
        self.unknown = [
            word for word in self.words if word not in known and len(word) >= SHORTEST and not has_digit(word)
        ]
        self._near: dict[tuple[str, str], bool] = {}
        self._labels: dict[str, tuple[tuple[str, ...], bool]] = {}

    def label(self, label: str) -> tuple[tuple[str, ...], bool]:
        """Return the question's words that a label says, and whether it is asked for."""
        if label not in self._labels:
            words = [word.lower() for word in plain_words(label)]
            held = tuple(one for one in self.telling if any(self._means(one, word) for word in words))
            self._labels[label] = held, any(self.columns.wants(word) for word in words)
        return self._labels[label]

    def _means(self, asked: str, label: str) -> bool:
        if self.columns.means(asked, label):
            return True
        return any(self.is_near(folded(asked), folded(part)) for part in (label, *first_parts(label)))

    def says(self, asked: str, word: str) -> bool:
        """Tell whether a word of the question is this word of a cell, misspelt or not."""
        return same_word(asked, word) or self.is_near(asked, word)

    def is_near(self, asked: str, word: str) -> bool:
        """Tell whether a word that stands nowhere is another one with a slip of the pen."""
        if asked not in self.unknown or len(word) < SHORTEST or asked[0] != word[0]:
            return False
        if (asked, word) not in self._near:
            most = 2 if len(asked) >= LONG else 1
            self._near[asked, word] = abs(len(asked) - len(word)) <= most and edit_distance(asked, word, most) <= most
        return self._near[asked, word]


def _is_idle(word: str) -> bool:
    return all(one in IN_A_QUESTION for one in compared_words(word))


def _features(asked: _Question, row: Sequence[Cell], names: Sequence[tuple[int, Span]]) -> RowFeatures:
    if not row:
        return RowFeatures()
    by_label = [asked.label(cell.label) for cell in row if cell.label]
    values = [word for cell in row for word in words_of(cell.value)]
    near = [one for one in asked.unknown if any(asked.is_near(one, word) for word in values)]
    held = [word for words, _ in by_label for word in words] + near
    stems = tuple(dict.fromkeys(stem for word in held for stem in compared_words(word)))
    named = max((1 / count for count, _ in names), default=0.0)
    if len(row) == 1:
        named = max(named, _label_named(asked, row[0].label))
    is_known = named > 0 or any(asked.says(one, word) for one in map(folded, asked.telling) for word in values)
    wanted = any(is_asked for _, is_asked in by_label)
    return RowFeatures(stems, named, wanted * (1.0 if is_known else UNKNOWN if len(row) == 1 else 0.0))


def _label_named(asked: _Question, label: str) -> float:
    """Return the share of a label's words that the question has, or asks for."""
    held, _ = asked.label(label)
    words = [word.lower() for word in plain_words(label) if not _is_idle(word)]
    told = [word for word in words if any(_names(asked, one, word) for one in asked.telling)]
    return len(told) / len(words) if words and (held or told) else 0.0


def _names(asked: _Question, one: str, word: str) -> bool:
    if asked.columns.names(one, word) or asked.says(folded(one), folded(word)):
        return True
    return compared_words(one) == compared_words(word)


def _spans(asked: _Question, row: Sequence[Cell]) -> list[Span]:
    """Return where the question names a whole cell of the row."""
    return [span for place, cell in enumerate(row) for span in _named(asked, cell, is_first=place == 0)]


def _named(asked: _Question, cell: Cell, *, is_first: bool) -> Iterator[Span]:
    words = words_of(cell.value)
    if not words or len(words) > LONGEST_NAME or all(word in IN_A_QUESTION for word in words):
        return
    if not is_first and not any(map(str.isalpha, cell.value)):
        return
    turned = [words[::-1]] if len(words) == 2 and any(map(has_digit, words)) else []  # "Class 2", "the second class"
    for first in range(len(asked.words) - len(words) + 1):
        there = asked.words[first : first + len(words)]
        if any(all(map(asked.says, there, order)) for order in (words, *turned)):
            yield first, first + len(words)


def _without_inner(spans: set[Span]) -> set[Span]:
    """Return the spans without those that lie within another one: of "Heron II" the "Heron"."""
    return {
        one for one in spans if not any(other != one and other[0] <= one[0] and one[1] <= other[1] for other in spans)
    }
