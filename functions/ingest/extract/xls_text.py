"""XLS: sheets of Excel before 2007, read as those of XLSX are."""

import io
import re
import struct
from collections.abc import Iterator

import xlrd
from xlrd.compdoc import CompDocError

from events.errors import Rejected
from functions.ingest.extract.allowance import Allowance
from functions.ingest.extract.cleaning import clean, one_line
from functions.ingest.extract.labelled_rows import labelled_cells
from functions.ingest.extract.left_out import warn
from functions.ingest.extract.locked_files import encrypted
from functions.ingest.extract.number_formats import plain, shown
from functions.ingest.extract.section import Section
from functions.ingest.extract.table_header import Cell
from functions.ingest.extract.xls_drawings import texts_of_sheets
from functions.ingest.extract.xlsx_cells import EPOCH, EPOCH_1904, column_name
from functions.ingest.extract.xlsx_merged import Merged

_BROKEN = (
    xlrd.XLRDError,
    CompDocError,
    struct.error,
    LookupError,
    ValueError,
    ArithmeticError,
    AssertionError,
    TypeError,
    AttributeError,
)
_OWN_FORMATS = 164  # from here on a format is the workbook's own; those before are the same in all
_EXCEL_97 = 80  # the version of a workbook's records
_NO_SHEET = re.compile(r"Ignoring non-worksheet data named '(.{1,100}?)' \(type 0x02")  # a chart, by xlrd's log


def read_xls(data: bytes, name: str, max_characters: int) -> list[Section]:
    """Return one section for each sheet that holds something, with the sheet's name as its heading.

    Raises `Rejected`: 413 for more characters than allowed, 422 for a file that is encrypted or broken.
    """
    log = io.StringIO()
    try:
        with xlrd.open_workbook(
            file_contents=data, formatting_info=True, ragged_rows=True, on_demand=True, logfile=log,
            ignore_workbook_corruption=True,
        ) as book:  # fmt: skip
            sections = list(_Book(book, Allowance(max_characters, name)).sections())
    except _BROKEN as error:
        if "encrypted" in str(error):
            raise encrypted(name) from error
        raise Rejected(f"{name} cannot be read as XLS, it is broken or incomplete: save it as XLSX") from error
    for chart in _NO_SHEET.findall(log.getvalue()):
        warn("sheet(s) that are a chart, of which nothing is read", one_line(clean(chart)))
    return sections


class _Book:
    """Turns sheets into text, by the workbook's formats."""

    def __init__(self, book: xlrd.Book, allowance: Allowance) -> None:
        self._book, self._allowance = book, allowance
        self._own = {str(key): one.format_str for key, one in book.format_map.items() if key >= _OWN_FORMATS}
        self._epoch = EPOCH_1904 if book.datemode else EPOCH

    def sections(self) -> Iterator[Section]:
        """Yield what each sheet holds."""
        drawn = self._drawn()
        for number in range(self._book.nsheets):
            sheet = self._book.sheet_by_index(number)
            title = one_line(clean(sheet.name))
            if sheet.visibility:
                warn("hidden sheet(s), read like the others", title)
            rows = "\n".join(labelled_cells(self._rows(sheet, title)))
            beside = [*_comments(sheet), *(drawn[number] if number < len(drawn) else ())]
            text = "\n\n".join(filter(None, [rows, *beside]))
            self._book.unload_sheet(number)
            if text:
                yield Section(text=text, page=None, heading=title)

    def _rows(self, sheet: xlrd.sheet.Sheet, title: str) -> Iterator[Iterator[Cell]]:
        areas = ((left, top, end - 1) for top, end, left, _ in sheet.merged_cells)
        merged = Merged(areas, self._allowance)
        for row in range(sheet.nrows):
            if sheet.row_len(row) and row in sheet.rowinfo_map and sheet.rowinfo_map[row].hidden:
                warn("hidden row(s), read like the others", f"sheet {title}")
            yield merged.filled(row, self._cells(sheet.row(row)))

    def _cells(self, row: list[xlrd.sheet.Cell]) -> Iterator[Cell]:
        for column, cell in enumerate(row):
            text = self._text(cell)
            self._allowance.take(len(text))
            if text:
                yield column, text

    def _text(self, cell: xlrd.sheet.Cell) -> str:
        if cell.ctype == xlrd.XL_CELL_TEXT:
            return str(cell.value)
        if cell.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
            return self._number(cell.value, str(self._book.xf_list[cell.xf_index].format_key))
        if cell.ctype == xlrd.XL_CELL_BOOLEAN:
            return "yes" if cell.value else "no"
        return xlrd.error_text_from_code.get(cell.value, "") if cell.ctype == xlrd.XL_CELL_ERROR else ""

    def _number(self, number: float, format_id: str) -> str:
        try:
            return shown(number, format_id, self._own, self._epoch)
        except (ValueError, OverflowError):
            return plain(number)

    def _drawn(self) -> list[list[str]]:
        """Return what each sheet has beside its cells; nothing in workbooks older than those of Excel 97."""
        is_new = self._book.biff_version == _EXCEL_97
        return list(texts_of_sheets(bytes(self._book.mem), self._book.base)) if is_new else []


def _comments(sheet: xlrd.sheet.Sheet) -> Iterator[str]:
    for (row, column), note in sorted(sheet.cell_note_map.items()):
        author, text = (one_line(clean(said or "")) for said in (note.author, note.text))
        said = text.removeprefix(f"{author}:").strip()  # Excel puts the name before the words
        if said:
            place = f"{column_name(column)}{row + 1}"
            yield f"Comment on {place} by {author}: {said}" if author else f"Comment on {place}: {said}"
