"""A table of data on an HTML page: its cells in their columns, each in all that it covers, and its rows as lines."""

from collections.abc import Container, Iterator, Sequence

from functions.ingest.extract.cleaning import clean, one_line
from functions.ingest.extract.labelled_rows import labelled_cells
from functions.ingest.extract.left_out import warn
from functions.ingest.extract.table_header import Cell

_TO_THE_END = 2**16  # rows
_WIDEST = 100  # columns that one cell may cover; HTML allows 1,000
_OF_ITS_OWN = 10**6  # a column behind all others, which no head names: of a title over the whole row
_MOST_FILLED = 1_000_000  # characters of a table that are repeated, for a few bytes may ask for many


class PageTable:
    """Takes rows, cells and texts in order."""

    def __init__(self) -> None:
        self._left = _MOST_FILLED
        self._rows: list[list[_Cell]] = []
        self._text: list[str] = []  # outside of cells, such as a caption
        self.parts = self._text  # what comes now goes there

    def row(self) -> None:
        """Begin a row."""
        self._rows.append([])
        self.end_cell()

    def cell(self, down: int, across: int) -> None:
        """Begin a cell that covers so many rows and columns, 0 for all rows that follow."""
        if not self._rows:
            self.row()
        self._rows[-1].append(_Cell(down or _TO_THE_END, min(max(across, 1), _WIDEST)))
        self.parts = self._rows[-1][-1].parts

    def end_cell(self) -> None:
        """End a cell; what comes until the next one belongs to none."""
        self.parts = self._text
        self._text.append("\n")

    def lines(self, *, has_head: bool) -> Iterator[str]:
        """Yield the lines above the rows and the rows; below a head, each row says its columns' names."""
        yield from (line for line in map(one_line, "".join(self._text).split("\n")) if line)
        grid = self._grid(repeat=has_head)
        if has_head:
            yield from labelled_cells(grid)
        else:
            yield from (" | ".join(text for _, text in row) for row in grid if any(text for _, text in row))

    def _grid(self, *, repeat: bool) -> Iterator[list[Cell]]:
        """Yield the cells of each row with those that reach down into it; `repeat` them in all columns they cover."""
        reaching: dict[int, tuple[int, str]] = {}  # by column: into how many rows more, and the text
        for cells in filter(None, self._rows):
            row = {column: text for column, (_, text) in reaching.items()}
            reaching = {column: (rows - 1, text) for column, (rows, text) in reaching.items() if rows > 1}
            self._left -= sum(map(len, row.values()))
            if self._left <= 0 and reaching:
                warn("cells that cover many rows, of which not all repeat them")
                row, reaching = {}, {}
            for column, cell in _in_columns(cells, row):
                is_title = len(cells) == 1 and cell.across > 1
                places = range(column, column + cell.across) if repeat and not is_title else (column,)
                self._left -= len(cell.text) * (len(places) - 1)
                for place in places if self._left > 0 else (column,):
                    row[_OF_ITS_OWN if is_title else place] = cell.text
                    if cell.down > 1 and self._left > 0:
                        reaching[place] = cell.down - 1, cell.text
            yield sorted(row.items())


def _in_columns(cells: Sequence["_Cell"], taken: Container[int]) -> Iterator[tuple[int, "_Cell"]]:
    """Yield the cells of a row with the columns that they begin in: the first ones that are not taken."""
    column = 0
    for cell in cells:
        while column in taken:
            column += 1
        yield column, cell
        column += cell.across


class _Cell:
    def __init__(self, down: int, across: int) -> None:
        self.down, self.across = down, across
        self.parts: list[str] = []

    @property
    def text(self) -> str:
        return one_line(clean("".join(self.parts)))
