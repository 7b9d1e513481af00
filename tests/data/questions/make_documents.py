"""Makes the three office files among the documents: python -m tests.data.questions.make_documents [FOLDER].

The businesses, people and figures in them are invented. An office would write the price list in a spreadsheet, with its
numbers as numbers; the contract in a word processor, with tables; the minutes in LibreOffice.
"""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import docx
import openpyxl
from odf import opendocument, table, text

from tests.data.questions import agreement, minutes, price_list

DOCUMENTS = Path(__file__).parent / "documents"


def write_price_list(path: Path) -> None:
    """Write the German price list: a sheet of tools, one of accessories, and one of conditions."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in price_list.SHEETS.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for column, shown in price_list.FORMATS.get(name, {}).items():
            for cell in sheet[column]:
                cell.number_format = shown
    book.save(path)


def write_agreement(path: Path) -> None:
    """Write the contract: headings, paragraphs, and tables."""
    document = docx.Document()
    document.add_heading(agreement.TITLE, 0)
    for heading, paragraphs, rows in agreement.CLAUSES:
        if heading:
            document.add_heading(heading, 1)
        for paragraph in paragraphs:
            document.add_paragraph(paragraph)
        if rows:
            _add_table(document, rows)
    document.save(str(path))


def _add_table(document: Any, rows: list[list[str]]) -> None:
    made = document.add_table(len(rows), len(rows[0]))
    for row, cells in zip(made.rows, rows, strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words


def write_minutes(path: Path) -> None:
    """Write the minutes: headings, paragraphs, and the table of actions."""
    document = opendocument.OpenDocumentText()
    document.text.addElement(text.H(outlinelevel=1, text=minutes.TITLE))
    for heading, paragraphs in minutes.ITEMS:
        if heading:
            document.text.addElement(text.H(outlinelevel=2, text=heading))
        for paragraph in paragraphs:
            document.text.addElement(text.P(text=paragraph))
    document.text.addElement(text.H(outlinelevel=2, text="Actions"))
    document.text.addElement(_odf_table("Actions", minutes.ACTIONS))
    document.text.addElement(text.P(text=minutes.END))
    document.save(str(path))


def _odf_table(name: str, rows: Iterable[Iterable[str]]) -> Any:
    made = table.Table(name=name)
    for row in rows:
        line = table.TableRow()
        made.addElement(line)
        for words in row:
            cell = table.TableCell()
            cell.addElement(text.P(text=words))
            line.addElement(cell)
    return made


MAKERS = {
    "preisliste.xlsx": write_price_list,
    "maintenance-agreement.docx": write_agreement,
    "minutes.odt": write_minutes,
}

if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS
    for file, write in MAKERS.items():
        write(folder / file)
