"""The order in which a person reads a page of a PDF: column by column, a table row by row."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from functions.ingest.extract.pdf.columns import Gutter, Row, by_column, edges_of, gutters_of, rows_of
from functions.ingest.extract.pdf.lines import Piece, Table
from functions.ingest.extract.pdf.prose import is_item_mark, is_prose, line_of
from functions.ingest.extract.pdf.tables import table_of

_DEEPEST = 4  # columns within columns
_SHARED = 0.6  # of a band's rows that a gutter has to part to be one of the whole band
_ALIGNED = 0.8  # of the short lines that stand on a line of the long text beside them, in a table
_SAME_LINE = 0.15  # of the letters' size
_NEXT_LINE = 1.7  # the same; lines of one column are not farther apart
Flow = list[Piece] | Table  # the lines of a column, or a table


def flows_of(pieces: Sequence[Piece]) -> list[Flow]:
    """Return what stands on a page, in order: what is upright before what is turned."""
    flows: list[Flow] = []
    for _, turned in groupby(sorted(pieces, key=lambda one: one.turned % 5), key=lambda one: one.turned):
        flows += _flows(rows_of(list(turned)), 0)
    return flows


def _flows(rows: Sequence[Row], depth: int) -> Iterator[Flow]:
    gutters = _real(rows, gutters_of(rows)) if depth < _DEEPEST else []
    at = 0
    for first, after, shared in _bands(rows, gutters):
        yield from _lines(rows[at:first])
        band = rows[first:after]
        columns = _columns(band, edges_of(shared))
        if _is_table(columns):
            yield table_of(band, shared)
        else:
            for column in columns:
                yield from _flows(rows_of(column), depth + 1)
        at = after
    yield from _lines(rows[at:])


def _columns(rows: Sequence[Row], edges: Sequence[float]) -> list[list[Piece]]:
    columns: list[list[Piece]] = [[] for _ in range(len(edges) + 1)]
    for row in rows:
        for column, pieces in by_column(row, edges).items():
            columns[column] += pieces
    return columns


def _lines(rows: Sequence[Row]) -> Iterator[Flow]:
    """Yield rows as lines, and the tables among them."""
    lines: list[Piece] = []
    for row in rows:
        tables = [piece.table for piece in row if piece.table]
        if tables:
            yield lines
            yield from tables
            lines = []
        else:
            lines.append(line_of(row))
    yield lines


def _real(rows: Sequence[Row], gutters: Sequence[Gutter]) -> list[Gutter]:
    """Return the gutters but for those that only part the marks of a list from its items."""
    return [gutter for gutter in gutters if not _parts_marks(rows[gutter.first : gutter.last + 1], gutter)]


def _parts_marks(rows: Sequence[Row], gutter: Gutter) -> bool:
    before = ([piece for piece in row if piece.right <= gutter.left] for row in rows)
    return all(not row or (len(row) == 1 and is_item_mark(row[0].text)) for row in before)


def _bands(rows: Sequence[Row], gutters: Sequence[Gutter]) -> list[tuple[int, int, list[Gutter]]]:
    """Return stretches of rows, from the top, each with the gutters that part it."""
    bands: list[tuple[int, int, list[Gutter]]] = []
    for main in gutters:
        if any(first <= main.last and main.first < after for first, after, _ in bands):
            continue
        first, after = _extended(rows, main, [(begin, end) for begin, end, _ in bands])
        shared = [one for one in gutters if _overlap(one, first, after) >= _SHARED * (main.last - main.first + 1)]
        bands.append((first, after, shared))
    return sorted(bands, key=lambda band: band[0])


def _overlap(gutter: Gutter, first: int, after: int) -> int:
    return min(gutter.last + 1, after) - max(gutter.first, first)


def _extended(rows: Sequence[Row], gutter: Gutter, taken: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return the rows of a gutter, with those above and below that go on with a column on one side of it."""
    lowest = max((end for _, end in taken if end <= gutter.first), default=0)
    highest = min((begin for begin, _ in taken if begin > gutter.last), default=len(rows))
    first, after = gutter.first, gutter.last + 1
    while after < highest and _goes_on(rows[after - 1], rows[after], gutter):
        after += 1
    while first > lowest and _goes_on(rows[first], rows[first - 1], gutter):
        first -= 1
    return first, after


def _goes_on(beside: Row, row: Row, gutter: Gutter) -> bool:
    """Tell whether a row, the next above or below, holds only a line of a column that goes on."""
    on_left = row[-1].right <= gutter.left
    if not on_left and row[0].left < gutter.right:
        return False
    near = [one for one in beside if (one.right <= gutter.left) == on_left]
    return bool(near) and all(
        abs(one.base - near[0].base) < _NEXT_LINE * near[0].size and one.size == near[0].size for one in row
    )


def _is_table(columns: Sequence[Sequence[Piece]]) -> bool:
    """Tell whether what stands beside one another belongs together, by rows: then some columns are no running text."""
    short = [column for column in columns if not is_prose(column)]
    long = [column for column in columns if is_prose(column)]
    if not short or not long:
        return bool(short)
    heights = {round(piece.base / (_SAME_LINE * piece.size)) for column in long for piece in column}
    pieces = [piece for column in short for piece in column]
    aligned = sum(
        not heights.isdisjoint((at - 1, at, at + 1))
        for at in (round(piece.base / (_SAME_LINE * piece.size)) for piece in pieces)
    )
    return aligned >= _ALIGNED * len(pieces)
