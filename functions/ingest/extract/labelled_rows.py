"""Rows of tables as lines that say what each value is, so that a row makes sense wherever it is quoted."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice, pairwise

from functions.ingest.extract.cleaning import clean, one_line

_FIGURE = re.compile(r"[-+]?[\d.,:/ %€$£-]+")
_TITLES = 5  # rows above a header
_LONGEST_LABEL = 80  # characters; whoever writes more has begun with the data

Cell = tuple[int, str]  # with its column, from 0


def labelled_rows(rows: Iterable[Sequence[str]], least: int = 2) -> Iterator[str]:
    """Yield "Header: value | Header: value" for each row; "value | value" where the first row is no header.

    A header has at least `least` columns, each with a name of its own, and a row beneath it. Empty values go.
    """
    return labelled_cells(map(enumerate, rows), least)


def labelled_cells(rows: Iterable[Iterable[Cell]], least: int = 2) -> Iterator[str]:
    """Yield the same for rows that leave out empty cells, and so may be wide; the columns of each rise.

    Rows of one value above the header are titles of the table, and stay as they are.
    """
    filled = (row for row in map(_filled, rows) if row)
    first = list(islice(filled, _TITLES + 2))
    head = _place_of_header(first, least)
    for row in first[: head or 0]:
        yield row[0][1]
    labels = {} if head is None else dict(first[head])
    for row in chain(first if head is None else first[head + 1 :], filled):
        yield " | ".join(_labelled(labels, row))


def _filled(row: Iterable[Cell]) -> list[Cell]:
    return [(column, text) for column, value in row if value and (text := one_line(clean(value)))]


def _place_of_header(first: Sequence[Sequence[Cell]], least: int) -> int | None:
    """Return the number of titles above the header, or None where no header is among the first rows."""
    for place, (row, below) in enumerate(pairwise(first)):
        if _is_header(row, below, max(least, 2) if place else least):
            return place
        if len(row) > 1:
            return None
    return None


def _is_header(head: Sequence[Cell], below: Sequence[Cell], least: int) -> bool:
    (width, _), (width_below, _) = head[-1], below[-1]
    names = [name for _, name in head]
    return (
        width + 1 >= least
        and len(names) == len(set(names))
        and width + 1 - len(names) <= 1  # the corner of a table with names at both sides may be empty
        and width_below <= width
        and not any(_FIGURE.fullmatch(name) or len(name) > _LONGEST_LABEL for name in names)
    )


def _labelled(labels: Mapping[int, str], row: Iterable[Cell]) -> Iterator[str]:
    for column, value in row:
        label = labels.get(column, "")
        yield f"{label}: {value}" if label else value
