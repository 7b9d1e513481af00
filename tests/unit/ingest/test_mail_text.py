"""E-mails as programs write them: where the words are, in which character set, and what is attached."""

import gzip
from email.message import EmailMessage
from pathlib import Path

import pytest

from events.errors import Rejected
from functions.ingest.extract import extract, media_type_of
from functions.ingest.extract.archive_files import unpack
from functions.ingest.extract.compressed_rtf import decompressed
from functions.ingest.extract.left_out import gathered
from tests.unit.ingest.bombs import zipped

HEAD = b"From: Ana <ana@b.c>\r\nSubject: Pump\r\nMIME-Version: 1.0\r\n"


def texts(data: bytes) -> list[tuple[str, str]]:
    """Return what a mail says besides its own headers."""
    sections = extract(data, media_type_of("a.eml", "", data), "a.eml")
    return [(section.heading, section.text) for section in sections[1:]]


def alternative(plain: bytes, page: bytes) -> bytes:
    head = HEAD + b"Content-Type: multipart/alternative; boundary=b\r\n\r\n"
    parts = b"--b\r\nContent-Type: text/plain\r\n\r\n%b\r\n--b\r\nContent-Type: text/html\r\n\r\n%b\r\n--b--\r\n"
    return head + parts % (plain, page)


@pytest.mark.parametrize("stub", [b" ", b"This message is in HTML.", b""])
def test_a_plain_text_that_says_nothing_does_not_win_over_the_page(stub: bytes) -> None:
    page = b"<style>p { color: red }</style><p>The pump is rated for twelve bar and needs oil every hundred hours."
    assert texts(alternative(stub, page))[0][1].startswith("The pump is rated for twelve bar")


def test_a_plain_text_that_says_as_much_wins() -> None:
    assert texts(alternative(b"The pump needs oil.", b"<p>The pump <b>needs</b> oil.")) == [
        ("Pump", "The pump needs oil.")
    ]


def test_a_page_whose_table_names_its_columns_wins_over_cells_in_lines_of_their_own() -> None:
    page = b"<table><tr><th>Pump<th>Bar</tr><tr><td>A<td>12</tr><tr><td>B<td>9</tr></table>"
    assert texts(alternative(b"Pump\r\nBar\r\nA\r\n12\r\nB\r\n9", page)) == [
        ("Pump", "Pump: A | Bar: 12\nPump: B | Bar: 9")
    ]


@pytest.mark.parametrize(
    ("content_type", "body", "text"),
    [
        (b"text/plain", "Größe".encode("cp1252"), "Größe"),
        (b"text/plain; charset=us-ascii", "Größe".encode(), "Größe"),
        (b"text/plain; charset=unknown-8bit", "Grüße aus Köln".encode("cp1252"), "Grüße aus Köln"),
        (b"text/plain; charset=gb2312", "水泵镕".encode("gb18030"), "水泵镕"),
        (b"text/plain; charset=iso-8859-8-i", "המפתח".encode("iso8859-8"), "המפתח"),
        (b"text/plain; charset=utf-7", "水泵".encode("utf-7"), "水泵"),
        (b"text/html; charset=iso-8859-2", "<p>Łódź".encode("iso8859-2"), "Łódź"),
    ],
)
def test_the_words_are_read_in_the_character_set_that_they_are_in(content_type: bytes, body: bytes, text: str) -> None:
    assert texts(HEAD + b"Content-Type: " + content_type + b"\r\n\r\n" + body) == [("Pump", text)]


@pytest.mark.parametrize("codec", ["utf-8", "cp1252"])
def test_a_subject_in_bytes_that_it_should_not_have_is_read(codec: str) -> None:
    mail = "Subject: Größe\r\nFrom: Jürgen <j@b.c>\r\n\r\nx".encode(codec)
    [head, _] = extract(mail, "message/rfc822", "a.eml")
    assert (head.heading, head.text) == ("Größe", "From: Jürgen <j@b.c>")


@pytest.mark.parametrize("before", [b"\r\n \n", b"\xef\xbb\xbf"])
def test_what_stands_before_a_mail_does_no_harm(before: bytes) -> None:
    assert texts(before + HEAD + b"\r\nwords") == [("Pump", "words")]


def test_a_mail_in_wide_characters_is_read() -> None:
    assert texts((HEAD + b"\r\nwords").decode().encode("utf-16")) == [("Pump", "words")]


def test_parts_behind_another_boundary_than_the_mail_says_are_read() -> None:
    body = b"--other\r\nContent-Type: text/plain\r\n\r\nThe lost words.\r\n--other--\r\n"
    assert texts(HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + body) == [("Pump", "The lost words.")]


def test_a_mail_that_is_a_file_gives_the_file_s_words() -> None:
    mail = HEAD + b'Content-Type: text/csv; name="a.csv"\r\n\r\nTown,River\r\nBern,Aare\r\n'
    assert texts(mail) == [("Pump > a.csv", "Town: Bern | River: Aare")]


def message(**headers: str) -> EmailMessage:
    built = EmailMessage()
    for key, value in ({"Subject": "Pump", "From": "ana@b.c"} | headers).items():
        built[key] = value
    built.set_content("See below.")
    return built


def test_an_invitation_is_read() -> None:
    built = message()
    entry = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Check\nDTSTART;TZID=Europe/Berlin:20261201T0900\n00\n"
    entry = entry.replace("00\n00\n", "0000\n") + "LOCATION:Hall 4\\, Kiel\nEND:VEVENT\nEND:VCALENDAR\n"
    built.add_alternative(entry, subtype="calendar")
    text = "Event: Check\nFrom: 2026-12-01 09:00 (Europe/Berlin)\nPlace: Hall 4, Kiel"
    assert texts(built.as_bytes()) == [("Pump", "See below."), ("Pump > Check", text)]


def test_an_attachment_deep_in_the_tree_is_read() -> None:
    related = message()
    related.add_related(b"words of it", "text", "plain", filename="deep.txt")
    outer = message()
    outer.make_mixed()
    outer.attach(related)
    assert ("Pump > deep.txt", "words of it") in texts(outer.as_bytes())


@pytest.mark.parametrize(
    ("name", "data"), [("a.zip", zipped({"b.txt": b"in it"})), ("b.txt.gz", gzip.compress(b"in it", mtime=0))]
)
def test_the_files_of_an_attached_archive_are_read(name: str, data: bytes) -> None:
    built = message()
    built.add_attachment(data, "application", "octet-stream", filename=name)
    assert (f"Pump > {name} > b.txt", "in it") in texts(built.as_bytes())


def test_a_picture_within_a_signature_costs_no_words() -> None:
    built = message()
    built.add_related(b"\x89PNG", "image", "png", cid="<logo>", filename="logo.png")
    with gathered() as warnings:
        assert texts(built.as_bytes()) == [("Pump", "See below.")]
    assert warnings.texts() == ["1 picture within the message"]


def test_why_an_attachment_is_not_read_is_a_warning() -> None:
    built = message()
    built.add_attachment(b"\x89PNG", "image", "png", filename="plan.png")
    with gathered() as warnings:
        [head, _] = extract(built.as_bytes(), "message/rfc822", "a.eml")
    assert head.text.endswith("The attachment plan.png is not read.")
    assert warnings.texts()[0].startswith("plan.png: not read: is a picture")


MAILBOX = b"""From ana@b.c Sat Nov 28 10:00:00 2026
From: ana@b.c
Subject: One / two

Words.

>From here on quoted.
From there no mail begins.

From bob@b.c Sat Nov 28 11:00:00 2026
From: bob@b.c
Subject: =?utf-8?q?Gr=C3=B6=C3=9Fe?=

Second.
"""


def test_each_mail_of_a_mailbox_is_a_file_of_its_own() -> None:
    first, second = unpack(MAILBOX, "a.mbox", 10_000)
    assert (first.path, second.path) == ("00001 One _ two.eml", "00002 Größe.eml")
    assert texts(first.data) == [
        ("One / two", "Words.\n\nFrom here on quoted.\nFrom there no mail begins."),
    ]
    assert texts(second.data) == [("Größe", "Second.")]


def test_a_mail_of_outlook_is_read_with_its_attachments() -> None:
    data = (Path(__file__).parent / "files" / "outlook.msg").read_bytes()
    head, body, attached = extract(data, media_type_of("a.msg", "", data), "a.msg")
    assert head.heading == "Delivery of the winch"
    assert head.text.startswith("From: Ingrid Sample <ingrid@boats.example>\nTo: ")
    assert "half past seven in the morning" in body.text
    assert (attached.heading, attached.text.split("\n")[0]) == (
        "Delivery of the winch > prices.csv",
        "Part: Drum | Francs: 310",
    )


def test_a_broken_mail_of_outlook_is_rejected() -> None:
    data = (Path(__file__).parent / "files" / "outlook.msg").read_bytes()[:1500]
    with pytest.raises(Rejected, match="save it as EML"):
        extract(data, "application/vnd.ms-outlook", "a.msg")


def test_rtf_as_outlook_compresses_it_is_read() -> None:
    """The example of MS-OXRTFCP, 3.1."""
    data = "2d0000002b0000004c5a4675f1c5c7a703000a00726370673132354232" + "0af32068656c090020627705b06c647d0a800fa0"
    assert decompressed(bytes.fromhex(data)) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
