"""What a question asks of a row: that a number or date is within bounds, or that a cell is empty."""

import operator
import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from functions.answer.direct.comparisons import Comparison, against_in, comparisons_in
from functions.answer.direct.groups import Group, Item
from functions.answer.direct.measures import Measure, Value, is_empty, measures_of, turned_round
from functions.text.columns import column_meant, label_named, labels_about
from functions.text.dates import Day, read_day, read_month
from functions.text.figures import read_column
from functions.text.units import unit_of
from functions.text.word_forms import words_of

BEFORE = 3  # words before a number that may name its column: "weighs no more than"
Test = Callable[[Item], bool]


class Condition(NamedTuple):
    """One of them, and how it is said in the answer."""

    label: str  # of the column, "" for any
    text: str
    holds: Test
    is_choice: bool = False  # another one on the same column may hold in its place


class Stated(NamedTuple):
    """The conditions on numbers and dates, and the question with their columns' names in their place."""

    conditions: list[Condition]
    rest: str


def stated(subject: str, group: Group, members: Sequence[Item]) -> Stated | None:
    """Return what a question says of numbers and dates; None where it is not sure which column is meant."""
    comparisons = comparisons_in(subject)
    if not comparisons:
        return _against(subject, group, members) or Stated([], subject)
    measures = measures_of(members, group.labels)
    conditions, rest, last = list[Condition](), list[str](), 0
    for comparison in comparisons:
        before = words_of(subject[: comparison.start])
        label = _column(comparison, before, words_of(subject), measures)
        condition = _condition(comparison, measures[label], group) if label else None
        if condition is None and comparison.is_certain:
            return None
        if condition:
            conditions.append(condition)
            end = comparison.start + len(comparison.text)
            behind = "" if _is_said(comparison.behind, label) else comparison.behind
            rest += [subject[last : comparison.start], f" {label} {behind} "]
            last = end
    return Stated(conditions, "".join([*rest, subject[last:]]))


def _against(subject: str, group: Group, members: Sequence[Item]) -> Stated | None:
    """Return the condition that one column is above or below another; None where it is not sure which two are meant."""
    found = against_in(subject)
    measures = measures_of(members, group.labels) if found and group.labels else {}
    before, behind = (words_of(subject[: found.start]), words_of(found.words)) if found else ([], [])
    other = next((label for label in measures if behind[: len(words_of(label))] == words_of(label)), "")
    one = next((label for word in reversed(before) for label in measures if words_of(label) == [word]), "")
    if not found or not one or not other or one == other or measures[one].unit != measures[other].unit:
        return None
    values = [
        dict(zip((i.start for i in measures[name].items), measures[name].values, strict=True)) for name in (one, other)
    ]
    fitting = {
        place for place in values[0].keys() & values[1].keys() if found.holds(values[0][place], values[1][place])
    }
    condition = Condition(one, f"{one}: {found.phrase} {other}", lambda item: item.start in fitting)
    return Stated([condition], subject.replace(found.phrase, " ", 1))


def empty_cell(label: str) -> Condition:
    """Return the condition that a column says nothing."""
    return Condition(label, f"{label}: \u2013", lambda item: is_empty(item.value(label)))


def _column(comparison: Comparison, before: list[str], words: list[str], measures: dict[str, Measure]) -> str:
    """Return the column that a comparison is on: it is named, or the only one of its kind and unit; "" for none."""
    behind = words_of(comparison.behind)
    if behind and not unit_of(behind[0]) and (named := label_named(behind[0], measures)):
        return named
    unit = unit_of(comparison.behind.lower()) or unit_of(_sign(comparison.text))
    labels = [
        label
        for label, one in measures.items()
        if (one.are_dates or not comparison.is_of_dates) and (not unit or unit in one.units)
    ]
    if comparison.columns:
        dated = [label for label in labels if measures[label].are_dates]
        labels = labels_about(comparison.columns, labels) or turned_round(comparison.columns, dated)
    elif near := next((one for word in before[: -BEFORE - 1 : -1] if (one := column_meant([word], [*measures]))), ""):
        labels = [near] if near in labels or not measures[near].units - {""} else []
    if not unit and not comparison.is_of_dates and not comparison.columns and len(labels) != 1:
        return ""
    return labels[0] if len(labels) == 1 else column_meant(words, labels)


def _sign(text: str) -> str:
    return next((sign for sign in "€$£" if sign in text), "")


def _is_said(behind: str, label: str) -> bool:
    """Tell whether the word behind a number is its unit or its column's name, and so said by the condition."""
    return (
        not behind
        or bool(unit_of(behind.lower()))
        or bool(words_of(behind) and label_named(words_of(behind)[0], [label]))
    )


def _condition(comparison: Comparison, measure: Measure, group: Group) -> Condition | None:
    """Return the condition on a column; None where a value cannot be compared with what is asked."""
    if measure.are_dates and not comparison.is_certain and _names(comparison, group):
        return None
    label = measure.label
    fitting = set[int]()
    for item, value in zip(measure.items, measure.values, strict=True):
        holds = _holds(comparison, value, measure)
        if holds is None:
            return None
        if holds:
            fitting.add(item.start)
    is_unit = bool(unit_of(comparison.behind.lower()))
    said = comparison.text if is_unit else comparison.text.removesuffix(comparison.behind).strip()
    return Condition(label, f"{label}: {said}", lambda item: item.start in fitting)


def _names(comparison: Comparison, group: Group) -> bool:
    """Tell whether the date of a comparison is a part of the table's title: all of its rows are of that date."""
    title = words_of(f"{group.heading} {group.lead}")
    return bool(set(words_of(comparison.bounds[0][1])) & set(title))


def _holds(comparison: Comparison, value: Value, measure: Measure) -> bool | None:
    results = list(_each(comparison, value, measure))
    return None if None in results else all(results)


def _each(comparison: Comparison, value: Value, measure: Measure) -> Iterator[bool | None]:
    for holds, text in comparison.bounds:
        if not measure.are_dates:
            bound = _number(text, measure)
            yield None if bound is None else holds(value, bound)
            continue
        day = _day(text, measure)
        said = [place for place, part in enumerate(day) if part]
        if not said or any(not value[place] for place in said):
            yield None
        elif not day[0] and holds is not operator.eq:
            yield None  # "before May": of which year?
        else:
            turned = bool(comparison.columns and turned_round(comparison.columns, [measure.label]))  # older: earlier
            sign = -1 if turned else 1
            yield holds(tuple(sign * value[place] for place in said), tuple(sign * day[place] for place in said))


def _day(text: str, measure: Measure) -> Day:
    """Return the date that a text is; a month without a year is of the only one that the column has."""
    years = {value[0] for value in measure.values}
    month = read_month(text)
    return read_day(text) or (years.pop() if month and len(years) == 1 else 0, month, 0)


def _number(text: str, measure: Measure) -> Decimal | None:
    mark = measure.column.decimal_mark if measure.column else ""
    column = read_column([re.sub(r"[€$£\s]", "", text)], mark)
    return column.figures[0].value if column and column.figures[0] else None
