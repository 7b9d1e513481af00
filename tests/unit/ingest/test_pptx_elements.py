"""What stands on slides beside titles and lists: each is read, or named in a warning with its slide."""
# ruff: noqa: E501 - elements of XML are easier to read in one line

import pytest

from functions.documents.media_types import PPTX
from functions.ingest.extract import extract
from functions.ingest.extract.left_out import gathered
from tests.unit.ingest.made_parts import pptx, shape, xml

TITLE = shape("Plan", more="<p:nvPr><p:ph type='title'/></p:nvPr>")


def read(*slides: str, parts: dict[str, bytes] | None = None, **related: str) -> tuple[list[str], list[str]]:
    """Return the text of each slide, and the warnings."""
    with gathered() as warnings:
        sections = extract(pptx(*slides, parts=parts, **related), PPTX, "a.pptx")
    return [section.text for section in sections], warnings.texts()


def test_shapes_come_by_their_places_and_the_title_first() -> None:
    assert read(shape("low", top=90) + shape("high", top=50) + TITLE)[0] == ["high\n\nlow"]


def test_columns_are_read_one_after_the_other() -> None:
    left = shape("left 1", 0, 20) + shape("left 2", 0, 31)
    right = shape("right 1", 50, 20) + shape("right 2", 50, 31)
    assert read(right + left)[0] == ["left 1\n\nleft 2\n\nright 1\n\nright 2"]


def test_lines_of_labels_and_values_are_read_line_by_line() -> None:
    shapes = shape("Price", 0, 0) + shape("Size", 0, 50) + shape("9", 12, 0) + shape("big", 12, 50)
    assert read(shapes)[0] == ["Price\n\n9\n\nSize\n\nbig"]


def test_shapes_of_a_group_stand_together_where_the_group_does() -> None:
    group = f"<p:grpSp><p:grpSpPr><a:xfrm><a:off x='0' y='40'/><a:ext cx='9' cy='9'/></a:xfrm></p:grpSpPr>{shape('b', top=5)}{shape('a')}</p:grpSp>"
    assert read(shape("low", top=90) + group)[0] == ["a\n\nb\n\nlow"]


def test_a_placeholder_without_a_place_has_that_of_its_layout() -> None:
    bare = "<p:sp><p:nvSpPr><p:nvPr><p:ph idx='7'/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:p><a:r><a:t>below</a:t></a:r></a:p></p:txBody></p:sp>"
    layout = shape("Click here", top=70, more="<p:nvPr><p:ph idx='7'/></p:nvPr>")
    parts = {"ppt/layout.xml": xml("p:sldLayout", f"<p:cSld><p:spTree>{layout}</p:spTree></p:cSld>")}
    assert read(bare + shape("above", top=20), parts=parts, rL="slideLayout ../layout.xml")[0] == ["above\n\nbelow"]


def test_what_a_layout_says_on_every_slide_is_read_once() -> None:
    parts = {"ppt/layout.xml": xml("p:sldLayout", f"<p:cSld><p:spTree>{shape('Confidential')}</p:spTree></p:cSld>")}
    told, _ = read(shape("one"), shape("two"), parts=parts, rL="slideLayout ../layout.xml")
    assert told == ["one\n\nConfidential", "two"]


def test_a_footer_is_read_once_and_the_slides_number_never() -> None:
    foot = shape("ACME 2026", more="<p:nvPr><p:ph type='ftr'/></p:nvPr>")
    number = shape("7", more="<p:nvPr><p:ph type='sldNum'/></p:nvPr>")
    assert read(shape("one") + foot + number, shape("two") + foot)[0] == ["one\n\nACME 2026", "two"]


def test_a_comment_is_read_with_its_author() -> None:
    parts = {
        "ppt/authors.xml": xml("p:cmAuthorLst", "<p:cmAuthor id='3' name='Ada'/>"),
        "ppt/c.xml": xml("p:cmLst", "<p:cm authorId='3'><p:text>Too long</p:text></p:cm>"),
    }
    assert read(shape("one"), parts=parts, rC="comments ../c.xml")[0] == ["one\n\nComment by Ada: Too long"]


def test_a_comment_in_the_newer_form_is_read_with_its_replies() -> None:
    words = "<p:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p></p:txBody>"
    comment = f"<p:cm>{words.format('Why?')}<p:replyLst><p:reply>{words.format('So.')}</p:reply></p:replyLst></p:cm>"
    parts = {"ppt/c.xml": xml("p:cmLst", comment)}
    (text,), _ = read(shape("one"), parts=parts, rC="comments ../c.xml")
    assert "Comment: Why?" in text and text.endswith("Comment: So.")


def test_a_diagram_is_read_even_if_it_is_all_there_is() -> None:
    point = "<dgm:pt modelId='1'><dgm:t><a:p><a:r><a:t>Mix</a:t></a:r></a:p></dgm:t></dgm:pt>"
    parts = {"ppt/d.xml": xml("dgm:dataModel", f"<dgm:ptLst>{point}</dgm:ptLst>")}
    frame = "<p:graphicFrame><a:graphic><dgm:relIds r:dm='rD'/></a:graphic></p:graphicFrame>"
    assert read(frame, parts=parts, rD="diagramData ../d.xml")[0] == ["- Mix"]


def test_a_chart_is_read() -> None:
    point = "<c:pt idx='0'><c:v>{}</c:v></c:pt>"
    series = f"<c:ser><c:cat>{point.format('North')}</c:cat><c:val>{point.format('4')}</c:val></c:ser>"
    parts = {"ppt/c.xml": xml("c:chartSpace", series)}
    frame = "<p:graphicFrame><a:graphic><c:chart r:id='rC'/></a:graphic></p:graphicFrame>"
    assert read(frame, parts=parts, rC="chart ../c.xml")[0] == ["North | 4"]


def test_numbers_of_a_list_are_those_that_a_reader_sees() -> None:
    numbered = "<a:p><a:pPr><a:buAutoNum type='alphaLcParenR' startAt='2'/></a:pPr><a:r><a:t>{}</a:t></a:r></a:p>"
    text = f"<p:sp><p:txBody>{numbered.format('x')}{numbered.format('y')}</p:txBody></p:sp>"
    assert read(text)[0] == ["b) x\nc) y"]


def test_merged_cells_of_a_table_are_in_every_row() -> None:
    cell = "<a:tc {}><a:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p></a:txBody></a:tc>"
    rows = [
        [cell.format("", "Region"), cell.format("", "Town"), cell.format("", "Sales")],
        [cell.format("rowSpan='2'", "North"), cell.format("", "Kiel"), cell.format("", "10")],
        [cell.format("vMerge='1'", ""), cell.format("", "Husum"), cell.format("", "20")],
    ]
    table = "".join(f"<a:tr>{''.join(row)}</a:tr>" for row in rows)
    frame = f"<p:graphicFrame><a:graphic><a:tbl><a:tblPr firstRow='1'/>{table}</a:tbl></a:graphic></p:graphicFrame>"
    lines = read(frame)[0][0].split("\n")
    assert lines == ["Region: North | Town: Kiel | Sales: 10", "Region: North | Town: Husum | Sales: 20"]


def test_a_picture_is_its_description() -> None:
    picture = "<p:pic><p:nvPicPr><p:cNvPr descr='The oil pipe'/></p:nvPicPr></p:pic>"
    assert read(shape("one") + picture)[0] == ["one\n\nPicture: The oil pipe"]


@pytest.mark.parametrize(
    ("thing", "line"),
    [
        ("<p:pic><p:nvPicPr><p:cNvPr/></p:nvPicPr></p:pic>", "1 picture without a description (slide 2)"),
        ("<p:pic><p:nvPicPr><p:cNvPr descr='x'/><p:nvPr><a:videoFile/></p:nvPr></p:nvPicPr></p:pic>", "1 film (slide 2)"),
        ("<p:graphicFrame><a:graphic><p:oleObj progId='Excel.Sheet.8'/></a:graphic></p:graphicFrame>",
         "1 embedded object, of which only the picture is shown (Excel.Sheet.8)"),
        ("<p:contentPart/>", "1 drawing by hand (slide 2)"),
    ],
)  # fmt: skip
def test_what_has_no_words_is_named_with_its_slide(thing: str, line: str) -> None:
    assert read(shape("one"), shape("two") + thing)[1] == [line]


def test_a_hidden_slide_is_read_and_said_to_be_hidden() -> None:
    hidden = xml("p:sld show='0'", f"<p:cSld><p:spTree>{shape('two')}</p:spTree></p:cSld>").replace(
        b"sld show='0'>", b"sld>"
    )
    told, warnings = read(shape("one"), shape("x"), parts={"ppt/slides/2.xml": hidden})
    assert (told, warnings) == (["one", "two"], ["1 hidden slide, read like the others (slide 2)"])


def test_a_formula_on_a_slide_keeps_its_structure() -> None:
    power = "<m:sSup><m:e><m:r><m:t>c</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"
    words = f"<p:sp><p:txBody><a:p><mc:AlternateContent><mc:Choice><a:m><m:oMath>{power}</m:oMath></a:m></mc:Choice></mc:AlternateContent></a:p></p:txBody></p:sp>"
    assert read(words)[0] == ["c^2"]
