"""What stands in a workbook beside its values: each is read, or named in a warning with its sheet."""
# ruff: noqa: E501 - elements of XML are easier to read in one line

import pytest

from functions.documents.media_types import XLSX
from functions.ingest.extract import extract
from functions.ingest.extract.left_out import gathered
from functions.ingest.extract.number_formats import in_format
from tests.unit.ingest.made_parts import relations, row, xlsx, xml

HEAD = row("Item", "Price", number=1)
LAMP = row("lamp", 3, number=2)


def read(data: bytes) -> tuple[str, list[str]]:
    """Return the text of the sheets, and the warnings."""
    with gathered() as warnings:
        sections = extract(data, XLSX, "a.xlsx")
    return "\n".join(section.text for section in sections), warnings.texts()


@pytest.mark.parametrize(
    ("number", "format_", "text"),
    [
        (0.15, "0%", "15%"),
        (0.125, "0.0%", "12.5%"),
        (42, "00000", "00042"),
        (1234.5, '#,##0.00 "€"', "1234.50 €"),
        (1234.5, "[$€-407] #,##0.00", "€ 1234.50"),
        (1234567, "#,##0", "1234567"),
        (-5, "#,##0;(#,##0)", "(5)"),
        (-5, "0.0", "-5.0"),
        (0, '0;-0;"none"', "none"),
        (1_500_000, '0.0,,"M"', "1.5M"),
        (12, '0 "kg"', "12 kg"),
        (5, '"No. "0', "No. 5"),
        (1.25, "# ?/?", "1 1/4"),
        (5, '[>=10]"big "0;[<10]"small "0', "small 5"),
        (4915112345, "000\\-000\\-0000", "491-511-2345"),
        (-3.2, "_-* #,##0.00 €_-;-* #,##0.00 €_-", "-3.20 €"),
        (3.7, "0", "4"),
        (0.5, "General", "0.5"),
    ],
)
def test_a_number_is_what_its_format_shows(number: float, format_: str, text: str) -> None:
    assert in_format(number, format_) == text


def styled(value: str, format_: str) -> str:
    styles = f"<x:numFmts><x:numFmt numFmtId='170' formatCode='{format_}'/></x:numFmts><x:cellXfs><x:xf numFmtId='170'/></x:cellXfs>"
    cell = f"<x:c s='0'><x:v>{value}</x:v></x:c>"
    return read(xlsx(row("Took", number=1) + row(cell, number=2), {"xl/styles.xml": xml("x:styleSheet", styles)}))[0]


@pytest.mark.parametrize(
    ("value", "format_", "text"),
    [
        ("1.2708333333", "[h]:mm", "30:30"),
        ("1.2708333333", "[h]:mm:ss", "30:30:00"),
        ("0.01", "[mm]:ss", "14:24"),
        ("46112", "dd.mm.yyyy", "2026-03-31"),
        ("46112.5", "dd.mm.yyyy hh:mm", "2026-03-31 12:00:00"),
    ],
)
def test_a_time_is_a_date_or_a_duration_by_its_format(value: str, format_: str, text: str) -> None:
    assert styled(value, format_).removeprefix("Took").strip(": \n") == text


def test_a_comment_names_its_cell_and_its_author() -> None:
    comments = "<x:authors><x:author>Ada</x:author></x:authors><x:commentList><x:comment ref='B2' authorId='0'><x:text><x:t>Ada:\nAgreed</x:t></x:text></x:comment></x:commentList>"
    data = xlsx(HEAD + LAMP, {"xl/c.xml": xml("x:comments", comments)}, rC="comments c.xml")
    assert read(data)[0] == "Item: lamp | Price: 3\n\nComment on B2 by Ada: Agreed"


def test_a_thread_of_comments_is_read_and_what_stands_for_it_in_old_programs_is_not() -> None:
    parts = {
        "xl/c.xml": xml(
            "x:comments",
            "<x:commentList><x:comment ref='B2'><x:text><x:t>[Threaded comment] ...</x:t></x:text></x:comment></x:commentList>",
        ),
        "xl/t.xml": xml("x:ThreadedComments", "<x:threadedComment ref='B2'><x:text>Why?</x:text></x:threadedComment>"),
    }
    told, _ = read(xlsx(HEAD + LAMP, parts, rC="comments c.xml", rT="threadedComment t.xml"))
    assert told == "Item: lamp | Price: 3\n\nComment on B2: Why?"


def drawing(shapes: str) -> dict[str, bytes]:
    return {"xl/d.xml": xml("xdr:wsDr", shapes)}


def test_a_text_box_is_read() -> None:
    box = "<xdr:sp><xdr:txBody><a:p><a:r><a:t>Nine weeks</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
    assert read(xlsx(HEAD + LAMP, drawing(box), rD="drawing d.xml"))[0].endswith("\n\nNine weeks")


def test_a_chart_is_read() -> None:
    point = "<c:pt idx='0'><c:v>{}</c:v></c:pt>"
    chart = xml(
        "c:chartSpace", f"<c:ser><c:cat>{point.format('North')}</c:cat><c:val>{point.format('4')}</c:val></c:ser>"
    )
    parts = drawing("<xdr:graphicFrame><a:graphic><c:chart r:id='rC'/></a:graphic></xdr:graphicFrame>")
    parts |= {"xl/_rels/d.xml.rels": relations(rC="chart c.xml"), "xl/c.xml": chart}
    assert read(xlsx(HEAD + LAMP, parts, rD="drawing d.xml"))[0].endswith("\n\nNorth | 4")


def test_a_picture_without_a_description_is_named_with_its_sheet() -> None:
    parts = drawing("<xdr:pic><xdr:nvPicPr><xdr:cNvPr/></xdr:nvPicPr></xdr:pic>")
    assert read(xlsx(HEAD + LAMP, parts, rD="drawing d.xml"))[1] == ["1 picture without a description (sheet Stock)"]


def test_a_formula_without_a_result_is_shown_and_said() -> None:
    told, warnings = read(xlsx(HEAD + row("sum", "<x:c><x:f>SUM(B2:B2)</x:f><x:v></x:v></x:c>", number=2)))
    assert told == "Item: sum | Price: =SUM(B2:B2)"
    assert warnings == ["1 formula without a stored result (sheet Stock)"]


@pytest.mark.parametrize(
    ("written", "text"), [("a_x000D__x000A_b", "a b"), ("_x005F_x000D_", "_x000D_"), ("a_xyz", "a_xyz")]
)
def test_escaped_characters_are_what_they_stand_for(written: str, text: str) -> None:
    assert read(xlsx(HEAD + row("lamp", written, number=2)))[0] == f"Item: lamp | Price: {text}"


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_read_and_said_to_be_hidden(state: str) -> None:
    told, warnings = read(xlsx(HEAD + LAMP, sheet=f"state='{state}'"))
    assert (told, warnings) == ("Item: lamp | Price: 3", ["1 hidden sheet, read like the others (Stock)"])


def test_hidden_rows_are_read_and_counted() -> None:
    told, warnings = read(xlsx(HEAD + LAMP.replace("<x:row", "<x:row hidden='1'")))
    assert (told, warnings) == ("Item: lamp | Price: 3", ["1 hidden row, read like the others (sheet Stock)"])


def test_a_merged_cell_is_in_every_row_that_it_covers() -> None:
    rows = (
        row("Region", "Town", number=1)
        + row("North", "Kiel", number=2)
        + row("", "Husum", number=3)
        + row("South", "Ulm", number=4)
    )
    told, _ = read(xlsx(rows, behind="<x:mergeCells count='1'><x:mergeCell ref='A2:A3'/></x:mergeCells>"))
    assert told == "Region: North | Town: Kiel\nRegion: North | Town: Husum\nRegion: South | Town: Ulm"


def test_what_is_printed_on_every_page_is_read_once_without_its_codes() -> None:
    printed = '<x:headerFooter><x:oddHeader>&amp;L&amp;"Arial,Bold"Contract K-1&amp;RPage &amp;P</x:oddHeader></x:headerFooter>'
    assert read(xlsx(HEAD + LAMP, behind=printed))[0].endswith("\n\nContract K-1 Page")


def test_a_sheet_of_a_chart_alone_is_read() -> None:
    parts = {
        "xl/sheet.xml": xml("x:chartsheet", ""),
        **drawing("<xdr:sp><xdr:txBody><a:p><a:r><a:t>Only this</a:t></a:r></a:p></xdr:txBody></xdr:sp>"),
    }
    assert read(xlsx("", parts, rD="drawing d.xml"))[0] == "Only this"
