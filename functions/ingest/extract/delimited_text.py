"""CSV and TSV: each row a line that repeats the header."""

import csv
import io
import re
from collections.abc import Iterator

from functions.ingest.extract.decoding import decode
from functions.ingest.extract.labelled_rows import labelled_rows
from functions.ingest.extract.left_out import warn
from functions.ingest.extract.section import Section

_SAMPLE = 8192  # characters that the delimiter is guessed from
_DELIMITERS = ",;\t|"
_LONGEST_FIELD = 10_000_000  # characters
_SAID = re.compile(r"\ufeff?sep=(.)\r?\n", re.IGNORECASE)  # the delimiter, as Excel writes it into the first line


def read_csv(data: bytes, name: str, charset: str = "") -> list[Section]:
    """Return the rows as one section; the delimiter is found out."""
    text = decode(data, name, charset)
    said = _SAID.match(text)
    return _section(text[said.end() :], said[1]) if said else _section(text, _delimiter(text[:_SAMPLE]))


def read_tsv(data: bytes, name: str, charset: str = "") -> list[Section]:
    """Return the rows as one section."""
    return _section(decode(data, name, charset), "\t")


def _section(text: str, delimiter: str) -> list[Section]:
    csv.field_size_limit(_LONGEST_FIELD)
    lines = "\n".join(labelled_rows(_rows(io.StringIO(text, newline="").readlines(), delimiter), least=1))
    return [Section(text=lines, page=None, heading="")] if lines else []


def _rows(lines: list[str], delimiter: str) -> Iterator[list[str]]:
    """Yield the rows; a quotation mark that nothing closes, or that closes amid a value, is a character like others."""
    start = 0
    while start < len(lines):
        reader = csv.reader((lines[number] for number in range(start, len(lines))), delimiter=delimiter, strict=True)
        done = 0
        try:
            for row in reader:
                yield row
                done = reader.line_num
            return
        except csv.Error:
            warn("row(s) with a stray quotation mark, read as it stands", f"line {start + done + 1}")
            yield [value.strip("\r\n") for value in lines[start + done].split(delimiter)]
            start += done + 1


def _delimiter(sample: str) -> str:
    """Return the delimiter that the first row has most of: Python's own guess takes letters for delimiters."""
    first = next((line for line in sample.splitlines() if line.strip()), "")
    return max(_DELIMITERS, key=first.count)
