"""What stands in a Word document beside its paragraphs: each is read, or named in a warning with its place."""
# ruff: noqa: E501 - elements of XML are easier to read in one line

import pytest

from functions.documents.media_types import DOCX
from functions.ingest.extract import extract
from functions.ingest.extract.left_out import gathered
from tests.unit.ingest.bombs import zipped
from tests.unit.ingest.made_parts import docx, paragraph, relations, xml

HEADING = "<w:pStyle w:val='Heading1'/>"
FIRST = paragraph("Pumps", HEADING) + paragraph("First.")
PICTURE = (
    "<w:drawing><wp:inline><wp:docPr id='1' name='P 1' {}/><a:graphic><pic:pic/></a:graphic></wp:inline></w:drawing>"
)
CHART = "<w:drawing><a:graphic><a:graphicData><c:chart r:id='rC'/></a:graphicData></a:graphic></w:drawing>"
POINTS = "<c:{0}><c:strCache>{1}</c:strCache></c:{0}>"


def read(data: bytes) -> tuple[str, list[str]]:
    """Return the text under its headings, and the warnings."""
    with gathered() as warnings:
        sections = extract(data, DOCX, "a.docx")
    return "\n\n".join(f"# {one.heading}\n{one.text}" for one in sections), warnings.texts()


def text_of(body: str, parts: dict[str, bytes] | None = None, **related: str) -> str:
    return read(docx(body, parts, **related))[0]


def points(kind: str, *values: str) -> str:
    return POINTS.format(kind, "".join(f"<c:pt idx='{at}'><c:v>{one}</c:v></c:pt>" for at, one in enumerate(values)))


def test_headers_come_first_and_footers_last_without_the_numbers_of_pages() -> None:
    body = FIRST + "<w:sectPr><w:headerReference r:id='rH'/><w:footerReference r:id='rF'/></w:sectPr>"
    page = "<w:p><w:r><w:t>Page </w:t></w:r><w:fldSimple w:instr=' PAGE '><w:r><w:t>7</w:t></w:r></w:fldSimple></w:p>"
    parts = {
        "word/h.xml": xml("w:hdr", paragraph("Contract K-1")),
        "word/f.xml": xml("w:ftr", paragraph("Valid until May") + page),
    }
    told = text_of(body, parts, rH="header h.xml", rF="footer f.xml")
    assert told == "# \nContract K-1\n\n# Pumps\nFirst.\n\n# \nValid until May"


def test_a_comment_follows_its_paragraph_with_its_author() -> None:
    comment = f"<w:comment w:id='4' w:author='Ada'>{paragraph('Too dear.')}</w:comment>"
    body = paragraph("It costs 5", more="<w:commentReference w:id='4'/>") + paragraph("End.")
    parts = {"word/comments.xml": xml("w:comments", comment)}
    assert text_of(body, parts, rX="comments comments.xml") == "# \nIt costs 5\n\nComment by Ada: Too dear.\n\nEnd."


def test_a_comment_that_nothing_refers_to_comes_last() -> None:
    parts = {"word/comments.xml": xml("w:comments", f"<w:comment w:id='4'>{paragraph('Lost.')}</w:comment>")}
    assert text_of(FIRST, parts, rX="comments comments.xml").endswith("First.\n\nComment: Lost.")


def test_a_chart_gives_its_titles_and_a_row_for_each_category() -> None:
    series = f"<c:ser><c:tx><c:v>Sales</c:v></c:tx>{points('cat', 'North', 'South')}{points('val', '4', '0.10000000000000001')}</c:ser>"
    title = "<c:title><a:p><a:r><a:t>Turnover</a:t></a:r></a:p></c:title>"
    parts = {"word/c.xml": xml("c:chartSpace", title + series)}
    told = text_of(paragraph("See.", more=CHART), parts, rC="chart c.xml")
    assert told == "# \nSee.\n\nTurnover\nNorth | Sales: 4\nSouth | Sales: 0.1"


def test_a_chart_whose_data_are_elsewhere_is_named() -> None:
    parts = {"word/c.xml": xml("c:chartSpace", "")}
    _, warnings = read(docx(FIRST + paragraph("See.", more=CHART), parts, rC="chart c.xml"))
    assert warnings == ['1 chart without stored data ("Pumps")']


def test_a_diagram_is_a_list_in_its_own_order() -> None:
    names = ("1", "Bake"), ("2", "Mix"), ("3", "with water")
    made = "".join(
        f"<dgm:pt modelId='{id_}'><dgm:t><a:p><a:r><a:t>{word}</a:t></a:r></a:p></dgm:t></dgm:pt>"
        for id_, word in names
    )
    links = "".join(
        f"<dgm:cxn srcId='{a}' destId='{b}' srcOrd='{order}'/>"
        for a, b, order in (("0", "1", 1), ("0", "2", 0), ("2", "3", 0))
    )
    root = f"<dgm:ptLst><dgm:pt modelId='0' type='doc'/>{made}</dgm:ptLst><dgm:cxnLst>{links}</dgm:cxnLst>"
    drawing = "<w:drawing><dgm:relIds r:dm='rD'/></w:drawing>"
    parts = {"word/d.xml": xml("dgm:dataModel", root)}
    told = text_of(paragraph("See.", more=drawing), parts, rD="diagramData d.xml")
    assert told == "# \nSee.\n\n- Mix\n  - with water\n- Bake"


def test_a_picture_is_its_description() -> None:
    assert (
        text_of(paragraph("See.", more=PICTURE.format("descr='The oil pipe'"))) == "# \nSee.\n\nPicture: The oil pipe"
    )


@pytest.mark.parametrize("said", ["", "descr='image1.png'"])
def test_pictures_without_a_description_are_counted_under_their_heading(said: str) -> None:
    body = FIRST + paragraph("See.", more=PICTURE.format(said)) * 2
    assert read(docx(body))[1] == ['2 pictures without a description ("Pumps")']


def test_a_picture_that_is_said_to_be_decorative_is_none_that_lacks_a_description() -> None:
    drawing = "<w:drawing><wp:docPr id='1'><w14:decorative val='1'/></wp:docPr><pic:pic/></w:drawing>"
    assert read(docx(paragraph("See.", more=drawing)))[1] == []


def test_an_embedded_object_is_named_by_its_program() -> None:
    thing = "<w:object><v:shape><v:imagedata/></v:shape><o:OLEObject ProgID='Excel.Sheet.12'/></w:object>"
    _, warnings = read(docx(paragraph("See.", more=thing)))
    assert warnings == ["1 embedded object, of which only the picture is shown (Excel.Sheet.12)"]


def test_a_text_box_comes_once_whatever_stands_for_it_in_old_programs() -> None:
    box = f"<wps:txbx><w:txbxContent>{paragraph('Boxed.')}</w:txbxContent></wps:txbx>"
    old = f"<w:pict><v:textbox><w:txbxContent>{paragraph('Boxed.')}</w:txbxContent></v:textbox></w:pict>"
    drawing = f"<mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
    assert text_of(paragraph("Before.", more=drawing)) == "# \nBefore.\n\nBoxed."


def test_what_only_old_programs_have_is_read_there() -> None:
    old = f"<w:pict><v:textbox><w:txbxContent>{paragraph('Boxed.')}</w:txbxContent></v:textbox></w:pict>"
    drawing = f"<mc:AlternateContent><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
    assert text_of(paragraph("Before.", more=drawing)) == "# \nBefore.\n\nBoxed."


def test_hidden_text_is_left_out_and_said_to_be() -> None:
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r><w:r><w:t>Seen.</w:t></w:r></w:p>"
    assert read(docx(FIRST + hidden)) == ("# Pumps\nFirst.\n\nSeen.", ['1 stretch of hidden text ("Pumps")'])


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<w:ruby><w:rt><w:r><w:t>tan</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>炭</w:t></w:r></w:rubyBase></w:ruby>", "炭"),
        ("<w:sym w:font='Wingdings' w:char='F0FC'/>", "✓"),
        ("<w:sym w:font='Symbol' w:char='F0A5'/>", "∞"),
        ("<w:rPr><w:rFonts w:ascii='Symbol'/></w:rPr><w:t>\uf06d\uf06d</w:t>", "μμ"),
        ("<w:t>m</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>2</w:t>", "m^2"),
        ("<w:t>see</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>2</w:t>", "see2"),
    ],
)  # fmt: skip
def test_signs_are_what_a_reader_sees(inside: str, text: str) -> None:
    assert text_of(f"<w:p><w:r>{inside}</w:r></w:p>") == f"# \n{text}"


def test_a_sign_that_is_no_letter_is_named_with_its_font() -> None:
    _, warnings = read(docx(paragraph("A", more="<w:sym w:font='Webdings' w:char='F021'/>")))
    assert warnings == ["1 sign of the font Webdings without a letter"]


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<m:sSup><m:e><m:r><m:t>c</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>", "c^2"),
        ("<m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>", "(a+b)/2"),
        ("<m:rad><m:deg/><m:e><m:r><m:t>x</m:t></m:r></m:e></m:rad>", "√x"),
        ("<m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr><m:sub><m:r><m:t>i=1</m:t></m:r></m:sub>"
         "<m:sup><m:r><m:t>n</m:t></m:r></m:sup><m:e><m:r><m:t>i</m:t></m:r></m:e></m:nary>", "∑_(i=1)^n i"),
        ("<m:d><m:e><m:r><m:t>x</m:t></m:r></m:e></m:d>", "(x)"),
        ("<m:m><m:mr><m:e><m:r><m:t>1</m:t></m:r></m:e><m:e><m:r><m:t>0</m:t></m:r></m:e></m:mr></m:m>", "1, 0"),
    ],
)  # fmt: skip
def test_formulas_keep_their_structure(inside: str, text: str) -> None:
    assert text_of(f"<w:p><m:oMath>{inside}</m:oMath></w:p>") == f"# \n{text}"


NUMBERING = xml(
    "w:numbering",
    "<w:abstractNum w:abstractNumId='7'>"
    "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl>"
    "<w:lvl w:ilvl='1'><w:numFmt w:val='lowerLetter'/><w:lvlText w:val='%1%2)'/></w:lvl>"
    "<w:lvl w:ilvl='2'><w:numFmt w:val='bullet'/><w:lvlText w:val='\uf0b7'/></w:lvl></w:abstractNum>"
    "<w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num>"
    "<w:num w:numId='2'><w:abstractNumId w:val='7'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='4'/></w:lvlOverride></w:num>",
)


def numbered(text: str, list_: int = 1, depth: int = 0, style: str = "") -> str:
    return paragraph(text, f"{style}<w:numPr><w:ilvl w:val='{depth}'/><w:numId w:val='{list_}'/></w:numPr>")


def test_lists_and_headings_have_the_numbers_that_a_reader_sees() -> None:
    body = (
        numbered("Duties", style=HEADING) + numbered("a", depth=1) + numbered("b", depth=1) + numbered("dot", depth=2)
        + numbered("Fees", style=HEADING) + numbered("c", depth=1) + numbered("anew", 2) + numbered("then", 2)
    )  # fmt: skip
    told = text_of(body, {"word/numbering.xml": NUMBERING}, rN="numbering numbering.xml")
    assert told == "# 1. Duties\n  1a) a\n  1b) b\n    - dot\n\n# 2. Fees\n  2a) c\n4. anew\n5. then"


def test_the_table_of_contents_is_not_read_for_it_repeats_the_headings() -> None:
    whole = f"<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr><w:sdtContent>{paragraph('Pumps 3')}</w:sdtContent></w:sdt>"
    assert text_of(whole + paragraph("Pumps 3", "<w:pStyle w:val='TOC1'/>") + FIRST) == "# Pumps\nFirst."


def test_a_document_inside_is_read_whatever_its_format() -> None:
    told = text_of(
        FIRST + "<w:altChunk r:id='rA'/>", {"word/more.html": b"<p>From a page.</p>"}, rA="aFChunk more.html"
    )
    assert told == "# Pumps\nFirst.\n\nFrom a page."


def test_a_document_inside_that_cannot_be_read_is_named() -> None:
    _, warnings = read(
        docx(FIRST + "<w:altChunk r:id='rA'/>", {"word/more.docx": b"PK\x03\x04"}, rA="aFChunk more.docx")
    )
    assert warnings[0].startswith("document inside that could not be read: word/more.docx cannot be read")


def test_the_main_part_may_have_any_name() -> None:
    main = xml("w:document", f"<w:body>{paragraph('Here.')}</w:body>")
    assert (
        read(zipped({"_rels/.rels": relations(r1="officeDocument word/document2.xml"), "word/document2.xml": main}))[0]
        == "# \nHere."
    )


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{text if text.startswith('<') else paragraph(text)}</w:tc>"


def table(*rows: list[str]) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"


HEAD = [cell("Part"), cell("Size"), cell("Price")]


def test_a_merged_cell_is_in_every_row_that_it_covers() -> None:
    told = text_of(
        table(
            HEAD,
            [cell("Pump", "<w:vMerge w:val='restart'/>"), cell("big"), cell("9")],
            [cell("", "<w:vMerge/>"), cell("small"), cell("4")],
            [cell("All", "<w:gridSpan w:val='2'/>"), cell("13")],
        )
    )
    assert told == "# \nPart: Pump | Size: big | Price: 9\nPart: Pump | Size: small | Price: 4\nPart: All | Price: 13"


def test_a_table_in_a_cell_keeps_its_own_header_and_comes_once() -> None:
    inner = table([cell("Hue"), cell("Kilos"), cell("Age")], [cell("red"), cell("3"), cell("2")])
    told = text_of(table(HEAD, [cell("Pump"), cell(inner), cell("9")]))
    assert told == "# \nPart: Pump | Size: Hue: red, Kilos: 3, Age: 2 | Price: 9"


def test_a_table_of_one_column_is_a_frame_around_its_paragraphs() -> None:
    assert text_of(table([cell(FIRST)], [cell("Second.")])) == "# Pumps\nFirst.\n\nSecond."


def test_a_row_that_was_deleted_is_not_read() -> None:
    rows = table(HEAD, [cell("Pump"), cell("big"), cell("9")])
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('Old')}{cell('old')}{cell('1')}</w:tr>"
    assert "Old" not in text_of(rows.replace("</w:tbl>", f"{gone}</w:tbl>"))
