"""PDF into a section for each page."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from events.errors import Rejected
from functions.ingest.extract import Section, extract
from tests.unit.ingest.pdf_writer import pdf

FILES = Path(__file__).parent / "files"


def read(data: bytes, **limits: Any) -> list[Section]:
    return extract(data, "application/pdf", "a.pdf", **limits)


@pytest.fixture(scope="module")
def two_pages() -> list[Section]:
    return read((FILES / "two_pages.pdf").read_bytes())


def test_each_section_has_its_page_and_its_headings(two_pages: list[Section]) -> None:
    assert [(section.page, section.heading) for section in two_pages] == [
        (1, "The Norman Conquest"),
        (1, "The Norman Conquest > 1. Beginnings"),
        (2, "The Norman Conquest > 2. Conquest"),
    ]


def test_lines_are_joined_to_paragraphs(two_pages: list[Section]) -> None:
    paragraphs = two_pages[1].text.split("\n\n")
    assert [paragraph.split(" ", 2)[:2] for paragraph in paragraphs] == [["The", "Normans"], ["The", "extraordinarily"]]


def test_words_broken_at_a_lines_end_are_whole_again(two_pages: list[Section]) -> None:
    assert "raiders and pirates from Denmark" in two_pages[1].text


def test_a_compound_keeps_its_hyphen_at_a_lines_end(two_pages: list[Section]) -> None:
    assert "motte-and-bailey fortifications" in two_pages[2].text


def test_list_items_are_paragraphs(two_pages: list[Section]) -> None:
    assert "• Cathedrals followed." in two_pages[2].text.split("\n\n")


def test_a_page_without_text_is_left_out_and_the_others_keep_their_numbers() -> None:
    assert read(pdf([["One."], [], ["Three."]])) == [Section("One.", 1, ""), Section("Three.", 3, "")]


def test_pictures_without_text_are_rejected() -> None:
    with pytest.raises(
        Rejected, match=r"a\.pdf has no text, it holds only pictures: for OCR, \./build\.sh setup ocr"
    ) as caught:
        read(pdf([[], []]))
    assert caught.value.status == 422


def test_an_encrypted_file_is_rejected() -> None:
    with pytest.raises(Rejected, match=r"a\.pdf is encrypted: remove its password") as caught:
        read((FILES / "encrypted.pdf").read_bytes())
    assert caught.value.status == 422


def test_a_file_that_opens_without_its_owners_password_is_read() -> None:
    assert read((FILES / "owner_password.pdf").read_bytes()) == [Section("The harbour opens at nine.", 1, "")]


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.4\n%garbage", b"no pdf at all", (FILES / "two_pages.pdf").read_bytes()[:3000]],
    ids=["garbage", "another format", "cut off"],
)
def test_a_broken_file_is_rejected(data: bytes) -> None:
    with pytest.raises(Rejected, match="cannot be read as a PDF, it is broken or incomplete") as caught:
        read(data)
    assert caught.value.status == 422


def test_more_pages_than_allowed_are_rejected() -> None:
    with pytest.raises(Rejected, match="has 3 pages, more than the 2 allowed") as caught:
        read(pdf([["x"]] * 3), max_pages=2)
    assert caught.value.status == 413


def test_more_characters_than_allowed_are_rejected() -> None:
    with pytest.raises(Rejected, match="more text than is allowed") as caught:
        read(pdf([["Some words."], ["And more."]]), max_characters=15)
    assert caught.value.status == 413


def test_several_threads_may_read_at_once() -> None:
    data = (FILES / "two_pages.pdf").read_bytes()
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(read, [data] * 16))
    assert all(result == results[0] for result in results)
