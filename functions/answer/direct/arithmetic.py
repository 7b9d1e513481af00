"""Sums and averages of a table's column."""

from collections.abc import Sequence
from decimal import Decimal

from functions.answer.direct.excerpts import Excerpts
from functions.answer.direct.groups import Item
from functions.answer.direct.listing import Chosen, choose_only, choose_surely, heading_of, in_brackets, mark_first
from functions.answer.direct.measures import Measure, is_empty, measures_of, number_columns
from functions.answer.direct.neutral import NEUTRAL
from functions.answer.direct.sources import Direct, Sources
from functions.text.columns import column_meant, quantity_among
from functions.text.question_kind import Asked
from functions.text.stock import is_of_stores
from functions.text.word_forms import words_of

SEVERAL = 2  # rows, at least, that are added up where no sum is asked for
DECIMALS = 2  # of an average that is no whole number


def summed(asked: Asked, sources: Sources) -> Direct | None:
    """Return the sum of the one column of numbers that a question names; None where it names none, or several."""
    chosen = choose_surely(asked.subject, sources)
    if not chosen:
        return _summed_by_cells(asked.subject, sources)
    label = _column_of(asked.subject, chosen) or quantity_among(chosen.selection.group.labels)
    return _computed("sum", label, chosen, sources)


def _summed_by_cells(subject: str, sources: Sources) -> Direct | None:
    """Return the sum over the rows of the only table with the cells that a question names: "What do the paddles cost
    together?"; None where there are several, or it names no column of numbers."""
    chosen = choose_only(subject, sources)
    is_sure = chosen is not None and len(chosen.selection.fitting) >= SEVERAL and not chosen.selection.has_verb
    return _computed("sum", _column_of(subject, chosen), chosen, sources) if chosen and is_sure else None


def counted_in(asked: Asked, sources: Sources) -> Direct | None:
    """Return the sum of the column whose name is what a question counts, over the several rows that it chooses: "How
    many hours did Ann work in May?"; None for one row, which says it."""
    chosen = choose_surely(asked.subject, sources)
    if not chosen or not chosen.selection.conditions or len(chosen.selection.fitting) < SEVERAL:
        return None
    counted = [word for word in words_of(asked.subject) if word not in NEUTRAL][:1]
    label = _column_of(" ".join(counted), chosen) or _stores_named(chosen)
    return _computed("sum", label, chosen, sources)


def _stores_named(chosen: Chosen) -> str:
    """Return the column that says how much is there, where the question names it: "How many paddles are in stock?"."""
    known_by = {condition.label for condition in chosen.selection.conditions}
    return next((label for label in chosen.selection.labels if is_of_stores(label) and label not in known_by), "")


def averaged(asked: Asked, sources: Sources) -> Direct | None:
    """Return the average of the one column of numbers that a question names; None where it names none, or several."""
    chosen = choose_surely(asked.subject, sources)
    return _computed("average", _column_of(asked.subject, chosen) if chosen else "", chosen, sources)


def _computed(frame: str, label: str, chosen: Chosen | None, sources: Sources) -> Direct | None:
    if not chosen or not chosen.selection.fitting or not label:
        return None
    rows = [item for item in chosen.selection.fitting if not is_empty(item.value(label))]
    measure = measures_of(chosen.selection.members, [*chosen.selection.group.labels]).get(label)
    excerpts = Excerpts()
    marker = mark_first(rows or chosen.selection.fitting, excerpts)
    if not rows or not measure or not _has_all(measure, rows):
        heading = heading_of("no sum", chosen, sources, label=label, marker=marker)
        return _direct(heading, excerpts, chosen, answered=False)
    excerpts.marker(rows[-1].text, rows[-1].start, rows[-1].stretch)  # it goes from the first row to the last
    return _direct(_heading(frame, measure, rows, chosen, sources, excerpts), excerpts, chosen)


def _has_all(measure: Measure, rows: Sequence[Item]) -> bool:
    """Tell whether each of these rows has a number in the column."""
    return bool(measure.column) and {item.start for item in rows} <= {item.start for item in measure.items}


def _heading(
    frame: str, measure: Measure, rows: Sequence[Item], chosen: Chosen, sources: Sources, excerpts: Excerpts
) -> str:
    places = {item.start for item in rows}
    values = [value for item, value in zip(measure.items, measure.values, strict=True) if item.start in places]
    total = sum(values, Decimal()) / (len(values) if frame == "average" else 1)
    return heading_of(
        frame,
        chosen,
        sources,
        total=_written(total, measure),
        label=measure.label,
        fitting=len(rows),
        conditions=in_brackets(chosen, sources),
        marker=excerpts.all_markers(),
    )


def _written(value: Decimal, measure: Measure) -> str:
    column = measure.column
    if not column:
        return str(value)
    exact = (count for count in range(column.decimals, DECIMALS) if value == round(value, count))
    return column._replace(decimals=next(exact, max(column.decimals, DECIMALS))).written(value)


def _column_of(subject: str, chosen: Chosen) -> str:
    """Return the one column of numbers that the question names; "cost" means the price."""
    selection = chosen.selection
    labels = number_columns(selection.members, selection.group.labels)
    asked_of = {condition.label for condition in selection.conditions}
    words = words_of(subject)
    return column_meant(words, [label for label in labels if label not in asked_of]) or column_meant(words, labels)


def _direct(heading: str, excerpts: Excerpts, chosen: Chosen, *, answered: bool = True) -> Direct:
    return excerpts.direct([heading.rstrip()], read=len(chosen.selection.members), answered=answered)
