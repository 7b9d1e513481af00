"""DOCX, PPTX, XLSX and OpenDocument into sections."""

import pytest

from events.errors import Rejected
from functions.ingest.extract import Section, extract, media_type_of
from tests.unit.ingest import office_files
from tests.unit.ingest.bombs import with_member, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OFFICE = ("a.docx", "a.pptx", "a.xlsx", "a.odt", "a.ods", "a.odp")


def read(name: str, data: bytes) -> list[Section]:
    return extract(data, media_type_of(name, "", data), name)


def test_a_word_document_keeps_headings_lists_code_and_tables() -> None:
    assert read("a.docx", office_files.docx_file()) == [
        Section(text="This manual is for keepers.", page=None, heading="Lighthouse manual"),
        Section(
            text="The lens is cleaned every Tuesday with vinegar.\n\n- soft cloth\n- vinegar\n\nlamp.off()\n"
            "    lens.wash()\n\nPart: lens | Maker: Fresnel | Year: 1823\nPart: bulb | Maker: Osram | Year: 1999",
            page=None,
            heading="Lighthouse manual > The lamp > Cleaning",
        ),
    ]


def test_a_presentation_keeps_slides_titles_tables_and_notes() -> None:
    assert read("a.pptx", office_files.pptx_file()) == [
        Section(
            text="The pier is rebuilt in May\nThe crane moves north\n\nMention the budget of nine million.",
            page=1,
            heading="Harbour plan",
        ),
        Section(text="Ship: Aurora | Captain: Lindqvist | Port: Turku", page=2, heading="Ferries"),
    ]


def test_a_workbook_keeps_sheets_and_repeats_the_header_in_each_row() -> None:
    assert read("a.xlsx", office_files.xlsx_file()) == [
        Section(
            text="Item: lamps | Count: 12 | Arrived: 2026-03-01 | Fragile: yes\n"
            "Item: nails | Count: 2500.5 | Arrived: 2026-03-02 08:30:00 | Fragile: no",
            page=None,
            heading="Stock",
        ),
        Section(text="The cellar is damp.", page=None, heading="Notes"),
    ]


def test_an_opendocument_text_keeps_headings_lists_and_tables() -> None:
    assert read("a.odt", office_files.odt_file()) == [
        Section(
            text="The hive weighs  fifteen kilograms.\n\n- sugar\n- wax\n\nQueen: Maja | Hive: 4 | Year: 2025",
            page=None,
            heading="Beekeeping > Winter",
        )
    ]


def test_an_opendocument_spreadsheet_keeps_sheets_and_headers() -> None:
    text = "Tree: oak | Height: 31 m\nTree: birch | Height: 18 m"
    assert read("a.ods", office_files.ods_file()) == [Section(text=text, page=None, heading="Trees")]


def test_an_opendocument_presentation_keeps_slides_and_titles() -> None:
    assert read("a.odp", office_files.odp_file()) == [Section(text="High water is at noon.", page=1, heading="Tides")]


def test_what_was_deleted_in_a_word_document_is_not_read_and_notes_stand_where_they_belong() -> None:
    body = (
        "<w:p><w:r><w:t>Kept</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t> new</w:t><w:footnoteReference w:id='2'/></w:r></w:ins></w:p>"
    )
    namespace = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
    data = with_member(
        office_files.docx_file(),
        "word/document.xml",
        f"<w:document {namespace}><w:body>{body}</w:body></w:document>".encode(),
    )
    note = "<w:footnote w:id='2'><w:p><w:r><w:t>a note</w:t></w:r></w:p></w:footnote>"
    notes = f"<w:footnotes {namespace}>{note}</w:footnotes>".encode()
    (section,) = read("a.docx", with_member(data, "word/footnotes.xml", notes))
    assert section.text == "Kept new (a note)"


@pytest.mark.parametrize("name", OFFICE)
@pytest.mark.parametrize(
    "data", [b"no zip file", b"PK\x03\x04 nor this", zipped({"other.txt": b"x"})], ids=["text", "cut", "another zip"]
)
def test_a_broken_file_is_rejected(name: str, data: bytes) -> None:
    with pytest.raises(Rejected, match=f"{name} cannot be read as .*: save it again"):
        read(name, data)


@pytest.mark.parametrize("name", OFFICE)
def test_a_file_that_is_cut_off_is_rejected(name: str) -> None:
    whole: bytes = getattr(office_files, f"{name[2:]}_file")()
    with pytest.raises(Rejected, match="broken or incomplete"):
        read(name, whole[: len(whole) // 2])


def test_an_encrypted_office_file_is_rejected() -> None:
    with pytest.raises(Rejected, match=r"a\.docx is encrypted: remove its password"):
        read("a.docx", OLE + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le"))


def test_an_office_file_of_before_2007_is_rejected() -> None:
    with pytest.raises(Rejected, match=r"before 2007: save it as XLSX"):
        read("a.xlsx", OLE + b"\0" * 504)


def test_an_encrypted_opendocument_file_is_rejected() -> None:
    manifest = b"<manifest><file-entry><encryption-data/></file-entry></manifest>"
    with pytest.raises(Rejected, match=r"a\.odt is encrypted"):
        read("a.odt", with_member(office_files.odt_file(), "META-INF/manifest.xml", manifest))
