"""Where a page of a PDF is divided: gutters between columns, and the rows that stand beside them."""

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from functions.ingest.extract.pdf.lines import Piece

_BESIDE = 0.6  # of the letters' size; lines of two columns differ less in height, lines of one column more
_NARROWEST = 0.6  # of the letters' size; a gutter is as wide all the way down
_MOST = 40  # gutters followed at once
_MOST_GUTTERS = 300  # of a part of a page, the longest
_MOST_BESIDE = 40  # pieces of a row
_PROOFS = ((2.0, 2), (1.0, 3), (0.6, 6))  # how wide a gutter is, and between how many rows it then lies at least
Row = Sequence[Piece]  # from left to right, none above another


@dataclass(slots=True)
class Gutter:
    """A stretch of a page, as high as some rows, that no word reaches into."""

    left: float
    right: float
    first: int  # row
    last: int  # with words on its right
    sides: int  # rows with words on both of its sides
    free: tuple[float, float]  # what is left of it in the rows so far, the last of which may have nothing on its right


def rows_of(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Return pieces by rows, from the top; what stands beside one another is a row, if at slightly another height."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda one: (-one.base, one.left)):
        row = rows[-1] if rows else None
        if row and row[0].base - piece.base < _BESIDE * piece.size and not _above_another(row, piece):
            row.append(piece)
        else:
            rows.append([piece])
    for row in rows:
        if len(row) > 1:
            row.sort(key=lambda one: one.left)
    return rows


def gutters_of(rows: Sequence[Row]) -> list[Gutter]:
    """Return the gutters that surely are some, the longest first."""
    found: list[Gutter] = []
    active: list[Gutter] = []
    for number, row in enumerate(rows):
        if not active and len(row) == 1:
            continue
        going = [gutter for gutter in active if _goes_on(gutter, row, number)]
        found += [gutter for gutter in active if not any(gutter is one for one in going)]
        if len(row) > 1 and len(going) < _MOST:
            going += islice(_begun(row, number, going), _MOST - len(going))
        active = going
    proved = [gutter for gutter in found + active if _is_proved(gutter, rows[gutter.first][0].size)]
    return sorted(proved, key=lambda one: (-one.sides, one.first))[:_MOST_GUTTERS]


def edges_of(gutters: Sequence[Gutter]) -> list[float]:
    """Return where the columns between gutters part, from left to right; gutters that overlap count once."""
    edges: list[float] = []
    reached = float("-inf")
    for gutter in sorted(gutters, key=lambda one: one.left):
        if gutter.left > reached:
            edges.append((gutter.left + gutter.right) / 2)
            reached = gutter.right
    return edges


def by_column(row: Row, edges: Sequence[float]) -> dict[int, list[Piece]]:
    """Return the pieces of a row by the number of their column."""
    columns: dict[int, list[Piece]] = {}
    for piece in row:
        columns.setdefault(bisect(edges, (piece.left + piece.right) / 2), []).append(piece)
    return columns


def _above_another(row: Row, piece: Piece) -> bool:
    """Tell whether a row has a piece above another; of a row of very many, only the latest are looked at."""
    return any(other.left < piece.right and piece.left < other.right for other in row[-_MOST_BESIDE:])


def _goes_on(gutter: Gutter, row: Row, number: int) -> bool:
    """Make a gutter as narrow as a row leaves it, and tell whether it still is one."""
    left, right = gutter.free
    for piece in row:
        if piece.left < right and piece.right > left:
            if piece.left <= left and piece.right >= right:
                return False
            if piece.right - left < right - piece.left:
                left = piece.right
            else:
                right = piece.left
    if right - left < _NARROWEST * row[0].size:
        return False
    gutter.free = left, right
    if row[-1].left >= right:
        gutter.left, gutter.right, gutter.last = left, right, number
        gutter.sides += row[0].right <= left
    return True


def _begun(row: Row, number: int, going: Sequence[Gutter]) -> Iterator[Gutter]:
    """Yield the gaps of a row in which no gutter goes on."""
    for before, after in pairwise(row):
        left, right = before.right, after.left
        if right - left >= _NARROWEST * before.size and not any(
            left <= gutter.left and gutter.right <= right for gutter in going
        ):
            yield Gutter(left, right, number, number, 1, (left, right))


def _is_proved(gutter: Gutter, size: float) -> bool:
    return any(gutter.right - gutter.left >= width * size and gutter.sides >= least for width, least in _PROOFS)
