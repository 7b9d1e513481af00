"""What kind of file this is, and which kinds are refused."""

import pytest

from events.errors import Rejected
from functions.ingest.extract import extract, media_type_of


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ("application/pdf", "application/pdf"),
        ("Text/HTML; charset=utf-8", "text/html"),
        ("text/x-markdown", "text/markdown"),
        ("application/xhtml+xml", "text/html"),
        ("image/png", "image/png"),
    ],
)
def test_a_specific_declaration_decides(declared: str, expected: str) -> None:
    assert media_type_of("a.txt", declared, b"text") == expected


@pytest.mark.parametrize("declared", ["", "application/octet-stream", "application/x-www-form-urlencoded"])
def test_the_names_ending_decides_where_the_declaration_says_nothing(declared: str) -> None:
    assert media_type_of("Notes/READ.ME.MD", declared, b"text") == "text/markdown"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"%PDF-1.7 ...", "application/pdf"),
        (b"\n<!DOCTYPE html><p>x", "text/html"),
        (b"<HTML><p>x", "text/html"),
        (b"some words", "text/plain"),
        ("words".encode("utf-16"), "text/plain"),
        (b"PK\x03\x04\0\0", "application/octet-stream"),
    ],
)
def test_the_bytes_decide_where_the_name_says_nothing(data: bytes, expected: str) -> None:
    assert media_type_of("dir.d/name", "", data) == expected


@pytest.mark.parametrize("media_type", ["image/png", "application/octet-stream", "application/zip", "text/rtf"])
def test_an_unknown_type_is_rejected_and_the_supported_ones_are_named(media_type: str) -> None:
    with pytest.raises(Rejected, match="text/plain, text/markdown, text/html or application/pdf") as caught:
        extract(b"data", media_type, "a.bin")
    assert caught.value.status == 415


def test_another_type_of_text_is_read_as_plain_text() -> None:
    assert extract(b"a,b\n1,2", "text/csv", "a.csv")[0].text == "a,b\n1,2"


def test_more_text_than_allowed_is_rejected() -> None:
    with pytest.raises(Rejected, match="more than 10 characters") as caught:
        extract(b"eleven char", "text/plain", "a.txt", max_characters=10)
    assert caught.value.status == 413
