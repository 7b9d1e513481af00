"""The first or last rows of a table by one of its columns, of all of them or of two."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from functions.answer.direct.comparisons import against_in
from functions.answer.direct.excerpts import Excerpts
from functions.answer.direct.groups import Item
from functions.answer.direct.listing import Chosen, choose_surely, heading_of, in_brackets, lines_of, listed
from functions.answer.direct.measures import Measure, measures_of, turned_round
from functions.answer.direct.selection import ANY_ROW
from functions.answer.direct.sources import Direct, Sources
from functions.text.columns import AGE, DATE, column_meant, labels_about
from functions.text.question_kind import Asked
from functions.text.superlatives import Superlative
from functions.text.word_forms import folded, words_of

NEAR = 2  # words behind a superlative that may name its column
_FRAMES = {(True, True): "newest", (False, True): "earliest", (True, False): "highest", (False, False): "lowest"}


class End(NamedTuple):
    """The rows at one end of a column."""

    measure: Measure
    highest: bool
    rows: tuple[Item, ...]


def extreme(asked: Asked, sources: Sources) -> Direct | None:
    """Return the rows with the highest or lowest values of a column, all of those that are equal."""
    superlative = asked.superlative
    if not superlative:
        return None
    before, _, behind = asked.subject.partition(superlative.word)
    subject = " ".join(word for word in f"{before} {behind}".split() if folded(word) not in ANY_ROW)
    chosen = choose_surely(subject, sources, by_an_end=True) or _by_its_column(subject, superlative, sources)
    end = _end(subject, words_of(behind)[:NEAR], superlative, chosen) if chosen else None
    if not chosen or not end:
        return listed(asked, sources) if against_in(asked.subject) else None  # "below the minimum stock" is no extreme
    excerpts = Excerpts()
    lines = lines_of(end.rows, excerpts, sources)
    more = {"label": end.measure.label, "fitting": len(end.measure.items), "conditions": in_brackets(chosen, sources)}
    heading = heading_of(_FRAMES[end.highest, end.measure.are_dates], chosen, sources, **more)
    return excerpts.direct([heading.rstrip(), *lines], read=len(chosen.selection.members))


def _by_its_column(subject: str, superlative: Superlative, sources: Sources) -> Chosen | None:
    """Return a table with a column for the superlative, where the question names nothing else: "Who is the oldest?"."""
    columns = superlative.columns + (DATE if superlative.columns == AGE else ())
    return next((found for column in columns if (found := choose_surely(f"{subject} {column}", sources))), None)


def _end(subject: str, near: Sequence[str], superlative: Superlative, chosen: Chosen) -> End | None:
    selection = chosen.selection
    measures = measures_of(selection.fitting, selection.group.labels)
    asked_of = {condition.label for condition in selection.conditions}
    free = {label: one for label, one in measures.items() if label not in asked_of}
    return end_of(words_of(subject), superlative, free, near)


def end_of(
    words: Sequence[str], superlative: Superlative, measures: dict[str, Measure], near: Sequence[str] = ()
) -> End | None:
    """Return the end of the column that these words mean; where it may be one of several, they agree on the rows.

    `near` are the words behind the superlative: "the longest downtime" is about the column "Downtime".
    """
    labels, highest = _measured(words, superlative, measures)
    if not labels and (named := column_meant(near, list(measures))):
        labels, highest = [named], superlative.highest
    ends = [_best(measures[label], highest, superlative) for label in labels]
    same = len({tuple(item.start for item in end.rows) for end in ends}) == 1
    if not same or (superlative.of_two and len(ends[0].measure.items) != 2):
        return None
    return ends[0]


def _best(measure: Measure, highest: bool, superlative: Superlative) -> End:
    ordered = sorted(set(measure.values), reverse=highest)
    counted, wanted = 0, list[Any]()
    for value in ordered:
        if counted >= superlative.wanted:
            break
        wanted.append(value)
        counted += measure.values.count(value)
    pairs = [(value, item) for item, value in zip(measure.items, measure.values, strict=True) if value in wanted]
    rows = [item for _, item in sorted(pairs, key=lambda pair: wanted.index(pair[0]))]
    return End(measure, highest, tuple(rows))


def _measured(words: Sequence[str], superlative: Superlative, measures: dict[str, Measure]) -> tuple[list[str], bool]:
    """Return the columns that a superlative may be about, and whether their highest value is meant.

    The oldest has the highest age or the earliest date; "the highest" is of the column that the question names, or else
    of the only one.
    """
    columns, highest = superlative.columns, superlative.highest
    labels, dated = list(measures), [label for label, one in measures.items() if one.are_dates]
    if columns == DATE:
        named = column_meant(words, labels)  # "joined first" is about the column "Joined"
        found = [named] if named else labels_about(columns, dated)
    else:
        found = labels_about(columns, labels)
    if not found and (found := turned_round(columns, dated)):
        highest = not highest
    if not columns:
        named = column_meant(words, labels)
        found = [named] if named else labels if len(labels) == 1 else []
    meant = column_meant(words, found)
    return ([meant] if meant else found), highest
