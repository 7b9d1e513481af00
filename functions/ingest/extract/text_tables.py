"""Tables that somebody drew into a plain text, with bars, tabs or blanks between the cells."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from functions.ingest.extract.labelled_rows import labelled_cells
from functions.ingest.extract.table_header import WINDOW, Row, header_of
from functions.text.words import has_digit

_BARS, _TABS, _BLANKS = re.compile(r" *\| +| +\| *"), re.compile(r"\t+"), re.compile(r" {2,}")
_FEWEST = 3  # lines of a table: names, and two rows
_LEAST = 2  # cells of a row


def with_labelled_rows(paragraph: str) -> str:
    """Return a paragraph with the rows of its tables as "Header: value | Header: value".

    Lines are a table where they have as many cells each and the first surely names the columns of the others, for which
    between mere blanks figures have to speak; all else stays as it is.
    """
    if "\n" not in paragraph:
        return paragraph
    lines = paragraph.split("\n")
    for between in (_BARS, _TABS, _BLANKS):
        if any(between.search(line) for line in lines):
            lines = list(_labelled(lines, between))
    return "\n".join(lines)


def _labelled(lines: Sequence[str], between: re.Pattern[str]) -> Iterator[str]:
    for cells, group in groupby(lines, lambda line: len(between.split(line.strip()))):
        run = list(group)
        rows = [_row(between.split(line.strip())) for line in run]
        is_table = cells >= _LEAST and len(run) >= _FEWEST and _names_columns(rows, is_sure=between is _BLANKS)
        yield from labelled_cells(rows, _LEAST) if is_table else run


def _row(cells: Sequence[str]) -> Row:
    return [(column, cell) for column, cell in enumerate(cells) if cell]


def _names_columns(rows: Sequence[Row], *, is_sure: bool) -> bool:
    """Tell whether the first row is a header: in a column of its words all have a digit; `is_sure`: are figures."""
    header = header_of(rows[:WINDOW], _LEAST, sure=is_sure)
    if header is None or header.above:
        return False
    below = [dict(row) for row in rows[header.rows :]]
    values = [[row[column] for row in below if column in row] for column in header.labels]
    return any(
        not has_digit(label) and all(map(has_digit, cells))
        for label, cells in zip(header.labels.values(), values, strict=True)
        if cells
    )
