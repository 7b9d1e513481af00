"""Tables whose cells are drawn: which texts stand in which cell."""

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from functions.ingest.extract.pdf.columns import by_column, rows_of
from functions.ingest.extract.pdf.lines import Piece, Table
from functions.ingest.extract.pdf.prose import is_full, line_of
from functions.ingest.extract.pdf.rules import Rule, Rules

_NEAR = 3.0  # points between lines that touch one another
_FILLED = 0.4  # of the cells of a table, at least; a chart has lines, too
_WRAPPED = 0.5  # of the lines in cells that end where the cell does, for each to be one text


class Grid(NamedTuple):
    """Lines that touch one another."""

    xs: list[float]  # from the left
    ys: list[float]  # from the top
    across: list[Rule]
    down: list[Rule]


class _Cell(NamedTuple):
    column: int
    left: float
    right: float


def with_tables(pieces: Sequence[Piece], rules: Rules) -> list[Piece]:
    """Return pieces with each drawn table as one piece in the place of all that stand in it."""
    rest = list(pieces)
    for grid in _grids(rules):
        inside = [piece for piece in rest if _is_inside(piece, grid)]
        table = _table(inside, grid)
        if table:
            size = inside[0].size
            place = Piece("", grid.xs[0], grid.xs[-1], grid.ys[0] - size, size, False, 0, table)
            rest = [place, *(piece for piece in rest if not _is_inside(piece, grid))]
    return rest


def _grids(rules: Rules) -> Iterator[Grid]:
    """Yield the lines of each table of two columns and two rows, or more."""
    owner = list(range(len(rules.across) + len(rules.down)))
    for one, across in enumerate(rules.across):
        for other, down in enumerate(rules.down, len(rules.across)):
            if _touch(across, down):
                first, second = _root(owner, one), _root(owner, other)
                owner[max(first, second)] = min(first, second)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for number, rule in enumerate((*rules.across, *rules.down)):
        groups.setdefault(_root(owner, number), ([], []))[number >= len(rules.across)].append(rule)
    for across_all, down_all in groups.values():
        if across_all and down_all:
            xs = _distinct([*(x for rule in across_all for x in rule[1:]), *(rule.at for rule in down_all)])
            ys = _distinct([*(y for rule in down_all for y in rule[1:]), *(rule.at for rule in across_all)])
            if len(xs) > 2 and len(ys) > 2:
                yield Grid(xs, ys[::-1], across_all, down_all)


def _touch(across: Rule, down: Rule) -> bool:
    return across.begin - _NEAR < down.at < across.end + _NEAR and down.begin - _NEAR < across.at < down.end + _NEAR


def _root(owner: list[int], number: int) -> int:
    while owner[number] != number:
        owner[number] = owner[owner[number]]
        number = owner[number]
    return number


def _distinct(numbers: Sequence[float]) -> list[float]:
    distinct: list[float] = []
    for number in sorted(numbers):
        if not distinct or number - distinct[-1] > _NEAR:
            distinct.append(number)
    return distinct


def _is_inside(piece: Piece, grid: Grid) -> bool:
    middle = (piece.left + piece.right) / 2
    height = piece.base + piece.size / 3
    return piece.turned == 0 and grid.xs[0] < middle < grid.xs[-1] and grid.ys[-1] < height < grid.ys[0]


def _table(inside: Sequence[Piece], grid: Grid) -> Table | None:
    """Return the table of a grid, or None where its lines are no table's."""
    bands: list[list[Piece]] = [[] for _ in range(len(grid.ys) - 1)]
    falling = [-y for y in grid.ys]
    for piece in inside:
        bands[bisect(falling, -(piece.base + piece.size / 3)) - 1].append(piece)
    cells = [list(_cells(grid, number)) for number in range(len(bands))]
    rows = [row for row in _all_rows(bands, cells, _first_bands(grid, cells)) if row]
    columns = {column for row in rows for column in row}
    filled = sum(map(len, rows))
    if len(columns) < 2 or filled < _FILLED * sum(map(len, cells)) or len(rows) < 2:
        return None
    heavy = [all(piece.bold for piece in band) for band in bands if band]
    return Table(rows, tuple((x, x) for x in grid.xs), heavy[0] and not all(heavy), True)


def _first_bands(grid: Grid, cells: Sequence[Sequence[_Cell]]) -> list[dict[int, int]]:
    """Return for each band the bands that its cells begin in, by their columns: no line parts them from those above."""
    falling = [-y for y in grid.ys]
    upper: dict[int, list[Rule]] = defaultdict(list)
    for rule in grid.across:
        upper[bisect(falling, -rule.at + _NEAR) - 1].append(rule)
    firsts: list[dict[int, int]] = []
    for number, band in enumerate(cells):
        above = firsts[-1] if firsts else {}
        firsts.append(
            {cell.column: above.get(cell.column, number) if _goes_on(upper[number], cell) else number for cell in band}
        )
    return firsts


def _all_rows(
    bands: Sequence[Sequence[Piece]], cells: Sequence[Sequence[_Cell]], firsts: Sequence[dict[int, int]]
) -> list[dict[int, str]]:
    """Return the rows of all bands; a cell over several says its text in each of them."""
    merged: dict[tuple[int, int], list[Piece]] = {
        (first, column): [] for number, band in enumerate(firsts) for column, first in band.items() if first != number
    }
    own: list[list[Piece]] = []
    for number, band in enumerate(bands):
        edges = [cell.left for cell in cells[number][1:]]
        own.append([])
        for at, pieces in by_column(band, edges).items():
            column = cells[number][at].column
            merged.get((firsts[number][column], column), own[-1]).extend(pieces)
    texts = {key: "\n".join(line_of(row).text for row in rows_of(pieces)) for key, pieces in merged.items()}
    rows: list[dict[int, str]] = []
    for number, band in enumerate(own):
        shared = {column: texts.get((first, column), "") for column, first in firsts[number].items()}
        said = {column: text for column, text in shared.items() if text}
        rows += [said | row for row in _rows(band, cells[number])]
    return rows


def _cells(grid: Grid, band: int) -> Iterator[_Cell]:
    """Yield the cells between two lines across: a line down that ends above or below parts none of them."""
    middle = (grid.ys[band] + grid.ys[band + 1]) / 2
    parting = [rule.at for rule in grid.down if rule.begin - _NEAR <= middle <= rule.end + _NEAR]
    edges = {0, len(grid.xs) - 1} | {bisect(grid.xs, at + _NEAR) - 1 for at in parting}
    for first, after in pairwise(sorted(edges)):
        yield _Cell(first, grid.xs[first], grid.xs[after])


def _goes_on(lines: Sequence[Rule], cell: _Cell) -> bool:
    """Tell whether a cell is one with that above it: of the lines at its upper edge, none parts them."""
    middle = (cell.left + cell.right) / 2
    return not any(rule.begin - _NEAR <= middle <= rule.end + _NEAR for rule in lines)


def _rows(band: Sequence[Piece], cells: Sequence[_Cell]) -> list[dict[int, str]]:
    """Return what stands between two lines across: a row, or several where none is drawn between them."""
    edges = [cell.left for cell in cells[1:]]
    lines = [{cells[at].column: line_of(row) for at, row in by_column(row, edges).items()} for row in rows_of(band)]
    if _are_several(lines, {cell.column: cell for cell in cells}):
        return [{column: line.text for column, line in row.items()} for row in lines]
    texts: dict[int, str] = {}
    for row in lines:
        for column, line in row.items():
            texts[column] = f"{texts[column]}\n{line.text}" if column in texts else line.text
    return [texts]


def _are_several(lines: Sequence[dict[int, Piece]], cells: dict[int, _Cell]) -> bool:
    """Tell whether lines are rows: they have the same columns, and most do not end where their cells do."""
    if len(lines) < 2 or min(map(len, lines)) < 2:
        return False
    ends = [
        is_full(line, below[column], cells[column].right - (line.left - cells[column].left))
        for above, below in pairwise(lines)
        for column, line in above.items()
        if column in below
    ]
    return sum(ends) < _WRAPPED * len(ends)
