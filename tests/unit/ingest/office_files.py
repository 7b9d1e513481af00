"""Real files of office formats, written by the libraries that people write them with."""

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import docx
import openpyxl
import pptx
from docx.enum.style import WD_STYLE_TYPE
from odf import draw, opendocument, style, table, teletype, text

Row = Sequence[Any]
STOCK: list[Row] = [
    ["Item", "Count", "Arrived", "Fragile"],
    ["lamps", 12, date(2026, 3, 1), True],
    ["nails", 2500.5, datetime(2026, 3, 2, 8, 30), False],
]


def docx_file() -> bytes:
    """Return a Word document with a title, headings, lists, code, a table and a link."""
    document = docx.Document()
    document.add_heading("Lighthouse manual", 0)
    document.add_paragraph("This manual is for keepers.")
    document.add_heading("The lamp", 1)
    document.add_heading("Cleaning", 2)
    document.add_paragraph("The lens is cleaned every Tuesday with vinegar.")
    document.add_paragraph("soft cloth", style="List Bullet")
    document.add_paragraph("vinegar", style="List Bullet 2")
    document.styles.add_style("Source Code", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("lamp.off()", style="Source Code")
    document.add_paragraph("    lens.wash()", style="Source Code")
    _fill(document.add_table(3, 3), [["Part", "Maker", "Year"], ["lens", "Fresnel", "1823"], ["bulb", "Osram", "1999"]])
    return _saved(document)


def pptx_file() -> bytes:
    """Return a presentation of two slides: a list with the speaker's notes, and a table."""
    show = pptx.Presentation()
    first = show.slides.add_slide(show.slide_layouts[1])
    first.shapes.title.text = "Harbour plan"
    first.placeholders[1].text = "The pier is rebuilt in May\nThe crane moves north"
    first.notes_slide.notes_text_frame.text = "Mention the budget of nine million."
    second = show.slides.add_slide(show.slide_layouts[5])
    second.shapes.title.text = "Ferries"
    _fill(
        second.shapes.add_table(2, 3, 0, 0, 9, 9).table,
        [["Ship", "Captain", "Port"], ["Aurora", "Lindqvist", "Turku"]],
    )
    return _saved(show)


def xlsx_file() -> bytes:
    """Return a workbook with a table, an empty sheet, and a sheet with one value far from its corner."""
    book = openpyxl.Workbook()
    stock = book.active
    stock.title = "Stock"
    for row in STOCK:
        stock.append(list(row))
    book.create_sheet("Empty")
    book.create_sheet("Notes")["C7"] = "The cellar is damp."
    return _saved(book)


def odt_file() -> bytes:
    """Return an OpenDocument text with headings, a list and a table."""
    document = opendocument.OpenDocumentText()
    for level, title in ((1, "Beekeeping"), (2, "Winter")):
        document.text.addElement(text.H(outlinelevel=level, text=title))
    paragraph = text.P()
    teletype.addTextToElement(paragraph, "The hive weighs  fifteen kilograms.")
    document.text.addElement(paragraph)
    items = text.List()
    for word in ("sugar", "wax"):
        item = text.ListItem()
        item.addElement(text.P(text=word))
        items.addElement(item)
    document.text.addElement(items)
    document.text.addElement(_table("T", [["Queen", "Hive", "Year"], ["Maja", "4", "2025"]]))
    return _saved(document)


def ods_file() -> bytes:
    """Return an OpenDocument spreadsheet of one sheet."""
    document = opendocument.OpenDocumentSpreadsheet()
    document.spreadsheet.addElement(_table("Trees", [["Tree", "Height"], ["oak", "31 m"], ["birch", "18 m"]]))
    return _saved(document)


def odp_file() -> bytes:
    """Return an OpenDocument presentation of one slide."""
    document = opendocument.OpenDocumentPresentation()
    layout = style.PageLayout(name="layout")
    document.automaticstyles.addElement(layout)
    master = style.MasterPage(name="master", pagelayoutname=layout)
    document.masterstyles.addElement(master)
    page = draw.Page(masterpagename=master)
    for kind, words in (("title", "Tides"), ("outline", "High water is at noon.")):
        frame = draw.Frame(attributes={"class": kind}, width="9cm", height="9cm")
        box = draw.TextBox()
        box.addElement(text.P(text=words))
        frame.addElement(box)
        page.addElement(frame)
    document.presentation.addElement(page)
    return _saved(document)


def _fill(cells: Any, rows: Sequence[Sequence[str]]) -> None:
    for down, row in enumerate(rows):
        for right, words in enumerate(row):
            cells.cell(down, right).text = words


def _table(name: str, rows: Sequence[Sequence[str]]) -> Any:
    found = table.Table(name=name)
    for row in rows:
        line = table.TableRow()
        for words in row:
            cell = table.TableCell()
            cell.addElement(text.P(text=words))
            line.addElement(cell)
        found.addElement(line)
    return found


def _saved(document: Any) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
