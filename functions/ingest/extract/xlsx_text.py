"""XLSX: a section for each sheet, each row a line that repeats the header; dates as dates, formulas as results."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from lxml import etree

from functions.ingest.extract.allowance import Allowance
from functions.ingest.extract.labelled_rows import labelled_cells
from functions.ingest.extract.office_parts import reference_of, related
from functions.ingest.extract.safe_xml import attribute, child, each_element, parse_xml
from functions.ingest.extract.section import Section
from functions.ingest.extract.table_header import Cell
from functions.ingest.extract.xlsx_formats import is_date
from functions.ingest.extract.zip_parts import Archive

_MAIN = "xl/workbook.xml"
_WIDEST = 16_384  # columns, Excel's own bound
_DIGITS = 10  # fewer in the number of a shared text
_EPOCH = datetime(1899, 12, 30)  # day 0 by Excel's count, in which 1900 is a leap year
_EPOCH_1904 = datetime(1904, 1, 1)  # of old Macs


def read_xlsx(data: bytes, name: str, max_characters: int) -> list[Section]:
    """Return one section for each sheet that holds something, with the sheet's name as its heading.

    Raises `Rejected` (413) for more characters than allowed.
    """
    archive = Archive(data, name, "XLSX")
    workbook = parse_xml(archive.read(_MAIN), name)
    parts = related(archive, _MAIN, name)
    since_1904 = attribute(child(workbook, "workbookPr"), "date1904") in ("1", "true")
    cells = _Cells(archive, name, since_1904, Allowance(max_characters, name))
    sections = []
    for sheet in workbook.iterfind("{*}sheets/{*}sheet"):
        kind, part = parts.pop(reference_of(sheet), ("", ""))  # a sheet that is named again says nothing new
        if kind == "worksheet":
            rows = cells.rows(each_element(archive.read(part), "row", name))
            text = "\n".join(labelled_cells(rows))
            sections.append(Section(text=text, page=None, heading=attribute(sheet, "name").strip()))
    return [section for section in sections if section.text]


class _Cells:
    """Turns cells into text, by the workbook's shared texts and formats."""

    def __init__(self, archive: Archive, name: str, since_1904: bool, allowance: Allowance) -> None:
        self._allowance = allowance
        self._shared = _shared_texts(archive, name)
        self._dates = _date_styles(archive, name)
        self._epoch = _EPOCH_1904 if since_1904 else _EPOCH

    def rows(self, rows: Iterator[etree._Element]) -> Iterator[Iterator[Cell]]:
        """Yield the cells of each row, and of one that is empty where the file leaves out some."""
        following = 0
        for row in rows:
            number = attribute(row, "r")
            place = int(number) if number.isdecimal() and len(number) < _DIGITS else following
            if place > following:
                yield iter(())
            yield self.row(row)
            following = place + 1

    def row(self, row: etree._Element) -> Iterator[Cell]:
        """Yield the values of a row with their columns."""
        following = 0
        for cell in row.iterchildren("{*}c"):
            column = _column(attribute(cell, "r"), following)
            value = self._value(cell)
            self._allowance.take(len(value))
            yield column, value
            following = column + 1

    def _value(self, cell: etree._Element) -> str:
        kind, value = attribute(cell, "t"), cell.findtext("{*}v") or ""
        if kind == "s":
            number = int(value) if value.isdecimal() and len(value) < _DIGITS else -1
            return self._shared[number] if 0 <= number < len(self._shared) else ""
        if kind == "inlineStr":
            return _words(child(cell, "is"))
        if kind == "b":
            return "yes" if value == "1" else "no"
        if kind in ("str", "e", "d"):
            return value
        return self._number(value, attribute(cell, "s"))

    def _number(self, value: str, style: str) -> str:
        try:
            number = float(value)
            if style.isdecimal() and int(style) in self._dates:
                return _moment(self._epoch + timedelta(days=number), number)
        except (ValueError, OverflowError):
            return value
        return f"{number:.15g}" if abs(number) < 1e15 else value  # 0.1 + 0.2 is kept as 0.30000000000000004


def _shared_texts(archive: Archive, name: str) -> list[str]:
    part = "xl/sharedStrings.xml"
    if part not in archive:
        return []
    return [_words(item) for item in each_element(archive.read(part), "si", name)]


def _words(item: etree._Element | None) -> str:
    """Return a text without its phonetic readings."""
    if item is None:
        return ""
    runs = item.iterfind("{*}r/{*}t")
    return (item.findtext("{*}t") or "") + "".join(run.text or "" for run in runs)


def _date_styles(archive: Archive, name: str) -> frozenset[int]:
    """Return the numbers of the cell styles that show a number as a date or time."""
    part = "xl/styles.xml"
    if part not in archive:
        return frozenset()
    root = parse_xml(archive.read(part), name)
    own = {attribute(one, "numFmtId"): attribute(one, "formatCode") for one in root.iterfind("{*}numFmts/{*}numFmt")}
    styles = [attribute(one, "numFmtId") for one in root.iterfind("{*}cellXfs/{*}xf")]
    dates = {format_: is_date(format_, own) for format_ in set(styles)}  # each once, for many styles may share one
    return frozenset(number for number, format_ in enumerate(styles) if dates[format_])


def _column(reference: str, following: int) -> int:
    """Return a cell's column from 0 by its reference, "C7"; that after the one before it without any."""
    number = 0
    for letter in reference:
        if not ("A" <= letter <= "Z"):
            break
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1 if following < number <= _WIDEST else following


def _moment(moment: datetime, days: float) -> str:
    moment = (moment + timedelta(milliseconds=500)).replace(microsecond=0)
    if 0 <= days < 1:
        return moment.time().isoformat()
    return moment.date().isoformat() if days == int(days) else moment.isoformat(sep=" ")
