"""Rows of tables as lines that say what each value is, so that a row makes sense wherever it is quoted."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice

from functions.ingest.extract.cleaning import clean, one_line
from functions.ingest.extract.table_header import WINDOW, Cell, header_of

_RULE = re.compile(r"[-=_+*~]{2,}")  # a line that is drawn between rows


def labelled_rows(rows: Iterable[Sequence[str]], least: int = 2) -> Iterator[str]:
    """Yield "Header: value | Header: value" for each row; "value | value" where no row is surely a header.

    A header has at least `least` columns, and a row beneath it. Empty values go.
    """
    return labelled_cells(map(enumerate, rows), least)


def labelled_cells(rows: Iterable[Iterable[Cell]], least: int = 2, *, sure: bool = False) -> Iterator[str]:
    """Yield the same for rows that leave out empty cells, and so may be wide; the columns of each rise.

    Titles and comments above the header stay as they are. Behind an empty row another table may begin, which has to
    prove that its first row is a header, for it may also be the rest of the one before. `sure`: so has the first.
    """
    labels: Mapping[int, str] = {}
    for number, block in enumerate(_blocks(rows)):
        first = list(islice(block, WINDOW))
        head = header_of(first, max(least, 2) if number else least, sure=sure or number > 0)
        if head:
            labels = head.labels
        above = head.above if head else int(number > 0 and len(first[0]) == 1)
        for row in first[:above]:
            yield " | ".join(_labelled({}, row))
        for row in chain(first[above + (head.rows if head else 0) :], block):
            yield " | ".join(_labelled(labels, row))


def _blocks(rows: Iterable[Iterable[Cell]]) -> Iterator[Iterator[list[Cell]]]:
    """Yield the rows between empty ones; what stands alone, as a title or a header may, belongs to those that follow.

    A block has to be read to its end before the next is asked for.
    """
    filled = (row for row in map(_filled, rows) if not row or not _is_drawn(row))
    for row in filled:
        if row:
            yield _block(row, filled)


def _block(row: list[Cell], following: Iterator[list[Cell]]) -> Iterator[list[Cell]]:
    wide = 0  # rows of more than one cell
    for each in chain([row], following):
        if each:
            wide += len(each) > 1
            yield each
        elif wide > 1:
            return


def _is_drawn(row: Sequence[Cell]) -> bool:
    return all(_RULE.fullmatch(text) for _, text in row)


def _filled(row: Iterable[Cell]) -> list[Cell]:
    return [(column, text) for column, value in row if value and (text := one_line(clean(value)))]


def _labelled(labels: Mapping[int, str], row: Iterable[Cell]) -> Iterator[str]:
    for column, value in row:
        label = labels.get(column, "")
        yield f"{label}: {value}" if label else value
