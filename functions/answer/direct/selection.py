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
BY_A_CELL = 0.1  # of one that is known by nothing but a cell that the question names
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
    by_any: tuple[str, ...]  # of these, those for whatever a row is about where no cell says which rows are meant
    has_verb: bool  # a verb that the table does not account for


def select(subject: str, group: Group, name: str, *, by_an_end: bool = False) -> Selection | None:
    """Return what a subject means in a group; None where a telling word of it means nothing there.

    A word means something if it stands in the headings, in the line before, in the document's name or in a column's,
    or if a cell says it: then the rows with it are meant, or, behind a "not", those without. `by_an_end`: the first or
    last of the rows is asked for, so that no cell need say which are meant.
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
    told = [place for place, word in enumerate(words) if place not in valued.places and word not in NEUTRAL]
    free = [place for place in told if not known.takes(words[place], anything=said_rows)]
    asked = Question(words, written_words(bounded.rest), valued.places, {*told} - {*free})
    rest = _said_by_a_member(asked, free, members, may_be_none=bool(conditions) or by_an_end)
    if rest is None:
        return None
    fitting = tuple(item for item in members if _fits(item, [*conditions, *rest.conditions]))
    score = known.score or _score_by_cells(rest, conditions, group, fitting)
    if not score:
        return None
    return Selection(
        group,
        members,
        fitting,
        conditions=(*conditions, *rest.conditions),
        labels=tuple(known.labels),
        named=tuple(known.words),
        score=score + (group.kind == "rows" and not _TABLE.isdisjoint(words)),
        by_any=() if valued.conditions or rest.conditions else tuple(known.by_any),
        has_verb=len(rest.places) < len(free),
    )


class _Rest(NamedTuple):
    """The words of a question that mean nothing of a table's own, as a member says them, without its verb."""

    conditions: list[Condition]  # one, or none where no word is left
    places: list[int]


def _said_by_a_member(asked: Question, free: list[int], members: Sequence[Item], *, may_be_none: bool) -> _Rest | None:
    """Return what a member says of the words that are left; None where none says them.

    One of them may be the verb, but only where something else tells which rows are meant.
    """
    said = _said(asked.words, free, members, asked.written)
    if said is not None:
        return _Rest(said, free)
    verb = verb_of(asked, free) if len(asked.written) == len(asked.words) else set()
    rest = [place for place in free if place not in verb]
    said = _said(asked.words, rest, members, asked.written) if verb else None
    return _Rest(said, rest) if said or (said is not None and may_be_none) else None


def _score_by_cells(rest: _Rest, conditions: Sequence[Condition], group: Group, fitting: Sequence[Item]) -> float:
    """Return how well a group is known by nothing but the cells that the question names."""
    if len(rest.places) == 1 and group.labels and len(fitting) > 1:
        return _BY_ITS_ROWS
    return BY_A_CELL * any(condition.is_choice and condition.label for condition in conditions)


class _Known:
    """The words that a group is known by; it keeps account of those that were asked for."""

    def __init__(self, group: Group, name: str) -> None:
        self._group = group
        path = group.heading.split(SEPARATOR)
        places = (3.0, path[-1]), (3.0, group.lead), (3.0, group.title), (1.5, group.heading), (2.0, name)
        self._places = [(weight, words_of(text)) for weight, text in places]
        self.labels: dict[str, None] = {}
        self.words: dict[str, None] = {}
        self.by_any: list[str] = []
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
        if not places and anything and self._group.kind == "rows" and word in ANY_ROW:
            places.append(0.5)
            self.by_any.append(word)
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


def _said(
    words: Sequence[str], free: list[int], members: Sequence[Item], written: Sequence[str]
) -> list[Condition] | None:
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


def _in_quotes(words: Sequence[str], written: Sequence[str], first: int, end: int) -> str:
    shown = written if len(written) == len(words) else words
    return f"\u201c{' '.join(shown[first:end])}\u201d"


def _padded(item: Item) -> str:
    return f" {' '.join(words_of(folded(item.text)))} "


def _says(item: Item, forms: Sequence[str]) -> bool:
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
