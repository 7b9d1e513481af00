"""Which of two rows of a table has more or less of what is asked: only where row and column are sure."""

from collections.abc import Iterator
from typing import NamedTuple

from functions.answer.direct.excerpts import Excerpts
from functions.answer.direct.extremes import end_of
from functions.answer.direct.groups import Item, groups_in
from functions.answer.direct.listing import DOCUMENTS, lines_of
from functions.answer.direct.measures import measures_of
from functions.answer.direct.selection import Selection, select
from functions.answer.direct.sources import Direct, Sources
from functions.text.columns import AGE, DATE, column_meant, labels_about
from functions.text.frames import framed
from functions.text.question_kind import Asked
from functions.text.superlatives import Superlative, comparative_in
from functions.text.word_forms import words_of


class _Pair(NamedTuple):
    """The rows of both that are compared, in the order of the question, and what is to be said of them."""

    rows: tuple[Item, Item]
    names: tuple[str, str]
    label: str
    first: tuple[int, ...]  # which of them are first in what is asked


def decided(asked: Asked, sources: Sources) -> Direct | None:
    """Return which of the two it is, or whether it is the one that was named; None where that is not sure."""
    comparative = comparative_in(asked.subject)
    if not comparative or not all(asked.compared):
        return None
    found = list(_pairs(asked, comparative, sources))
    if len(found) != 1:
        return None
    pair = found[0]
    said = _said(pair, sources)
    if asked.is_yes_no:
        said = framed(sources.language, "yes" if pair.first == (0,) else "no", said=said)
    excerpts = Excerpts()
    return excerpts.direct([said, *lines_of(pair.rows, excerpts, sources)], read=2)


def _said(pair: _Pair, sources: Sources) -> str:
    values = [row.value(pair.label) for row in pair.rows]
    if len(pair.first) == 2:
        one, other = pair.names
        return framed(sources.language, "same", first=one, second=other, label=pair.label, value=values[0])
    first, second = pair.first[0], 1 - pair.first[0]
    names = {"first": pair.names[first], "second": pair.names[second]}
    return framed(sources.language, "decided", label=pair.label, value=values[first], other=values[second], **names)


def _pairs(asked: Asked, comparative: Superlative, sources: Sources) -> Iterator[_Pair]:
    """Yield for each table what it says of the two."""
    subject = asked.subject.replace(comparative.word, " ", 1)
    for reading in sources.documents(DOCUMENTS):
        for group in groups_in(reading):
            names = f"{asked.compared[0]} or {asked.compared[1]}"
            columns = labels_about(comparative.columns + (DATE if comparative.columns == AGE else ()), group.labels)
            for label in columns or [column_meant(words_of(subject), group.labels)]:
                selection = select(f"{subject} {label}. {names}", group, reading.name)
                pair = _pair(asked, subject, comparative, selection) if selection else None
                if pair:
                    yield pair
                    break


def _pair(asked: Asked, subject: str, comparative: Superlative, selection: Selection) -> _Pair | None:
    """Return the two rows with one name each, and which of them is first in the one column that is meant."""
    rows = tuple(_row_of(name, selection) for name in asked.compared)
    if None in rows or len(selection.fitting) != 2 or selection.group.kind != "rows":
        return None
    found = [row for row in rows if row]
    measures = measures_of(selection.members, selection.group.labels)
    both = {
        label: one for label, one in measures.items() if {row.start for row in found} <= {i.start for i in one.items}
    }
    narrowed = {
        label: one._replace(items=tuple(found), values=tuple(one.values[one.items.index(row)] for row in found))
        for label, one in both.items()
    }
    end = end_of(words_of(subject), comparative, narrowed)
    if not end:
        return None
    first = tuple(number for number, row in enumerate(found) if row in end.rows)
    names = tuple(_written(name, row) for name, row in zip(asked.compared, found, strict=True))
    return _Pair((found[0], found[1]), (names[0], names[1]), end.measure.label, first)


def _row_of(name: str, selection: Selection) -> Item | None:
    rows = [item for item in selection.fitting if any(words_of(value) == words_of(name) for _, value in item.cells)]
    return rows[0] if len(rows) == 1 else None


def _written(name: str, row: Item) -> str:
    """Return a name as its cell has it."""
    return next(value for _, value in row.cells if words_of(value) == words_of(name))
