"""XLSX: a section for each sheet, each row a line that repeats the header; numbers as they are shown, formulas as
results, and what stands beside the cells."""

from lxml import etree

from functions.ingest.extract.allowance import Allowance
from functions.ingest.extract.cleaning import one_line
from functions.ingest.extract.labelled_rows import labelled_cells
from functions.ingest.extract.left_out import warn
from functions.ingest.extract.office_parts import Parts, main_part, reference_of
from functions.ingest.extract.safe_xml import attribute, child, each_element, parse_xml
from functions.ingest.extract.section import Section
from functions.ingest.extract.xlsx_cells import Cells
from functions.ingest.extract.xlsx_merged import Merged, merged_areas
from functions.ingest.extract.xlsx_remarks import remarks_of
from functions.ingest.extract.zip_parts import Archive

_HIDDEN = ("hidden", "veryHidden")


def read_xlsx(data: bytes, name: str, max_characters: int) -> list[Section]:
    """Return one section for each sheet that holds something, with the sheet's name as its heading.

    Raises `Rejected` (413) for more characters than allowed.
    """
    archive = Archive(data, name, "XLSX")
    main = main_part(archive, name, "xl/workbook.xml")
    workbook = parse_xml(archive.read(main), name)
    since_1904 = attribute(child(workbook, "workbookPr"), "date1904") in ("1", "true")
    allowance = Allowance(max_characters, name)
    parts = Parts(archive, main, name)
    cells = Cells(parts, since_1904, allowance)
    sections = []
    for sheet in workbook.iterfind("{*}sheets/{*}sheet"):
        path = parts.path(reference_of(sheet))
        part = parts.read_once(reference_of(sheet))  # a sheet that is named again says nothing new
        if part is not None:
            title = attribute(sheet, "name").strip()
            rows = cells.rows(each_element(part, "row", name), Merged(merged_areas(part), allowance), title)
            blocks = ["\n".join(labelled_cells(rows)), *remarks_of(parts.of(path), part, title)]
            _warn_if_hidden(sheet, title)
            sections.append(Section(text="\n\n".join(filter(None, blocks)), page=None, heading=one_line(title)))
    return [section for section in sections if section.text]


def _warn_if_hidden(sheet: etree._Element, title: str) -> None:
    if attribute(sheet, "state") in _HIDDEN:
        warn("hidden sheet(s), read like the others", title)
