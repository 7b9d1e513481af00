"""What kind of file this is, and which kinds are refused."""

import pytest

from events.errors import Rejected
from functions.documents.media_types import DOCX, EPUB, ODT, PPTX, RTF, SOURCE, XLSX, type_by_name
from functions.ingest.extract import declared_charset, extract, media_type_of
from tests.unit.ingest.bombs import zipped


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ("application/pdf", "application/pdf"),
        ("Text/HTML; charset=utf-8", "text/html"),
        ("text/x-markdown", "text/markdown"),
        ("application/xhtml+xml", "text/html"),
        ("text/rtf", RTF),
        ("application/x-ndjson", "application/jsonl"),
    ],
)
def test_a_declaration_that_is_read_decides(declared: str, expected: str) -> None:
    assert media_type_of("a.txt", declared, b"text") == expected


@pytest.mark.parametrize("declared", ["", "application/octet-stream", "application/x-www-form-urlencoded"])
def test_the_names_ending_decides_where_the_declaration_says_nothing(declared: str) -> None:
    assert media_type_of("Notes/READ.ME.MD", declared, b"text") == "text/markdown"


@pytest.mark.parametrize(
    ("name", "declared", "expected"),
    [
        ("main.ts", "video/mp2t", SOURCE),
        ("a.csv", "application/vnd.ms-excel", "text/csv"),
        ("a.py", "text/x-python", SOURCE),
        ("a.docx", "application/zip", DOCX),
    ],
)
def test_the_names_ending_decides_over_a_declaration_that_nobody_reads(name: str, declared: str, expected: str) -> None:
    assert media_type_of(name, declared, b"text") == expected


@pytest.mark.parametrize("declared", ["image/png", "text/x-unheard-of"])
def test_a_specific_declaration_stays_where_the_name_says_nothing(declared: str) -> None:
    assert media_type_of("a", declared, b"text") == declared


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"%PDF-1.7 ...", "application/pdf"),
        (b"\n<!DOCTYPE html><p>x", "text/html"),
        (b"<HTML><p>x", "text/html"),
        (b"some words", "text/plain"),
        ("words".encode("utf-16"), "text/plain"),
        (b"PK\x03\x04\0\0", "application/octet-stream"),
        (b"{\\rtf1 x}", RTF),
        (zipped({"word/document.xml": b"x"}), DOCX),
        (zipped({"ppt/presentation.xml": b"x"}), PPTX),
        (zipped({"xl/workbook.xml": b"x"}), XLSX),
        (zipped({"mimetype": EPUB.encode()}, method=0), EPUB),
        (zipped({"mimetype": ODT.encode()}, method=0), ODT),
    ],
)
def test_the_bytes_decide_where_the_name_says_nothing(data: bytes, expected: str) -> None:
    assert media_type_of("dir.d/name", "", data) == expected


@pytest.mark.parametrize("media_type", ["image/gif", "application/octet-stream", "application/x-dvi"])
def test_an_unknown_type_is_rejected_and_the_supported_ones_are_named(media_type: str) -> None:
    with pytest.raises(
        Rejected, match=r"Markdown, HTML, PDF, DOCX, PPTX, XLSX, .* source code, or a zip or tar archive"
    ) as caught:
        extract(b"data", media_type, "a.bin")
    assert caught.value.status == 415


def test_another_type_of_text_is_read_as_plain_text() -> None:
    assert extract(b"A\n\nHello", "text/x-other", "a.oth")[0].text == "A\n\nHello"


def test_more_text_than_allowed_is_rejected() -> None:
    with pytest.raises(Rejected, match="more than 10 characters") as caught:
        extract(b"eleven char", "text/plain", "a.txt", max_characters=10)
    assert caught.value.status == 413


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.txt", b"%PDF-1.7 x", "application/pdf"),
        ("a.doc", b"{\\rtf1 x}", RTF),
        ("a.doc", zipped({"word/document.xml": b"x"}), DOCX),
        ("a.doc", zipped({"word/document2.xml": b"x"}), DOCX),
        ("a.pdf", zipped({"xl/workbook.xml": b"x"}), XLSX),
        ("a.xls", b"<html><table><tr><td>1", "text/html"),
        ("a.xls", b"<table><tr><td>1", "text/html"),
        ("a.xls", b"Town\tRiver\nBern\tAare", "text/tab-separated-values"),
        ("a.xls", "Town\tRiver".encode("utf-16"), "text/tab-separated-values"),
        ("a.xls", b"Town;River\nBern;Aare", "text/csv"),
        ("a.doc", b"plain words", "text/plain"),
        ("a.doc", b"MIME-Version: 1.0\nContent-Type: multipart/related", "message/rfc822"),
        ("a.docx", b"<!DOCTYPE html><p>not found", "text/html"),
        ("a.txt", b"<!-- saved -->\n<!DOCTYPE html>", "text/html"),
        ("a.txt", b"<p>a text about HTML", "text/plain"),
        ("a.php", b"<html><?php", SOURCE),
        ("a", OLE + "WordDocument".encode("utf-16-le"), "application/msword"),
        ("a.dat", OLE + "__properties_version1.0".encode("utf-16-le"), "application/vnd.ms-outlook"),
        ("a", b"From ana@b.c Sat Nov 28 10:00:00 2026\nFrom: Ana", "application/mbox"),
        ("a", b"\x1f\x8b\x08", "application/gzip"),
    ],
)
def test_the_content_decides_over_a_name_that_is_wrong(name: str, data: bytes, expected: str) -> None:
    assert media_type_of(name, "", data) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a.org", "text/org"), ("a.dotx", DOCX), ("a.ppsx", PPTX), ("a.ts", SOURCE), ("a.tar.gz", "application/x-tar")],
)
def test_a_name_s_ending_means_the_same_on_every_machine(name: str, expected: str) -> None:
    assert type_by_name(name) == expected


@pytest.mark.parametrize(("name", "better"), [("a.doc", "DOCX"), ("a.xls", "XLSX"), ("a.ppt", "PPTX")])
def test_what_is_from_an_old_office_and_is_not_read_is_refused_with_what_to_do(name: str, better: str) -> None:
    with pytest.raises(Rejected, match=f"save it as {better}"):
        extract(OLE, media_type_of(name, "", OLE), name)


def test_the_character_set_of_a_declaration_is_known() -> None:
    assert declared_charset('text/plain; format=flowed; Charset="ISO-8859-1"; x=y') == "cp1252"
    assert declared_charset("text/plain") == ""
