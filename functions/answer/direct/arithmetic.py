"""Sums, and the first or last of a table by one of its columns."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from events.questions import DirectAnswer
from functions.answer.direct.excerpts import Excerpts
from functions.answer.direct.groups import Item
from functions.answer.direct.listing import Chosen, choose, heading_of, lines_of, mark_first
from functions.answer.direct.selection import label_named
from functions.answer.direct.sources import Direct, Sources
from functions.text.dates import read_day
from functions.text.figures import Column, read_column
from functions.text.question_kind import Asked
from functions.text.superlatives import AGE, DATE, Superlative
from functions.text.word_forms import words_of

MOST_OF_THEM = 0.8  # of a column's cells, that have to be numbers for one to be the highest


class _Values(NamedTuple):
    """What can be compared in a column, with the rows that it stands in."""

    items: list[Item]
    values: list[Any]
    are_dates: bool


def summed(asked: Asked, sources: Sources) -> Direct | None:
    """Return the sum of the one column of numbers that a question names; None where it names none, or several."""
    chosen = choose(asked.subject, sources)
    if not chosen or chosen.selection.group.kind != "rows" or not chosen.selection.fitting:
        return None
    label = _column_of(asked.subject, chosen)
    if not label:
        return None
    rows = [item for item in chosen.selection.fitting if item.value(label)]
    column = read_column([item.value(label) for item in rows])
    excerpts = Excerpts()
    marker = mark_first(rows or chosen.selection.fitting, excerpts)
    if column is None or None in column.figures or len({one.unit for one in column.figures if one}) != 1:
        heading = heading_of("no sum", chosen, sources, label=label, marker=marker)
        return _direct(heading, [], excerpts, chosen, answered=False)
    excerpts.marker(rows[-1].text, rows[-1].start, rows[-1].stretch)  # it goes from the first row to the last
    heading = heading_of(
        "sum",
        chosen,
        sources,
        total=column.written(_total(column)),
        label=label,
        fitting=len(rows),
        conditions=_in_brackets(chosen),
        marker=excerpts.all_markers(),
    )
    return _direct(heading, [], excerpts, chosen)


def extreme(asked: Asked, sources: Sources) -> Direct | None:
    """Return the rows with the highest or lowest value of a column, all of those that are equal."""
    superlative = asked.superlative
    if not superlative:
        return None
    subject = asked.subject.replace(superlative.word, " ")
    chosen = choose(subject, sources) or _by_its_column(subject, superlative, sources)
    if not chosen or chosen.selection.group.kind != "rows":
        return None
    label, highest = _measured(subject, superlative, chosen)
    values = _values(chosen.selection.fitting, label) if label else None
    if not values:
        return None
    best = max(values.values) if highest else min(values.values)
    rows = [item for item, value in zip(values.items, values.values, strict=True) if value == best]
    frames = {(True, True): "newest", (False, True): "earliest", (True, False): "highest", (False, False): "lowest"}
    excerpts = Excerpts()
    lines = lines_of(rows, excerpts, sources)
    more = {"label": label, "fitting": len(values.items), "conditions": _in_brackets(chosen)}
    heading = heading_of(frames[highest, values.are_dates], chosen, sources, **more)
    return _direct(heading, lines, excerpts, chosen)


def _by_its_column(subject: str, superlative: Superlative, sources: Sources) -> Chosen | None:
    """Return a table with a column for the superlative, where the question names nothing else: "Who is the oldest?"."""
    columns = superlative.columns + (DATE if superlative.columns == AGE else ())
    return next((found for column in columns if (found := choose(f"{subject} {column}", sources))), None)


def _total(column: Column) -> Decimal:
    return sum((one.value for one in column.figures if one), Decimal())


def _column_of(subject: str, chosen: Chosen) -> str:
    """Return the one column of numbers that the question names; "cost" means the price."""
    selection = chosen.selection
    named = set(selection.labels) | {
        label for word in words_of(subject) if (label := label_named(word, selection.group.labels))
    }
    numeric = [
        label
        for label in selection.group.labels
        if label in named and read_column([item.value(label) for item in selection.members])
    ]
    return numeric[0] if len(numeric) == 1 else ""


def _measured(subject: str, superlative: Superlative, chosen: Chosen) -> tuple[str, bool]:
    """Return the column that a superlative is about, "" for none, and whether its highest value is meant.

    The oldest has the highest age or the earliest date.
    """
    labels, highest = chosen.selection.group.labels, superlative.highest
    if label := _labelled(superlative.columns, labels):
        return label, highest
    if superlative.columns == AGE and (label := _labelled(DATE, labels)):
        return label, not highest
    if superlative.columns:
        return "", highest
    if label := _column_of(subject, chosen):
        return label, highest
    numeric = [one for one in labels if _values(chosen.selection.members, one)]
    return (numeric[0] if len(numeric) == 1 else ""), highest


def _labelled(names: Sequence[str], labels: Sequence[str]) -> str:
    return next((label for label in labels if set(words_of(label)) & {one for n in names for one in words_of(n)}), "")


def _values(items: Sequence[Item], label: str) -> _Values | None:
    """Return the numbers of one unit or the dates of a column; None where it is neither."""
    filled = [item for item in items if item.value(label)]
    days = [read_day(item.value(label)) for item in filled]
    if filled and None not in days:
        return _Values(filled, days, are_dates=True)
    column = read_column([item.value(label) for item in filled])
    if column is None:
        return None
    found = [(item, one) for item, one in zip(filled, column.figures, strict=True) if one]
    if len(found) < MOST_OF_THEM * len(filled) or len({one.unit for _, one in found}) != 1:
        return None
    return _Values([item for item, _ in found], [one.value for _, one in found], are_dates=False)


def _in_brackets(chosen: Chosen) -> str:
    conditions = ", ".join(chosen.selection.conditions)
    return f" ({conditions})" if conditions else ""


def _direct(heading: str, lines: list[str], excerpts: Excerpts, chosen: Chosen, *, answered: bool = True) -> Direct:
    read = len(chosen.selection.members)
    text = "\n".join([heading.rstrip(), *lines])
    answer = DirectAnswer(answer=text, answered=answered, support=excerpts.support, read=read)
    return Direct(answer, tuple(excerpts.passages))
