"""E-books, mails, RTF, tables, JSON and source code into sections."""

import pytest

from events.errors import Rejected
from functions.ingest.extract import Section, extract, media_type_of
from functions.ingest.extract.left_out import gathered
from tests.unit.ingest import written_files
from tests.unit.ingest.bombs import with_member, zipped
from tests.unit.ingest.written_files import mail


def read(name: str, data: bytes | str) -> list[Section]:
    data = data if isinstance(data, bytes) else data.encode()
    return extract(data, media_type_of(name, "", data), name)


def pairs(name: str, data: bytes | str) -> list[tuple[str, str]]:
    return [(section.heading, section.text) for section in read(name, data)]


def test_a_book_is_read_chapter_by_chapter_in_the_order_of_reading() -> None:
    assert pairs("a.epub", written_files.epub_file()) == [
        ("The Sea Book > Whales", "Whales sing at night."),
        ("The Sea Book > Crabs", "Crabs walk sideways."),
    ]


def book(pages: dict[str, bytes], items: str, spine: str) -> bytes:
    package = (
        '<?xml version="1.0"?><!DOCTYPE package PUBLIC "+//x//y" "z.dtd"><package>'
        "<metadata><title>Sea</title></metadata>"
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    container = b"<container><rootfiles><rootfile full-path='o/c.opf'/></rootfiles></container>"
    return zipped({"META-INF/container.xml": container, "o/c.opf": package.encode(), **pages})


def test_a_book_without_one_of_its_chapters_gives_the_others_and_says_so() -> None:
    items = "<item id='a' href='A.xhtml' media-type='application/xhtml+xml'/><item id='b' href='b.html'/>"
    data = book({"o/a.xhtml": b"<h1>One</h1><p>Gulls."}, items, "<itemref idref='a'/><itemref idref='b'/>")
    with gathered() as warnings:
        assert pairs("a.epub", data) == [("Sea > One", "Gulls.")]
    assert warnings.texts() == ["1 chapter that the book names and does not hold (o/b.html)"]


def test_a_book_of_an_old_type_of_pages_is_read() -> None:
    items = "<item id='s' href='s.svg' media-type='image/svg+xml'/>"
    items += "<item id='a' href='a.xml' media-type='text/x-oeb1-document'/>"
    page = '<?xml version="1.0" encoding="iso-8859-2"?><html><body><h1>One</h1><p>Łódź.'.encode("iso8859-2")
    data = book({"o/a.xml": page, "o/s.svg": b"<svg/>"}, items, "<itemref idref='s'/><itemref idref='a'/>")
    assert pairs("a.epub", data) == [("Sea > One", "Łódź.")]


def test_a_locked_book_is_rejected() -> None:
    lock = b"<encryption><EncryptedData><EncryptionMethod Algorithm='http://www.w3.org/2001/04/xmlenc#aes256-cbc'/>"
    locked = with_member(written_files.epub_file(), "META-INF/encryption.xml", lock + b"</EncryptedData></encryption>")
    with pytest.raises(Rejected, match=r"a\.epub is encrypted \(DRM\)"):
        read("a.epub", locked)


def test_a_mail_keeps_who_wrote_when_and_its_attachments_under_its_subject() -> None:
    head = "From: Ana Müller <ana@example.org>\nTo: all@example.org\nDate: Mon, 02 Mar 2026 09:00:00 +0100"
    first, *others = pairs("a.eml", written_files.mail_file())
    assert first[0] == "The boiler"
    assert first[1].startswith(f"{head}\n\nThe attachment boiler.png is not read.")
    assert others == [
        ("The boiler", "The boiler is serviced on Friday."),
        (
            "The boiler > towns.csv",
            "Town: Prague | River: Vltava | Bridges: 18\nTown: Passau | River: Danube; Inn, Ilz | Bridges: 12",
        ),
        ("The boiler > attachment 2 > Re: keys", head),
        ("The boiler > attachment 2 > Re: keys", "The keys hang behind the door."),
    ]


def test_a_mail_in_html_alone_is_read() -> None:
    message = mail()
    message.set_content("<p>Only <b>HTML</b></p>", subtype="html")
    assert pairs("a.eml", message.as_bytes())[1] == ("The boiler", "Only HTML")


def test_what_is_no_mail_is_rejected() -> None:
    with pytest.raises(Rejected, match=r"a\.eml cannot be read as an e-mail"):
        read("a.eml", "only words")


def test_rtf_gives_its_paragraphs() -> None:
    assert pairs("a.rtf", written_files.RTF) == [("", "The mill grinds rye.\n\nGröße: 3 m.")]


def test_what_is_no_rtf_is_rejected() -> None:
    with pytest.raises(Rejected, match=r"a\.rtf cannot be read as RTF"):
        read("a.rtf", "only words")


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.csv", "Town,River\nBern,Aare"), ("a.csv", "Town;River\nBern;Aare"), ("a.tsv", "Town\tRiver\nBern\tAare")],
)
def test_each_row_of_a_table_repeats_the_header(name: str, data: str) -> None:
    assert pairs(name, data) == [("", "Town: Bern | River: Aare")]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param("1,2\n3,4", "1 | 2\n3 | 4", id="figures at the top are no header"),
        pytest.param("a,a\nb,c", "a | a\nb | c", id="nor are names that come twice"),
        pytest.param("Town,River\nBern,\n,Aare", "Town: Bern\nRiver: Aare", id="empty cells go"),
        pytest.param('Name,Text\nx,"two\nlines"', "Name: x | Text: two lines", id="a cell is one line"),
        pytest.param("Town\nBern\nThun", "Town: Bern\nTown: Thun", id="one column"),
        pytest.param("alone,in,the file", "alone | in | the file", id="one row"),
    ],
)
def test_tables_as_they_come(data: str, text: str) -> None:
    assert pairs("a.csv", data) == [("", text)]


def test_json_has_its_keys_as_headings_and_its_records_together() -> None:
    assert pairs("a.json", written_files.JSON) == [
        ("", "name: Weather station"),
        ("sensors", "kind: rain\nplace.roof: south"),
        ("limits", "wind: 120"),
    ]


def test_each_line_of_json_lines_is_a_paragraph() -> None:
    assert pairs("a.jsonl", written_files.JSON_LINES) == [("", "bird: heron\nseen: dawn, dusk\n\nbird: kestrel")]


def test_source_code_keeps_each_definition_whole_under_its_first_line() -> None:
    assert pairs("pumps.py", written_files.CODE) == [
        ("", '"""Pumps."""\n\nimport os'),
        ("class Pump", '@decorated\nclass Pump:\n    """Moves water."""\n    litres = 40'),
        (
            "class Pump > def start(self) -> None",
            '    def start(self) -> None:\n        """Begin."""\n        self.running = True',
        ),
        ("def total(pumps)", "def total(pumps):\n    return sum(pump.litres for pump in pumps)"),
    ]


@pytest.mark.parametrize(
    ("name", "line", "heading"),
    [
        ("a.go", "func (p *Pump) Start() error {", "func (p *Pump) Start() error"),
        ("a.rs", "pub(crate) async fn start(&self) -> u8 {", "pub(crate) async fn start(&self) -> u8"),
        ("a.ts", "export default function* start() {", "export default function* start()"),
        ("a.java", "public final class Pump extends Engine {", "public final class Pump extends Engine"),
        ("a.sql", "create table pumps (", "create table pumps ("),
        ("a.c", "struct pump *first;", ""),
        ("a.js", "module.exports = pump", ""),
    ],
)
def test_definitions_are_known_in_many_languages(name: str, line: str, heading: str) -> None:
    assert pairs(name, f"{line}\n  x") == [(heading, f"{line}\n  x")]
