"""What kind of file this is, and which kinds are refused."""

import pytest

from events.errors import Rejected
from functions.ingest.extract import extract, media_type_of
from functions.ingest.extract.media import DOCX, EPUB, ODT, PPTX, RTF, SOURCE, XLSX
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


@pytest.mark.parametrize("media_type", ["image/png", "application/octet-stream", "application/x-tar"])
def test_an_unknown_type_is_rejected_and_the_supported_ones_are_named(media_type: str) -> None:
    with pytest.raises(
        Rejected, match=r"Markdown, HTML, PDF, DOCX, PPTX, XLSX, .* source code, or a zip archive"
    ) as caught:
        extract(b"data", media_type, "a.bin")
    assert caught.value.status == 415


def test_another_type_of_text_is_read_as_plain_text() -> None:
    assert extract(b"WEBVTT\n\nHello", "text/vtt", "a.vtt")[0].text == "WEBVTT\n\nHello"


def test_more_text_than_allowed_is_rejected() -> None:
    with pytest.raises(Rejected, match="more than 10 characters") as caught:
        extract(b"eleven char", "text/plain", "a.txt", max_characters=10)
    assert caught.value.status == 413
