"""Tables that are not drawn, whose columns are only set apart: their rows, and which of their cells go on below."""

import itertools
import re
from collections.abc import Sequence

from functions.ingest.extract.pdf.columns import Gutter, Row, by_column, edges_of
from functions.ingest.extract.pdf.lines import Piece, Table
from functions.ingest.extract.pdf.prose import is_full, line_of

_BEGINS = re.compile(r"[•‣▪●◦–—*-] |\(?\d{1,3}(?:\.\d{1,3}){0,4}[.)]? |\(?[a-z]\) ")  # noqa: RUF001 - a new entry
_LEADER = (" .", "..", "…")  # the dots to the number of an entry's page
_TIGHT = 1.25  # of the least distance between rows; a cell that goes on has no more above it


def table_of(rows: Sequence[Row], gutters: Sequence[Gutter]) -> Table:
    """Return the table of rows that gutters divide into columns."""
    edges = edges_of(gutters)
    cells = [{column: line_of(cell) for column, cell in by_column(row, edges).items()} for row in rows]
    rights = _rights(cells)
    least = min((above[0].base - below[0].base for above, below in itertools.pairwise(rows)), default=0.0)
    merged: list[dict[int, str]] = []
    before: dict[int, Piece] = {}
    for row in cells:
        if before and _continues(before, row, rights, least * _TIGHT):
            for column, line in row.items():
                merged[-1][column] = f"{merged[-1][column]}\n{line.text}"
            before = before | row
        else:
            merged.append({column: line.text for column, line in row.items()})
            before = row
    bold = [all(line.bold for line in row.values()) for row in cells]
    spans = tuple(sorted((gutter.left, gutter.right) for gutter in gutters))
    return Table(merged, spans, bold[0] and not all(bold), False)


def _rights(rows: Sequence[dict[int, Piece]]) -> dict[int, float]:
    rights: dict[int, float] = {}
    for row in rows:
        for column, line in row.items():
            rights[column] = max(line.right, rights.get(column, line.right))
    return rights


def _continues(before: dict[int, Piece], row: dict[int, Piece], rights: dict[int, float], tight: float) -> bool:
    """Tell whether a row only holds what had no place in the lines of the one above."""
    return len(row) < len(before) and all(
        column in before
        and before[column].base - line.base <= tight
        and before[column].bold == line.bold
        and not _BEGINS.match(line.text)
        and not before[column].text.endswith(_LEADER)
        and is_full(before[column], line, rights[column])
        for column, line in row.items()
    )
