"""CSV and TSV: each row a line that repeats the header."""

import csv
import io

from functions.ingest.extract.decoding import decode
from functions.ingest.extract.labelled_rows import labelled_rows
from functions.ingest.extract.section import Section

_SAMPLE = 8192  # characters that the delimiter is guessed from
_DELIMITERS = ",;\t|"
_LONGEST_FIELD = 10_000_000  # characters


def read_csv(data: bytes, name: str) -> list[Section]:
    """Return the rows as one section; the delimiter is found out."""
    text = decode(data, name)
    return _rows(text, _delimiter(text[:_SAMPLE]))


def read_tsv(data: bytes, name: str) -> list[Section]:
    """Return the rows as one section."""
    return _rows(decode(data, name), "\t")


def _rows(text: str, delimiter: str) -> list[Section]:
    csv.field_size_limit(_LONGEST_FIELD)
    rows = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=delimiter)
    lines = "\n".join(labelled_rows(rows, least=1))
    return [Section(text=lines, page=None, heading="")] if lines else []


def _delimiter(sample: str) -> str:
    """Return the delimiter that the first row has most of: Python's own guess takes letters for delimiters."""
    first = next((line for line in sample.splitlines() if line.strip()), "")
    return max(_DELIMITERS, key=first.count)
