"""What a PDF holds besides the text of its pages: bookmarks, forms, annotations, attached files; and what it lacks."""

from collections.abc import Sequence

import pytest

from events.errors import Rejected
from functions.ingest.extract import Section, extract
from functions.ingest.extract.left_out import gathered
from tests.unit.ingest.pdf_writer import pdf, stream

PICTURE = stream("q 500 0 0 700 50 50 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x7f EI Q")


def read(data: bytes) -> list[Section]:
    return extract(data, "application/pdf", "a.pdf")


def texts(data: bytes) -> list[str]:
    """Return the paragraphs."""
    return [paragraph for section in read(data) for paragraph in section.text.split("\n\n")]


def warnings(data: bytes) -> list[str]:
    with gathered() as found:
        read(data)
    return found.texts()


def with_fields(lines: Sequence[str], *fields: str, pages: int = 1) -> bytes:
    """Return a PDF whose first page shows fields, 14 points apart below y = 762, where its lines are, too."""
    first = 4 + 2 * pages
    numbers = " ".join(f"{first + number} 0 R" for number in range(len(fields)))
    objects = [f"<</Type/Annot/Subtype/Widget/F 4{field}>>" for field in fields]
    form = f"/AcroForm<</Fields[{numbers}]>>"
    return pdf([lines] * pages, form, f"/Annots[{numbers}]", objects=objects)


def box(row: int, left: int = 200) -> str:
    return f"/Rect[{left} {748 - 14 * row} {left + 100} {761 - 14 * row}]"


def annotated(*annotations: str, lines: Sequence[str] = ("The bridge.",), objects: Sequence[str] = ()) -> bytes:
    numbers = " ".join(f"{6 + number} 0 R" for number in range(len(annotations)))
    written = [f"<</Type/Annot/Rect[50 745 100 765]{annotation}>>" for annotation in annotations]
    return pdf([lines], "", f"/Annots[{numbers}]", objects=[*written, *objects])


def with_outline(pages: Sequence[Sequence[str]], *bookmarks: str) -> bytes:
    """Return a PDF of bookmarks beside each other, whose dictionaries lack what links them."""
    first = 4 + 2 * len(pages)
    last = first + len(bookmarks)
    root = f"<</Type/Outlines/First {first + 1} 0 R/Last {last} 0 R/Count {len(bookmarks)}>>"
    items = [
        f"<<{bookmark}/Parent {first} 0 R{f'/Next {number + 1} 0 R' if number < last else ''}>>"
        for number, bookmark in enumerate(bookmarks, first + 1)
    ]
    return pdf(pages, f"/Outlines {first} 0 R", objects=[root, *items])


def test_bookmarks_are_the_headings_of_the_pages_from_theirs_on() -> None:
    data = with_outline([["Welcome."], ["Use the tools."], ["More tools."]], "/Title(Installation)/Dest[6 0 R/Fit]")
    assert [section.heading for section in read(data)] == ["", "Installation", "Installation"]


def test_a_page_is_parted_where_its_bookmarks_point() -> None:
    lines = ["Pumps", "They pump.", "Valves", "They close."]
    data = with_outline([lines], "/Title(Pumps)/Dest[4 0 R/XYZ 0 765 0]", "/Title(Valves)/Dest[4 0 R/XYZ 0 735 0]")
    assert read(data) == [Section("They pump.", 1, "Pumps"), Section("They close.", 1, "Valves")]


def test_bookmarks_that_name_a_page_only_are_found_by_their_titles() -> None:
    lines = ["Pumps", "They pump.", "Valves", "They close."]
    data = with_outline([lines], "/Title(1. Pumps)/Dest[4 0 R/Fit]", "/Title(2. Valves)/Dest[4 0 R/Fit]")
    assert read(data) == [Section("They pump.", 1, "1. Pumps"), Section("They close.", 1, "2. Valves")]


def test_a_heading_has_the_number_that_its_page_says() -> None:
    data = with_outline([["3.1 Pumps", "They pump."]], "/Title(Pumps)/Dest[4 0 R/Fit]")
    assert read(data) == [Section("They pump.", 1, "3.1 Pumps")]


def test_a_title_over_two_lines_is_one_heading() -> None:
    data = with_outline(
        [["The care of the", "old pumps", "Oil them."]], "/Title(The care of the old pumps)/Dest[4 0 R/Fit]"
    )
    assert read(data) == [Section("Oil them.", 1, "The care of the old pumps")]


def test_a_bookmark_whose_title_the_page_does_not_say_loses_no_line() -> None:
    data = with_outline([["Oil them."]], "/Title(Care)/Dest[4 0 R/Fit]")
    assert read(data) == [Section("Oil them.", 1, "Care")]


def test_a_title_with_nothing_beneath_it_stays_as_text() -> None:
    data = with_outline([["Oil them.", "The End"]], "/Title(The End)/Dest[4 0 R/XYZ 0 750 0]")
    assert read(data) == [Section("Oil them.", 1, ""), Section("The End", 1, "The End")]


def test_bookmarks_in_a_circle_are_read_once() -> None:
    data = with_outline([["Oil them."]], "/Title(Care)/Dest[4 0 R/Fit]/Next 7 0 R/First 7 0 R")
    assert read(data) == [Section("Oil them.", 1, "Care")]


def test_a_field_is_read_with_the_name_that_the_page_shows_on_its_left() -> None:
    data = with_fields(["Name of the applicant:"], f"/FT/Tx/T(n1)/V(Ada Lovelace){box(0)}")
    assert texts(data)[-1] == "Name of the applicant: Ada Lovelace"


def test_a_field_is_read_with_the_name_that_the_page_shows_above_it() -> None:
    data = with_fields(["Born on"], f"/FT/Tx/T(n1)/V(10 December 1815){box(1, left=50)}")
    assert texts(data)[-1] == "Born on: 10 December 1815"


def test_a_field_is_read_with_what_its_author_calls_it_for_readers() -> None:
    data = with_fields(["Tel."], f"/FT/Tx/T(n1)/TU(Telephone of the owner)/V(555 12){box(0)}")
    assert texts(data)[-1] == "Telephone of the owner: 555 12"


def test_a_field_that_the_page_says_nothing_of_has_its_own_name() -> None:
    data = with_fields([], f"/FT/Tx/T(applicant)/V(Ada Lovelace){box(0)}")
    assert texts(data) == ["applicant: Ada Lovelace"]


def test_a_name_beyond_another_field_is_not_this_ones() -> None:
    data = with_fields(
        ["Boat:"], f"/FT/Tx/T(boat)/V(Otter){box(0, left=90)}", f"/FT/Tx/T(harbour)/V(Kiel){box(0, left=195)}"
    )
    assert texts(data)[-2:] == ["Boat: Otter", "harbour: Kiel"]


def test_a_choice_is_read_as_its_list_shows_it() -> None:
    data = with_fields(["Harbour:"], f"/FT/Ch/Ff 131072/T(h)/Opt[[(k)(Kiel)][(w)(Wismar)]]/V(w){box(0)}")
    assert texts(data)[-1] == "Harbour: Wismar"


def test_a_box_is_read_as_yes_and_one_that_is_not_ticked_as_no() -> None:
    ticked = "/FT/Btn/T(a)/V/On/AS/On/AP<</N<</On 5 0 R/Off 5 0 R>>>>/Rect[30 748 45 761]"
    empty = "/FT/Btn/T(b)/AS/Off/AP<</N<</On 5 0 R/Off 5 0 R>>>>/Rect[30 734 45 747]"
    data = with_fields(["It is insured", "It has a motor"], ticked, empty)
    assert texts(data)[-2:] == ["It is insured: yes", "It has a motor: no"]


def test_an_empty_form_says_nothing() -> None:
    empty = "/FT/Btn/T(b)/AS/Off/AP<</N<</On 5 0 R/Off 5 0 R>>>>/Rect[30 748 45 761]"
    assert texts(with_fields(["It is insured"], empty, f"/FT/Tx/T(n1){box(0)}")) == ["It is insured"]


def test_a_field_that_every_page_shows_is_read_once() -> None:
    data = with_fields(["x"], *[f"/FT/Tx/T(n1)/V(Ada Lovelace){box(row)}" for row in (1, 3)])
    assert "\n".join(texts(data)).count("Ada Lovelace") == 1


def test_a_value_that_the_page_itself_says_is_read_once() -> None:
    data = with_fields(["Ada Lovelace"], f"/FT/Tx/T(n1)/V(Ada Lovelace){box(0, left=45)}")
    assert texts(data) == ["Ada Lovelace"]


def test_a_password_and_a_hidden_field_are_not_read() -> None:
    data = with_fields(["x"], f"/FT/Tx/T(p)/Ff 8192/V(secret){box(0)}", f"/FT/Tx/T(h)/F 2/V(hidden){box(1)}")
    assert texts(data) == ["x"]


def test_a_form_of_the_kind_xfa_is_said() -> None:
    data = pdf([["Please wait..."]], "/AcroForm<</Fields[]/XFA 6 0 R>>", objects=[stream("<xdp/>")])
    assert warnings(data) == ["a form of the kind XFA, of which only what its pages show in other programs is read"]


def test_a_comment_is_read_with_its_author() -> None:
    assert (
        texts(annotated("/Subtype/Text/Contents(It is twelve.)/T(M. Weber)"))[-1]
        == "Comment by M. Weber: It is twelve."
    )


def test_words_typed_onto_a_page_are_read() -> None:
    assert texts(annotated("/Subtype/FreeText/Contents(The key hangs here.)"))[-1] == "The key hangs here."


def test_a_stamp_is_read() -> None:
    assert texts(annotated("/Subtype/Stamp/Name/NotApproved"))[-1] == "Stamp: Not Approved"


@pytest.mark.parametrize(
    "annotation",
    [
        "/Subtype/Popup/Contents(words)",
        "/Subtype/Text/F 2/Contents(words)",
        "/Subtype/Text/StateModel(Review)/State(Accepted)/Contents(words)",
        "/Subtype/Highlight",
    ],
    ids=["window of a comment", "hidden", "a comment's state", "without words"],
)
def test_an_annotation_without_words_of_its_own_says_nothing(annotation: str) -> None:
    assert texts(annotated(annotation)) == ["The bridge."]


def test_the_address_behind_a_link_is_read_where_the_page_does_not_say_it() -> None:
    link = "/Subtype/Link/A<</S/URI/URI(mailto:office@example.org?subject=x)>>"
    assert texts(annotated(link, lines=["Harbour"]))[-1] == "Harbour: office@example.org"
    assert texts(annotated(link, lines=["office@example.org"])) == ["office@example.org"]


def test_the_page_behind_a_link_says_nothing() -> None:
    assert texts(annotated("/Subtype/Link/A<</S/URI/URI(https://example.org)>>")) == ["The bridge."]


def test_an_attached_file_is_read_under_its_name() -> None:
    names = "/Names<</EmbeddedFiles<</Names[(n) 6 0 R]>>>>"
    file = "<</Type/Filespec/F(prices.csv)/UF(prices.csv)/EF<</F 7 0 R>>>>"
    data = pdf([["See the list."]], names, objects=[file, stream("Part,Price\nnut,3\nbolt,4")])
    assert read(data)[1] == Section("Part: nut | Price: 3\nPart: bolt | Price: 4", None, "prices.csv")


def test_a_file_attached_to_a_place_is_read_once() -> None:
    file = "<</Type/Filespec/F(n.txt)/UF(n.txt)/EF<</F 9 0 R>>>>"
    pinned = "/Subtype/FileAttachment/FS 8 0 R"
    assert texts(annotated(pinned, pinned, objects=[file, stream("4711")])) == ["The bridge.", "4711"]


def test_an_attached_file_that_cannot_be_read_is_said() -> None:
    names = "/Names<</EmbeddedFiles<</Names[(n) 6 0 R]>>>>"
    file = "<</Type/Filespec/F(n.docx)/UF(n.docx)/EF<</F 7 0 R>>>>"
    data = pdf([["See the list."]], names, objects=[file, stream("\x00\x01no zip")])
    assert warnings(data)[0].startswith("n.docx: not read: cannot be read as DOCX")


def test_pages_of_pictures_are_counted_with_those_that_have_only_a_stamp() -> None:
    data = pdf([["ACME-00001"], [], ["The contract ends in May."]], "", "/Contents[5 0 R 10 0 R]", objects=[PICTURE])
    assert warnings(data) == [
        "2 of 3 pages hold only pictures: for OCR, ./build.sh setup ocr, and upload it again (pages 1 to 2)"
    ]


def test_a_picture_in_a_group_is_one_where_the_group_stands() -> None:
    entries = "/Type/XObject/Subtype/Form/BBox[0 0 1 1]/Matrix[500 0 0 700 50 50]"
    group = stream("BI /W 1 /H 1 /CS /G /BPC 8 ID \x7f EI", entries)
    shown = "/Contents[5 0 R 7 0 R]/Resources<</Font<</F 3 0 R>>/XObject<</G 6 0 R>>>>"
    assert warnings(pdf([["ACME-00001"]], "", shown, objects=[group, stream("/G Do")]))[0].startswith("1 of 1 pages")


def test_a_page_of_text_beside_a_picture_is_no_picture() -> None:
    lines = [f"Line {number} of the text beside it." for number in range(10)]
    data = pdf([lines], "", "/Contents[5 0 R 6 0 R]", objects=[PICTURE.replace("700 50 50", "350 50 50")])
    assert warnings(data) == ["1 picture without a description (page 1)"]


def test_what_is_said_of_a_picture_for_who_does_not_see_it_is_read() -> None:
    catalog = "/MarkInfo<</Marked true>>/StructTreeRoot 7 0 R"
    picture = stream("/Figure<</MCID 0>>BDC " + PICTURE.split("stream\n")[1].removesuffix("\nend") + " EMC")
    root = "<</Type/StructTreeRoot/K 8 0 R/ParentTree<</Nums[0[8 0 R]]>>>>"
    figure = "<</Type/StructElem/S/Figure/P 7 0 R/Pg 4 0 R/K 0/Alt(A bridge of stone)>>"
    page = "/Contents[5 0 R 6 0 R]/StructParents 0"
    data = pdf([["The bridge is old."] * 9], catalog, page, objects=[picture, root, figure])
    assert texts(data)[-1] == "Picture: A bridge of stone"
    assert warnings(data) == []


def test_the_invisible_text_of_a_scan_that_was_read_counts() -> None:
    hidden = stream("BT 3 Tr /F 12 Tf 100 400 Td (The contract.) Tj ET")
    assert warnings(pdf([[]], "", "/Contents[6 0 R 7 0 R]", objects=[PICTURE, hidden])) == []


def test_a_font_without_a_unicode_map_is_named_with_its_pages() -> None:
    encoding = "/Encoding<</Type/Encoding/Differences[65" + "".join(f"/g{code}" for code in range(26)) + "]>>"
    data = pdf([["ABCDEFGHIJKLMNOP"], ["QRSTUVWXYZABC"]], font=encoding)
    assert warnings(data) == ["font without a Unicode map, whose text may be wrong: Helvetica (pages 1 to 2)"]


def test_a_broken_page_is_said_and_the_others_are_read() -> None:
    data = pdf([["One."], ["Two."]]).replace(b"6 0 obj<</Type/Page/", b"6 0 obj<</Type/Pagx/")
    assert texts(data) == ["One."]
    assert warnings(data) == ["1 page broken in the file and not read (page 2)"]


def test_a_pdf_of_broken_pages_only_is_rejected() -> None:
    with pytest.raises(Rejected, match="broken or incomplete"):
        read(pdf([["One."]]).replace(b"4 0 obj<</Type/Page/", b"4 0 obj<</Type/Pagx/"))
