"""The cells of a workbook as texts."""

import re
from collections.abc import Iterator
from datetime import datetime

from lxml import etree

from functions.ingest.extract.allowance import Allowance
from functions.ingest.extract.left_out import warn
from functions.ingest.extract.number_formats import plain, shown
from functions.ingest.extract.office_parts import Parts
from functions.ingest.extract.safe_xml import attribute, child, each_element
from functions.ingest.extract.table_header import Cell
from functions.ingest.extract.xlsx_merged import Merged

_WIDEST = 16_384  # columns, Excel's own bound
_DIGITS = 10  # fewer in the number of a shared text
EPOCH = datetime(1899, 12, 30)  # day 0 by Excel's count, in which 1900 is a leap year
EPOCH_1904 = datetime(1904, 1, 1)  # of old Macs
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # a character that XML cannot hold, or "_" before such letters


class Cells:
    """Turns cells into text, by the workbook's shared texts and formats."""

    def __init__(self, parts: Parts, since_1904: bool, allowance: Allowance) -> None:
        self._allowance = allowance
        path = next(iter(parts.every("sharedStrings")), "")
        items = each_element(parts.archive.read(path), "si", parts.name) if path else ()
        self._shared = [words_of(item) for item in items]
        styles = parts.of_kind("styles")
        formats = () if styles is None else styles.iterfind("{*}numFmts/{*}numFmt")
        self._own = {attribute(one, "numFmtId"): attribute(one, "formatCode") for one in formats}
        styled = () if styles is None else styles.iterfind("{*}cellXfs/{*}xf")
        self._styles = [attribute(one, "numFmtId") for one in styled]
        self._epoch = EPOCH_1904 if since_1904 else EPOCH

    def rows(self, rows: Iterator[etree._Element], merged: Merged, sheet: str) -> Iterator[Iterator[Cell]]:
        """Yield the cells of each row, and of one that is empty where the file leaves out some."""
        following = 0
        for row in rows:
            number = attribute(row, "r")
            place = int(number) if number.isdecimal() and len(number) < _DIGITS else following
            if place > following:
                yield iter(())
            if attribute(row, "hidden") in ("1", "true"):
                warn("hidden row(s), read like the others", f"sheet {sheet}")
            yield merged.filled(place, self._row(row, sheet))
            following = place + 1

    def _row(self, row: etree._Element, sheet: str) -> Iterator[Cell]:
        """Yield the values of a row with their columns."""
        following = 0
        for cell in row.iterchildren("{*}c"):
            column = column_of(attribute(cell, "r"), following)
            value = self._value(cell, sheet)
            self._allowance.take(len(value))
            yield column, value
            following = column + 1

    def _value(self, cell: etree._Element, sheet: str) -> str:
        kind, value = attribute(cell, "t"), cell.findtext("{*}v")
        if not value:
            return words_of(child(cell, "is")) if kind == "inlineStr" else self._formula(cell, sheet)
        if kind == "s":
            number = int(value) if value.isdecimal() and len(value) < _DIGITS else -1
            return self._shared[number] if 0 <= number < len(self._shared) else ""
        if kind == "b":
            return "yes" if value == "1" else "no"
        if kind in ("str", "e", "d"):
            return unescaped(value)
        return self._number(value, attribute(cell, "s"))

    def _formula(self, cell: etree._Element, sheet: str) -> str:
        """Return a formula of which no result is stored, as it is written."""
        formula = child(cell, "f")
        if formula is None:
            return ""
        warn("formula(s) without a stored result", f"sheet {sheet}")
        return f"={formula.text}" if formula.text else ""

    def _number(self, value: str, style: str) -> str:
        try:
            number = float(value)
            if value.removeprefix("-").isdecimal() and abs(number) >= 1e15:
                return value
            known = style.isdecimal() and len(style) < _DIGITS and int(style) < len(self._styles)
            return shown(number, self._styles[int(style)], self._own, self._epoch) if known else plain(number)
        except (ValueError, OverflowError):
            return value


def words_of(item: etree._Element | None) -> str:
    """Return a text without its phonetic readings."""
    if item is None:
        return ""
    runs = item.iterfind("{*}r/{*}t")
    return unescaped((item.findtext("{*}t") or "") + "".join(run.text or "" for run in runs))


def unescaped(text: str) -> str:
    """Return a text with the characters that XML cannot hold."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def column_name(column: int) -> str:
    """Return the letters of a column, which counts from 0: "A" to "Z", "AA" and so on."""
    name, left = "", column + 1
    while left:
        left, letter = divmod(left - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def column_of(reference: str, following: int) -> int:
    """Return a cell's column from 0 by its reference, "C7"; that after the one before it without any."""
    number = 0
    for letter in reference:
        if not ("A" <= letter <= "Z"):
            break
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1 if following < number <= _WIDEST else following
