"""Which cells a question names, and whether it asks for the rows with them or for those without."""
# ruff: noqa: SIM905 - words read better in a line

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from functions.answer.direct.conditions import Condition, Test, empty_cell
from functions.answer.direct.groups import SEPARATOR, Group, Item
from functions.answer.direct.neutral import NEUTRAL
from functions.text.columns import column_meant, label_named
from functions.text.word_forms import folded, words_of

NOT = frozenset(
    "not nor neither outside except excluding without no nicht ausser ausserhalb ohne weder noch kein keine "
    "keinen keiner keinem keines".split()
)
_GERMAN_NOT = frozenset("nicht ausser ausserhalb ohne weder noch kein keine keinen keiner keinem keines".split())
_OR = frozenset("or and nor oder und noch".split())
_MISSING = frozenset("missing empty blank unknown fehlt fehlen leer unbekannt".split())
_OF_ANSWERS = frozenset(
    "given known stated entered recorded filled said angegeben eingetragen bekannt genannt date datum entry "
    "eintrag value wert number nummer".split()
)
_TWO_WORDS = (
    (r"n['\u2019]t\b", " not"),
    (r"\b(?:takes?|took) place\b|\b(?:carry|carries|carried) out\b", ""),
    (r"\b(?:other than|apart from|instead of)\b", "except"),
)
_LONGEST_CELL = 80  # characters of it
_DIGITS = 2  # of a code, at least
_LONGEST_VALUE = 6  # words of a cell that a question may name

_Spans = dict[tuple[str, str], tuple[int, int]]  # of a label and a cell's words, the places of these in the question


class Named(NamedTuple):
    """The conditions that cells are, and the places of the question's words that say them."""

    conditions: list[Condition]
    places: set[int]


def plainly(subject: str) -> str:
    """Return the question with each negation in a word of its own."""
    for form, plain in _TWO_WORDS:
        subject = re.sub(form, plain, subject, flags=re.IGNORECASE)
    return subject


def named_values(words: list[str], group: Group, members: Sequence[Item]) -> Named:
    """Return a condition for each cell that the question names, or that it asks not to be."""
    spans, written = _spans(words, group, members)
    taken = {place for span in spans.values() for place in range(*span)}
    conditions = list[Condition]()
    for span, labels in _by_place(words, spans).items():
        label, value = labels[0], next(value for (_, value), at in spans.items() if at == span)
        alike = {place for (other, _), at in spans.items() if other == label for place in range(*at)}
        negation = _negation(words, span[0], label, alike)
        text = f"{label}: {written[label, value]}" if label and len(labels) == 1 else written[label, value]
        if negation is None:
            one = labels[0] if len(labels) == 1 else ""
            conditions.append(Condition(one, text, _equal(labels, value), is_choice=True))
        else:
            taken.add(negation)
            said = f"{label}: {_as_asked(words[negation])} {written[label, value]}"
            conditions.append(Condition(label, said, _other(label, value)))
    empty = _empty(words, taken, group)
    return Named(
        conditions + [condition for condition, _ in empty], taken | {at for _, places in empty for at in places}
    )


def _by_place(words: Sequence[str], spans: _Spans) -> dict[tuple[int, int], list[str]]:
    """Return for each stretch of the question the columns with a cell that it is: the one whose label stands beside it,
    or else all of them, for any may be meant."""
    places = dict[tuple[int, int], list[str]]()
    for (label, _), span in spans.items():
        places.setdefault(span, []).append(label)
    return {
        span: [label for label in labels if label and any(label_named(word, [label]) for word in _beside(words, span))]
        or labels
        for span, labels in places.items()
    }


def _beside(words: Sequence[str], span: tuple[int, int]) -> list[str]:
    return [words[place] for place in (span[0] - 1, span[1]) if 0 <= place < len(words)]


def _as_asked(negation: str) -> str:
    """Return how a negation is said in the answer."""
    return "nicht" if negation in _GERMAN_NOT else "not"


def _spans(words: list[str], group: Group, members: Sequence[Item]) -> tuple[_Spans, dict[tuple[str, str], str]]:
    """Return which cells the question names, the longest of those within each other, and how they are written."""
    runs = {
        " ".join(words[start:end]): (start, end)
        for start in range(len(words))
        for end in range(start + 1, min(start + _LONGEST_VALUE, len(words)) + 1)
    }
    cells = {(label, normal): value for label, normal, value in _cells(members, {word[0] for word in words})}
    found = {one: runs[one[1]] for one in cells if one[1] in runs and _is_named(words, runs[one[1]], one[0], group)}
    while True:  # "in hall A or C": the second needs no label beside it
        more = {
            one: runs[one[1]]
            for one in cells
            if one not in found and one[1] in runs and _goes_on(words, runs[one[1]], one[0], found)
        }
        if not more:
            break
        found |= more
    return {
        one: span
        for one, span in found.items()
        if not any(other != span and other[0] <= span[0] and span[1] <= other[1] for other in found.values())
    }, cells


def _cells(members: Sequence[Item], beginnings: set[str]) -> Iterator[tuple[str, str, str]]:
    """Yield label, words and text of each cell that begins like a word of the question: few of very many."""
    for item in reversed(members):
        for label, value in item.cells:
            if len(value) <= _LONGEST_CELL and folded(value[:1]) in beginnings:
                yield label, " ".join(words_of(value)), value


def _goes_on(words: list[str], span: tuple[int, int], label: str, found: _Spans) -> bool:
    """Tell whether a cell follows another one of its column, with "or" between them or a comma, which is no word."""
    before = span[0] - 1 - (span[0] > 0 and words[span[0] - 1] in _OR)
    return bool(label) and any(one == label and end == before + 1 for (one, _), (_, end) in found.items())


def _is_named(words: list[str], span: tuple[int, int], label: str, group: Group) -> bool:
    """Tell whether these words mean a cell: its label stands beside them, or they tell something and are no label."""
    if _is_in_a_title(words, span, group):
        return False
    if label and any(label_named(word, [label]) for word in _beside(words, span)):
        return True
    inside = words[slice(*span)]
    telling = any(word not in NEUTRAL and len(word) > 1 and not word.isdigit() for word in inside) or _is_code(inside)
    return telling and not all(label_named(word, group.labels) or word in NEUTRAL for word in inside)


def _is_code(inside: Sequence[str]) -> bool:
    """Tell whether the words are a code such as J-202."""
    together = "".join(inside)
    return any(map(str.isalpha, together)) and sum(map(str.isdigit, together)) >= _DIGITS


def _is_in_a_title(words: list[str], span: tuple[int, int], group: Group) -> bool:
    """Tell whether a single word stands beside the same word as in the table's title: of "numeric types" the first."""
    if span[1] - span[0] > 1:
        return False
    title = f" {' '.join(words_of(group.lead))} {' '.join(words_of(group.heading.split(SEPARATOR)[-1]))} "
    pairs = words[span[0] - 1 : span[1]] if span[0] else [], words[span[0] : span[1] + 1]
    return any(len(pair) > 1 and f" {' '.join(pair)} " in title for pair in pairs)


def _negation(words: list[str], start: int, label: str, alike: set[int]) -> int | None:
    """Return the place of the "not" that a cell stands behind, with nothing between that means something else.

    Other cells of its column may stand between, `alike` are the places of their words: "not in hall A or B".
    """
    for place in range(start - 1, -1, -1):
        word = words[place]
        if word in NOT and (word != "noch" or "weder" in words):
            return place
        between = place in alike or word in _OR or word in NEUTRAL or (label and label_named(word, [label]))
        if not between or (word in _OR and place - 1 not in alike):
            return None
    return None


def _empty(words: list[str], taken: set[int], group: Group) -> list[tuple[Condition, set[int]]]:
    """Return the condition that a cell is empty, with the places of the words that say so: "no phone"."""
    labels = group.labels[1:]
    for place, word in enumerate(words):
        if place in taken or word not in NOT | _MISSING:
            continue
        near = list(_near(words[place + 1 :], labels)) if word in NOT else words
        label = column_meant([one for one in near if one not in NEUTRAL], labels)
        if label:
            said = {at for at, one in enumerate(words) if one in _OF_ANSWERS | _MISSING}
            return [(empty_cell(label), {place, *said})]
    return []


def _near(words: list[str], labels: Sequence[str]) -> Iterator[str]:
    """Yield the words behind a negation up to one that means something else than a column."""
    return takewhile(lambda one: one in NEUTRAL or one in _OF_ANSWERS or bool(label_named(one, labels)), words)


def _equal(labels: Sequence[str], value: str) -> Test:
    return lambda item: any(name in labels and " ".join(words_of(cell)) == value for name, cell in item.cells)


def _other(label: str, value: str) -> Test:
    return lambda item: bool(item.value(label)) and " ".join(words_of(item.value(label))) != value
