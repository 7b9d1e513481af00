"""Which table, list or headings a question asks about, and which of their members."""
# ruff: noqa: SIM905 - words read better in a line

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from functions.answer.direct.comparisons import Comparison, comparisons_in
from functions.answer.direct.groups import SEPARATOR, Group, Item
from functions.text.figures import read_column
from functions.text.superlatives import PRICE
from functions.text.word_forms import folded, same_word, words_of

NEUTRAL = frozenset(
    "the a an all every each any of in on at to for from by with and or that which what who whose how many much is are "
    "was were be been there here do does did have has had having it its their this these those you me us we i your my "
    "our list table document file documents files page sheet column value values different various available listed "
    "shown given exist exists contain contains included mentioned belong belongs lie lies stand stands located stored "
    "kept found placed than when where as total number overall altogether please name show give find "
    "der die das den dem des ein eine einen einem einer und oder von vom in im am an auf mit ohne fur zu zum zur bei "
    "aus nach ist sind war waren wird werden gibt es hat haben alle alles jede jeder jedes welche welcher welches was "
    "wer wie viele viel liste tabelle dokument datei spalte wert werte insgesamt zusammen gesamt stehen steht liegen "
    "liegt gehoren gehort ich du sie ihr wir mir nenne zeige finde kosten kostet cost costs davon dort hier "
    "take takes cover covers deckt umfasst brauchen".split()
)
_GENERIC = {
    "rows": frozenset("row rows entry entries record records line lines zeile zeilen eintrag eintrage".split()),
    "items": frozenset(
        "item items point points entry entries step steps thing things punkt punkte schritt schritte ding dinge "
        "sachen".split()
    ),
    "headings": frozenset(
        "section sections chapter chapters heading headings topic topics abschnitt abschnitte kapitel thema themen "
        "uberschrift uberschriften".split()
    ),
}
_TABLE = frozenset(("table", "tabelle"))
_TOTALS = frozenset("total totals sum summe gesamt gesamtsumme insgesamt subtotal zwischensumme".split())
_POSSESSIVE = re.compile(r"(?<=\w)['\u2019]s?(?!\w)")
_LONGEST_CELL = 80  # characters of it
_LONGEST_VALUE = 6  # words of a cell that a question may name

Test = Callable[[Item], bool]


class Condition(NamedTuple):
    """What a question asks of a row, and how it is said in the answer."""

    label: str
    text: str
    holds: Test


class Selection(NamedTuple):
    """A group that accounts for every telling word of the question, with its members that fit."""

    group: Group
    members: tuple[Item, ...]  # without rows of totals
    fitting: tuple[Item, ...]
    conditions: tuple[str, ...]
    labels: tuple[str, ...]  # of the columns that the question names
    named: tuple[str, ...]  # the words of the question that the group is known by
    score: float


def select(subject: str, group: Group, name: str) -> Selection | None:
    """Return what a subject means in a group; None where a telling word of it means nothing there.

    A word means something if it stands in the headings, in the line before, in the document's name or in a column's,
    or if a cell says it: then the rows with it are meant.
    """
    members = tuple(item for item in group.items if not _is_total(item))
    subject = _POSSESSIVE.sub("", subject)
    conditions: list[Condition] = []
    for comparison in comparisons_in(subject):
        found = _compared(comparison, group, members)
        if found is None:
            return None
        conditions.append(found)
        subject = subject.replace(comparison.text, f" {found.label} ", 1)
    words = words_of(subject)
    valued, taken = _named_values(words, group, members)
    conditions += valued
    known = _Known(group, name)
    rest = [word for n, word in enumerate(words) if n not in taken and word not in NEUTRAL and not known.takes(word)]
    if rest:
        said = _said(words, rest, members)
        if said is None:
            return None
        conditions.append(said)
    if not known.score or not members:
        return None
    score = known.score + (group.kind == "rows" and not _TABLE.isdisjoint(words))
    fitting = tuple(item for item in members if _fits(item, conditions))
    texts = tuple(condition.text for condition in conditions)
    return Selection(group, members, fitting, texts, tuple(known.labels), tuple(known.words), score)


class _Known:
    """The words that a group is known by; it keeps account of those that were asked for."""

    def __init__(self, group: Group, name: str) -> None:
        self._group = group
        path = group.heading.split(SEPARATOR)
        places = (3.0, path[-1]), (3.0, group.lead), (1.5, group.heading), (2.0, name)
        self._places = [(weight, words_of(text)) for weight, text in places]
        self.labels: dict[str, None] = {}
        self.words: dict[str, None] = {}
        self.score = 0.0

    def takes(self, word: str) -> bool:
        """Tell whether the group is known by this word."""
        label = label_named(word, self._group.labels)
        if label:
            self.labels[label] = None
        places = [weight for weight, words in self._places if any(same_word(word, one) for one in words)]
        if word in _GENERIC[self._group.kind]:
            places.append(1.0 - 0.1 * self._group.heading.count(SEPARATOR) - 0.05 * bool(self._group.heading))
        if label:
            places.append(3.0 if label == self._group.labels[0] else 2.0)
        if not places:
            return False
        self.words[word] = None
        self.score += max(places)
        return True


def label_named(word: str, labels: Iterable[str]) -> str:
    """Return the column that a word names, by its label or by another word for a price; "" for none."""
    for label in labels:
        if any(same_word(word, one) for one in words_of(label)):
            return label
    if any(same_word(word, one) for one in PRICE):
        return next((label for label in labels if set(words_of(label)) & set(PRICE)), "")
    return ""


def _is_total(item: Item) -> bool:
    first = words_of(item.cells[0][1])[:1] if item.cells else []
    return bool(first) and first[0] in _TOTALS


def _fits(item: Item, conditions: Sequence[Condition]) -> bool:
    """Tell whether a row fits: for each column one of its conditions holds, and so does each without a column."""
    labels = {condition.label for condition in conditions if condition.label}
    of_columns = (any(one.holds(item) for one in conditions if one.label == label) for label in labels)
    return all(of_columns) and all(one.holds(item) for one in conditions if not one.label)


def _compared(comparison: Comparison, group: Group, members: Sequence[Item]) -> Condition | None:
    """Return the condition of a comparison: on the column that it names, or else on the only one with its unit."""
    numeric = {
        label: column for label in group.labels if (column := read_column([item.value(label) for item in members]))
    }
    label = label_named(words_of(comparison.behind)[0], numeric) if words_of(comparison.behind) else ""
    if not label:
        wanted = read_column([f"{comparison.number} {comparison.behind}".strip()])
        unit = wanted.figures[0].unit if wanted and wanted.figures[0] else ""
        with_unit = [one for one, column in numeric.items() if any(f and f.unit == unit for f in column.figures)]
        if len(with_unit) != 1:
            return None
        label = with_unit[0]
    limit = read_column([comparison.number, *(item.value(label) for item in members)])
    if limit is None or limit.figures[0] is None:
        return None
    bound = limit.figures[0].value
    numbers = zip(members, limit.figures[1:], strict=True)
    fitting = {item.start for item, figure in numbers if figure and comparison.holds(figure.value, bound)}
    is_label = label_named(folded(comparison.behind), [label]) != ""
    said = comparison.text.removesuffix(comparison.behind).strip() if is_label else comparison.text
    return Condition(label, f"{label}: {said}", lambda item: item.start in fitting)


def _named_values(words: list[str], group: Group, members: Sequence[Item]) -> tuple[list[Condition], set[int]]:
    """Return a condition for each cell that the question names, and the places of the words that do."""
    runs = {
        " ".join(words[start:end]): (start, end)
        for start in range(len(words))
        for end in range(start + 1, min(start + _LONGEST_VALUE, len(words)) + 1)
    }
    beginnings = {word[0] for word in words}  # so that few of very many cells are looked at
    found: dict[tuple[str, str], tuple[int, int]] = {}
    written: dict[tuple[str, str], str] = {}
    for item in members:
        for label, value in item.cells:
            if len(value) > _LONGEST_CELL or folded(value[:1]) not in beginnings:
                continue
            normal = " ".join(words_of(value))
            if normal in runs and _is_named(words, runs[normal], label, group):
                found[label, normal] = runs[normal]
                written.setdefault((label, normal), value)
    taken = {place for span in found.values() for place in range(*span)}
    conditions = [
        Condition(label, f"{label}: {written[label, value]}" if label else written[label, value], _equal(label, value))
        for (label, value), span in found.items()
        if not any(other != span and other[0] <= span[0] and span[1] <= other[1] for other in found.values())
    ]
    return conditions, taken


def _is_named(words: list[str], span: tuple[int, int], label: str, group: Group) -> bool:
    """Tell whether these words mean a cell: its label stands beside them, or they tell something and are no label."""
    if _is_in_a_title(words, span, group):
        return False
    beside = [words[place] for place in (span[0] - 1, span[1]) if 0 <= place < len(words)]
    if label and any(label_named(word, [label]) for word in beside):
        return True
    inside = words[slice(*span)]
    telling = any(word not in NEUTRAL and len(word) > 1 and not word.isdigit() for word in inside)
    return telling and not all(label_named(word, group.labels) or word in NEUTRAL for word in inside)


def _is_in_a_title(words: list[str], span: tuple[int, int], group: Group) -> bool:
    """Tell whether a single word stands beside the same word as in the table's title: of "numeric types" the first."""
    if span[1] - span[0] > 1:
        return False
    title = f" {' '.join(words_of(group.lead))} {' '.join(words_of(group.heading.split(SEPARATOR)[-1]))} "
    pairs = words[span[0] - 1 : span[1]] if span[0] else [], words[span[0] : span[1] + 1]
    return any(len(pair) > 1 and f" {' '.join(pair)} " in title for pair in pairs)


def _equal(label: str, value: str) -> Test:
    return lambda item: any(name == label and " ".join(words_of(cell)) == value for name, cell in item.cells)


def _said(words: list[str], rest: list[str], members: Sequence[Item]) -> Condition | None:
    """Return the condition that a member says the words that are left, as they follow each other; None if none does."""
    first, last = words.index(rest[0]), len(words) - 1 - words[::-1].index(rest[-1])
    if len(rest) < (last - first + 1) - sum(word in NEUTRAL for word in words[first : last + 1]):
        return None
    ends = [last + 1] + ([last + 2] if last + 2 <= len(words) and len(words[last + 1]) == 1 else [])
    for end in reversed(ends):
        phrase = f" {' '.join(words[first:end])} "
        if any(phrase in _padded(item) for item in members):
            return Condition("", f"\u201c{phrase.strip()}\u201d", lambda item, phrase=phrase: phrase in _padded(item))  # type: ignore[misc]
    return None


def _padded(item: Item) -> str:
    return f" {' '.join(words_of(folded(item.text)))} "
