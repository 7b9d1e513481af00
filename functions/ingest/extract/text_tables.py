"""Tables that somebody drew into a plain text, with bars, tabs or blanks between the cells."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from functions.ingest.extract.labelled_rows import labelled_cells
from functions.ingest.extract.table_header import Row, header_of

_BARS, _TABS, _BLANKS = re.compile(r" *\| +| +\| *"), re.compile(r"\t+"), re.compile(r" {2,}")
_FEWEST = 3  # lines of a table: names, and two rows
_LEAST = 2  # cells of a row


def with_labelled_rows(paragraph: str) -> str:
    """Return a paragraph with the rows of its tables as "Header: value | Header: value".

    Lines are a table where they have as many cells each and the first surely names the columns of the others; all else
    stays as it is.
    """
    if "\n" not in paragraph:
        return paragraph
    lines = paragraph.split("\n")
    for between in (_BARS, _TABS, _BLANKS):
        if any(between.search(line) for line in lines):
            lines = list(_labelled(lines, between))
    return "\n".join(lines)


def _labelled(lines: Sequence[str], between: re.Pattern[str]) -> Iterator[str]:
    is_unsure = between is _BLANKS  # which need not part cells: figures have to prove that they do
    for cells, group in groupby(lines, lambda line: len(between.split(line.strip()))):
        run = list(group)
        rows = [_row(between.split(line.strip())) for line in run]
        header = header_of(rows, _LEAST, sure=is_unsure) if cells >= _LEAST and len(run) >= _FEWEST else None
        yield from labelled_cells(rows, _LEAST, sure=is_unsure) if header and not header.above else run


def _row(cells: Sequence[str]) -> Row:
    return [(column, cell) for column, cell in enumerate(cells) if cell]
