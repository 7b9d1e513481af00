"""Which table, list or headings a question asks about, and which of their members."""
# ruff: noqa: SIM905 - words read better in a line

import re
from collections.abc import Sequence
from typing import NamedTuple

from functions.answer.direct.conditions import Condition, stated
from functions.answer.direct.groups import SEPARATOR, Group, Item
from functions.answer.direct.neutral import NEUTRAL
from functions.answer.direct.values import named_values, plainly
from functions.answer.direct.verbs import Question, verb_of
from functions.text.columns import label_named
from functions.text.word_forms import folded, same_word, words_of, written_words

ROWS = frozenset("row rows entry entries record records line lines zeile zeilen eintrag eintrage".split())
_GENERIC = {
    "rows": ROWS,
    "items": frozenset(
        "item items point points entry entries step steps thing things punkt punkte schritt schritte ding dinge "
        "sachen".split()
    ),
    "headings": frozenset(
        "section sections chapter chapters heading headings topic topics abschnitt abschnitte kapitel thema themen "
        "uberschrift uberschriften".split()
    ),
}
ANY_ROW = frozenset(
    "job jobs kind kinds type types arten sorten task tasks product products article articles model models thing "
    "things unit units auftrag auftrage artikel posten produkt produkte modell modelle sache sachen".split()
)  # nouns for whatever a row is about, where a cell says which rows are meant
_TABLE = frozenset(("table", "tabelle"))
_TOTALS = frozenset("total totals sum summe gesamt gesamtsumme insgesamt subtotal zwischensumme".split())
_BY_ITS_ROWS = 0.3  # of a table, several rows of which say the one word of a question: "Which locks do we have?"
_LONG_WORD = 5  # letters of a word that other forms of it and compounds are looked for
_POSSESSIVE = re.compile(r"(?<=\w)['\u2019]s?(?!\w)")


class Selection(NamedTuple):
    """A group that accounts for every telling word of the question, with its members that fit."""

    group: Group
    members: tuple[Item, ...]  # without rows of totals
    fitting: tuple[Item, ...]
    conditions: tuple[Condition, ...]
    labels: tuple[str, ...]  # of the columns that the question names
    named: tuple[str, ...]  # the words of the question that the group is known by
    score: float


def select(subject: str, group: Group, name: str) -> Selection | None:
    """Return what a subject means in a group; None where a telling word of it means nothing there.

    A word means something if it stands in the headings, in the line before, in the document's name or in a column's,
    or if a cell says it: then the rows with it are meant, or, behind a "not", those without.
    """
    members = tuple(item for item in group.items if not _is_total(item))
    bounded = stated(plainly(_POSSESSIVE.sub("", subject)), group, members)
    if bounded is None or not members:
        return None
    words = words_of(bounded.rest)
    valued = named_values(words, group, members)
    conditions = [*bounded.conditions, *valued.conditions]
    known = _Known(group, name)
    said_rows = any(condition.is_choice or condition.label for condition in conditions)
    written = written_words(bounded.rest)
    told = [place for place, word in enumerate(words) if place not in valued.places and word not in NEUTRAL]
    free = [place for place in told if not known.takes(words[place], anything=said_rows)]
    said = _said(words, free, members, written)
    if said is None:
        free = _without_verb(Question(words, written, valued.places, {*told} - {*free}), free)
        said = _said(words, free, members, written)
        if said is None or not [*conditions, *said]:
            return None
    conditions += said
    fitting = tuple(item for item in members if _fits(item, conditions))
    known_by = known.score or _BY_ITS_ROWS * (len(free) == 1 and bool(group.labels) and len(fitting) > 1)
    if not known_by:
        return None
    score = known_by + (group.kind == "rows" and not _TABLE.isdisjoint(words))
    return Selection(group, members, fitting, tuple(conditions), tuple(known.labels), tuple(known.words), score)


def _without_verb(question: Question, free: list[int]) -> list[int]:
    """Return the places without that of the verb."""
    verb = verb_of(question, free) if len(question.written) == len(question.words) else set()
    return [place for place in free if place not in verb]


class _Known:
    """The words that a group is known by; it keeps account of those that were asked for."""

    def __init__(self, group: Group, name: str) -> None:
        self._group = group
        path = group.heading.split(SEPARATOR)
        places = (3.0, path[-1]), (3.0, group.lead), (3.0, group.title), (1.5, group.heading), (2.0, name)
        self._places = [(weight, words_of(text)) for weight, text in places]
        self.labels: dict[str, None] = {}
        self.words: dict[str, None] = {}
        self.score = 0.0

    def takes(self, word: str, *, anything: bool = False) -> bool:
        """Tell whether the group is known by this word, for example as any thing that a row may be about."""
        label = label_named(word, self._group.labels)
        if label:
            self.labels[label] = None
        places = [weight for weight, words in self._places if any(same_word(word, one) for one in words)]
        if word in _GENERIC[self._group.kind]:
            places.append(1.0 - 0.1 * self._group.heading.count(SEPARATOR) - 0.05 * bool(self._group.heading))
        if label:
            places.append(3.0 if label == self._group.labels[0] else 2.0)
        if anything and self._group.kind == "rows" and word in ANY_ROW:
            places.append(0.5)
        if not places:
            return False
        self.words[word] = None
        self.score += max(places)
        return True


def _is_total(item: Item) -> bool:
    first = words_of(item.cells[0][1])[:1] if item.cells else []
    return bool(first) and first[0] in _TOTALS


def _fits(item: Item, conditions: Sequence[Condition]) -> bool:
    """Tell whether a row fits: every condition holds, and of the values of one column one."""
    labels = {condition.label for condition in conditions if condition.is_choice and condition.label}
    of_columns = (
        any(one.holds(item) for one in conditions if one.is_choice and one.label == label) for label in labels
    )
    return all(of_columns) and all(one.holds(item) for one in conditions if not (one.is_choice and one.label))


def _said(words: list[str], free: list[int], members: Sequence[Item], written: list[str]) -> list[Condition] | None:
    """Return the condition that a member says the words that are left, as they follow each other; none where none is
    left, and None if no member says them.

    Where none says them as they are, a cell may say other forms of them, or a compound: "locks", "Schlösser".
    """
    if not free:
        return []
    first, last = free[0], free[-1]
    if len(free) < (last - first + 1) - sum(word in NEUTRAL for word in words[first : last + 1]):
        return None
    ends = [last + 1] + ([last + 2] if last + 2 <= len(words) and len(words[last + 1]) == 1 else [])
    for end in reversed(ends):
        phrase = f" {' '.join(words[first:end])} "
        said = _in_quotes(words, written, first, end)
        if any(phrase in _padded(item) for item in members):
            return [Condition("", said, lambda item, phrase=phrase: phrase in _padded(item))]  # type: ignore[misc]
    forms = words[first : last + 1]
    if any(len(word) >= _LONG_WORD for word in forms) and any(_says(item, forms) for item in members):
        return [Condition("", _in_quotes(words, written, first, last + 1), lambda item: _says(item, forms))]
    return None


def _in_quotes(words: list[str], written: list[str], first: int, end: int) -> str:
    shown = written if len(written) == len(words) else words
    return f"\u201c{' '.join(shown[first:end])}\u201d"


def _padded(item: Item) -> str:
    return f" {' '.join(words_of(folded(item.text)))} "


def _says(item: Item, forms: list[str]) -> bool:
    """Tell whether a cell says these words in any form, one behind the other."""
    for value in [value for _, value in item.cells] or [item.text]:
        cell = words_of(value)
        for start in range(len(cell) - len(forms) + 1):
            if all(_is_form(word, one) for word, one in zip(forms, cell[start:], strict=False)):
                return True
    return False


def _is_form(word: str, one: str) -> bool:
    """Tell whether a word of a cell is a form of another, or a compound that ends in it: "Standpumpe" of "Pumpen"."""
    if same_word(word, one):
        return True
    ends = range(max(len(word) - 3, _LONG_WORD), min(len(word) + 1, len(one) - 2))
    return len(word) >= _LONG_WORD and any(same_word(word, one[-length:]) for length in ends)
