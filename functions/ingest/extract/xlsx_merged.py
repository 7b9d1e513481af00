"""Cells of a sheet that are merged over several rows: each row that they cover says their text."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from functions.ingest.extract.allowance import Allowance
from functions.ingest.extract.table_header import Cell

_MERGED = re.compile(rb"mergeCell\s[^<>]{0,100}?ref=[\"']([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})[\"']")
_MOST = 100_000  # merged cells


Area = tuple[int, int, int]  # column, first and last row; columns count from 0, rows as the file counts them


class Merged:
    """The merged cells of a sheet, whose rows are then read in order."""

    def __init__(self, areas: Iterable[Area], allowance: Allowance) -> None:
        self._allowance = allowance
        self._areas: dict[int, list[tuple[int, int]]] = {}  # by the first row: the column, and the last row
        self._open: dict[int, tuple[int, str]] = {}  # by column: the last row, and the text
        for column, top, last in islice(areas, _MOST):
            if last > top:
                self._areas.setdefault(top, []).append((column, last))

    def filled(self, row: int, cells: Iterable[Cell]) -> Iterator[Cell]:
        """Yield the cells of a row, and those that reach down into it from above, if it holds anything else."""
        begun = dict(self._areas.get(row, ()))
        if not begun and not self._open:
            yield from cells
            return
        values = {column: value for column, value in cells if value}
        if not values:
            return
        for column, (last, text) in list(self._open.items()):
            if row > last:
                del self._open[column]
            elif column not in values:
                self._allowance.take(len(text))
                values[column] = text
        for column, last in begun.items():
            if values.get(column):
                self._open[column] = last, values[column]
        yield from sorted(values.items())


def merged_areas(part: bytes) -> Iterator[Area]:
    """Yield the merged cells of an XLSX sheet's part, in which they stand behind the rows."""
    start = part.rfind(b"mergeCells")
    first = part.rfind(b"sheetData", 0, start) if start >= 0 else -1
    for found in _MERGED.finditer(part, max(first, 0)) if start >= 0 else ():
        yield _column(found[1]), int(found[2]), int(found[3])


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1
