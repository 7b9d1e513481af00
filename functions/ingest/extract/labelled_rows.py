"""Rows of tables as lines that say what each value is, so that a row makes sense wherever it is quoted."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from functions.ingest.extract.cleaning import clean, one_line

_FIGURE = re.compile(r"[-+]?[\d.,:/ %€$£-]+")
_LONGEST_LABEL = 80  # characters; whoever writes more has begun with the data


def labelled_rows(rows: Iterable[Sequence[str]], least: int = 2) -> Iterator[str]:
    """Yield "Header: value | Header: value" for each row; "value | value" where the first row is no header.

    A header has at least `least` columns, each with a name of its own, and a row beneath it. Empty values go.
    """
    lines = (tuple(one_line(clean(value)) for value in row) for row in rows)
    filled = (row for row in lines if any(row))
    first = list(islice(filled, 2))
    labels = _labels(first[0]) if len(first) > 1 and _is_header(_labels(first[0]), first[1], least) else ()
    for row in chain(first[1:] if labels else first, filled):
        yield " | ".join(_labelled(labels, row))


def _labels(row: Sequence[str]) -> tuple[str, ...]:
    """Return the row without the empty cells at its end."""
    filled = len(row)
    while filled and not row[filled - 1]:
        filled -= 1
    return tuple(row[:filled])


def _is_header(labels: Sequence[str], below: Sequence[str], least: int) -> bool:
    named = [label for label in labels if label]
    return (
        len(labels) >= least
        and len(named) == len(set(named))
        and len(labels) - len(named) <= 1  # the corner of a table with names at both sides may be empty
        and len(_labels(below)) <= len(labels)
        and not any(_FIGURE.fullmatch(label) or len(label) > _LONGEST_LABEL for label in labels if label)
    )


def _labelled(labels: Sequence[str], row: Sequence[str]) -> Iterator[str]:
    for number, value in enumerate(row):
        label = labels[number] if number < len(labels) else ""
        if value:
            yield f"{label}: {value}" if label else value
