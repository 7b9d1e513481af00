"""The columns of a table that can be compared: numbers of one unit, or dates."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from functions.answer.direct.groups import Item
from functions.text.columns import AGE, DATE, labels_about
from functions.text.dates import Day, read_day
from functions.text.figures import Column, read_column, told_mark
from functions.text.units import unit_of

MOST_OF_THEM = 0.8  # of a column's cells, that have to be numbers for one to be the highest
_EMPTY = frozenset(("", "-", "\u2013", "\u2014", "n/a", "none", "k.a.", "keine", "?"))
_TOKEN = re.compile(r"[^\W\d_]+|[€$£%]")


Value = Any  # a decimal, or a date as year, month and day


class Measure(NamedTuple):
    """A column of a table, with the rows that have a value in it."""

    label: str
    items: tuple[Item, ...]
    values: tuple[Value, ...]
    unit: str
    are_dates: bool
    column: Column | None  # how its numbers are written

    @property
    def units(self) -> set[str]:
        """The units that its numbers may have: that behind them, or those that its label names."""
        return {self.unit} if self.unit else {unit_of(word) for word in _TOKEN.findall(self.label.lower())} - {""}


def measures_of(members: Sequence[Item], labels: Sequence[str]) -> dict[str, Measure]:
    """Return what can be compared of a table's rows, by the columns' labels.

    Where the numbers of one column do not tell which mark parts their decimals, those of the others do.
    """
    mark = _likely_mark(members, labels)
    found = (_measure(label, members, mark) for label in labels)
    return {measure.label: measure for measure in found if measure}


def number_columns(members: Sequence[Item], labels: Sequence[str]) -> list[str]:
    """Return the columns of numbers, also where they are of several units."""
    mark = _likely_mark(members, labels)
    return [label for label in labels if read_column([item.value(label) for item in members], mark)]


def _likely_mark(members: Sequence[Item], labels: Sequence[str]) -> str:
    marks = {mark for label in labels if (mark := told_mark([item.value(label) for item in members]))}
    return marks.pop() if len(marks) == 1 else ""


def is_empty(value: str) -> bool:
    """Tell whether a cell says nothing."""
    return value.strip().lower() in _EMPTY


def turned_round(columns: Sequence[str], labels: Sequence[str]) -> list[str]:
    """Return the columns of dates that tell an age, the earliest of which is the oldest."""
    return labels_about(DATE, labels) if tuple(columns) == AGE and not labels_about(AGE, labels) else []


def _measure(label: str, members: Sequence[Item], mark: str) -> Measure | None:
    filled = [item for item in members if not is_empty(item.value(label))]
    values = [item.value(label) for item in filled]
    days = [read_day(value) for value in values]
    if values and None not in days and _are_days(label, [day for day in days if day]):
        return Measure(label, tuple(filled), tuple(days), "", True, None)
    column = read_column(values, mark)
    if column is None:
        return None
    found = [(item, one) for item, one in zip(filled, column.figures, strict=True) if one]
    units = {one.unit for _, one in found}
    if len(found) < MOST_OF_THEM * len(filled) or len(units) != 1:
        return None
    items, numbers = tuple(item for item, _ in found), tuple(one.value for _, one in found)
    return Measure(label, items, numbers, units.pop(), False, column)


def _are_days(label: str, days: Sequence[Day]) -> bool:
    """Tell whether these are dates, and not numbers of four digits: 1500 is a year below a word for one only."""
    return any(month for _, month, _ in days) or bool(labels_about(DATE, [label]))
