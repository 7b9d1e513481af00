"""What stands in OpenDocument files beside paragraphs: each is read, or named in a warning with its place."""
# ruff: noqa: E501, SIM905 - elements of XML and names read better in one line

import pytest

from functions.documents.media_types import ODG, ODP, ODS, ODT
from functions.ingest.extract import extract
from functions.ingest.extract.left_out import gathered
from tests.unit.ingest.bombs import zipped

_SPACES = " ".join(
    f'xmlns:{prefix}="urn:{prefix}"'
    for prefix in "office text table draw svg style dc presentation chart xlink fo xml2".split()
)
KINDS = {ODT: "text", ODS: "spreadsheet", ODP: "presentation", ODG: "drawing"}
FRAME = "<draw:frame>{}</draw:frame>"


def whole(kind: str, body: str, styles: str = "") -> bytes:
    content = f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:{KINDS[kind]}>{body}</office:{KINDS[kind]}></office:body>"
    return f"<office:document {_SPACES}>{content}</office:document>".encode()


def read(kind: str, body: str, styles: str = "", parts: dict[str, str] | None = None) -> tuple[list[str], list[str]]:
    """Return the texts of the sections, and the warnings."""
    more = {
        path: f"<office:document {_SPACES}>{part}</office:document>".encode() for path, part in (parts or {}).items()
    }
    with gathered() as warnings:
        sections = extract(zipped({"content.xml": whole(kind, body, styles)} | more), kind, "a")
    return [section.text for section in sections], warnings.texts()


def p(text: str, style: str = "") -> str:
    return f"<text:p text:style-name='{style}'>{text}</text:p>"


@pytest.mark.parametrize("kind", ["custom-shape", "rect", "ellipse", "line", "polygon", "path", "connector", "caption"])
def test_the_words_of_any_shape_are_read(kind: str) -> None:
    assert read(ODG, f"<draw:page><draw:{kind}>{p('Words')}</draw:{kind}></draw:page>")[0] == ["Words"]


def test_a_group_stands_where_its_shapes_do() -> None:
    group = f"<draw:g><draw:rect svg:x='1cm' svg:y='2cm'>{p('b')}</draw:rect><draw:rect svg:x='1cm' svg:y='1cm'>{p('a')}</draw:rect></draw:g>"
    low = f"<draw:rect svg:x='1cm' svg:y='9cm'>{p('low')}</draw:rect>"
    assert read(ODP, f"<draw:page>{low}{group}</draw:page>")[0] == ["a\n\nb\n\nlow"]


def test_a_flat_file_is_read_like_the_others() -> None:
    (section,) = extract(whole(ODT, p("Flat.")), ODT, "a.fodt")
    assert section.text == "Flat."


def test_headers_and_footers_are_read_once_without_the_pages_number() -> None:
    master = f"<style:master-page><style:header>{p('Contract K-1')}</style:header><style:footer>{p('<text:page-number>3</text:page-number>')}</style:footer></style:master-page>"
    assert read(ODT, p("Body."), parts={"styles.xml": master * 2})[0] == ["Body.", "Contract K-1"]


NOTE = "<office:annotation><dc:creator>Ada</dc:creator><text:p>Why?</text:p></office:annotation>"


def test_a_comment_follows_its_paragraph() -> None:
    assert read(ODT, p(f"It{NOTE} costs 5."))[0] == ["It costs 5.\n\nComment by Ada: Why?"]


def test_a_comment_on_a_cell_follows_the_table() -> None:
    row = f"<table:table-row><table:table-cell>{NOTE}{p('lamp')}</table:table-cell></table:table-row>"
    assert read(ODS, f"<table:table table:name='S'>{row}</table:table>")[0] == ["lamp\n\nComment by Ada: Why?"]


def test_a_comment_on_a_slide_is_read() -> None:
    assert read(ODP, f"<draw:page><draw:rect>{p('one')}</draw:rect>{NOTE}</draw:page>")[0] == [
        "one\n\nComment by Ada: Why?"
    ]


CHART = "<chart:chart><chart:title><text:p>Sales</text:p></chart:title><table:table><table:table-row><table:table-cell><text:p>North</text:p></table:table-cell><table:table-cell><text:p>4</text:p></table:table-cell></table:table-row></table:table></chart:chart>"


def test_a_chart_is_read_from_its_own_document() -> None:
    frame = FRAME.format("<draw:object xlink:href='./Object 1'/>")
    assert read(ODT, p(f"See.{frame}"), parts={"Object 1/content.xml": CHART})[0] == ["See.\n\nSales\nNorth | 4"]


def test_a_formula_is_read_from_its_own_document() -> None:
    power = b"<math xmlns='urn:m'><msup><mi>c</mi><mn>2</mn></msup></math>"
    data = zipped(
        {
            "content.xml": whole(ODT, p(FRAME.format("<draw:object xlink:href='Object 1'/>"))),
            "Object 1/content.xml": power,
        }
    )
    assert extract(data, ODT, "a.odt")[0].text == "c^2"


def test_a_picture_is_its_description() -> None:
    frame = FRAME.format("<draw:image/><svg:desc>The oil pipe</svg:desc>")
    assert read(ODT, p(f"See.{frame}"))[0] == ["See.\n\nPicture: The oil pipe"]


@pytest.mark.parametrize(
    ("inside", "line"),
    [
        ("<draw:image/>", "1 picture without a description (\"Pumps\")"),
        ("<draw:plugin xlink:href='a/film.mp4'/>", "1 film or recording (film.mp4)"),
        ("<draw:object-ole xlink:href='./Object 7'/>", "1 embedded object, of which only the picture is shown (Object 7)"),
        ("<draw:object xlink:href='./gone'/>", "1 embedded object missing in the file (\"Pumps\")"),
    ],
)  # fmt: skip
def test_what_has_no_words_is_named_with_its_place(inside: str, line: str) -> None:
    assert read(ODT, "<text:h text:outline-level='1'>Pumps</text:h>" + p(f"See.{FRAME.format(inside)}"))[1] == [line]


def test_lists_have_the_numbers_that_a_reader_sees() -> None:
    levels = "<text:list-level-style-number text:level='1' style:num-format='1' style:num-suffix='.'/><text:list-level-style-number text:level='2' style:num-format='a' style:num-suffix=')' text:display-levels='2'/>"
    item = "<text:list-item>{}</text:list-item>"
    inner = f"<text:list>{item.format(p('sub'))}</text:list>"
    body = f"<text:list text:style-name='L'>{item.format(p('one'))}{item.format(p('two') + inner)}</text:list>"
    assert read(ODT, body, f"<text:list-style style:name='L'>{levels}</text:list-style>")[0] == [
        "1. one\n2. two\n  2.a) sub"
    ]


def test_headings_have_the_numbers_of_the_outline() -> None:
    outline = "<text:outline-style><text:outline-level-style text:level='1' style:num-format='1' style:num-suffix='.'/></text:outline-style>"
    body = (
        "<text:h text:outline-level='1'>Duties</text:h>"
        + p("a")
        + "<text:h text:outline-level='1'>Fees</text:h>"
        + p("b")
    )
    assert [one.heading for one in extract(whole(ODT, body, outline), ODT, "a")] == ["1. Duties", "2. Fees"]


def test_a_merged_cell_is_in_every_row_that_it_covers() -> None:
    def row(*cells: str) -> str:
        return f"<table:table-row>{''.join(cells)}</table:table-row>"

    def cell(text: str, more: str = "") -> str:
        return f"<table:table-cell {more}>{p(text)}</table:table-cell>"

    covered = "<table:covered-table-cell/>"
    rows = (
        row(cell("Region"), cell("Town"))
        + row(cell("North", "table:number-rows-spanned='2'"), cell("Kiel"))
        + row(covered, cell("Husum"))
    )
    assert read(ODS, f"<table:table>{rows}</table:table>")[0] == [
        "Region: North | Town: Kiel\nRegion: North | Town: Husum"
    ]


def test_a_cell_that_shows_no_text_says_its_value_or_its_formula() -> None:
    cells = "<table:table-cell office:value-type='float' office:value='7'/><table:table-cell table:formula='of:=SUM([.A1])'/>"
    told, warnings = read(ODS, f"<table:table table:name='S'><table:table-row>{cells}</table:table-row></table:table>")
    assert (told, warnings) == (["7 | =SUM([.A1])"], ["1 formula without a stored result (sheet S)"])


def test_hidden_text_is_left_out_and_said_to_be() -> None:
    style = "<style:style style:name='H'><style:text-properties text:display='none'/></style:style>"
    told, warnings = read(ODT, p("Seen<text:span text:style-name='H'> secret</text:span>."), style)
    assert (told, warnings) == (["Seen."], ["1 stretch of hidden text"])


def test_a_hidden_sheet_is_read_and_said_to_be_hidden() -> None:
    style = "<style:style style:name='H'><style:table-properties table:display='false'/></style:style>"
    row = f"<table:table-row><table:table-cell>{p('lamp')}</table:table-cell></table:table-row>"
    told, warnings = read(ODS, f"<table:table table:name='S' table:style-name='H'>{row}</table:table>", style)
    assert (told, warnings) == (["lamp"], ["1 hidden sheet, read like the others (S)"])


def test_a_power_keeps_its_mark() -> None:
    style = "<style:style style:name='R'><style:text-properties style:text-position='super 58%'/></style:style>"
    assert read(ODT, p("12 m<text:span text:style-name='R'>2</text:span>"), style)[0] == ["12 m^2"]
