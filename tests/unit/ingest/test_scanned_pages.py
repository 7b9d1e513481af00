"""What a reader notes for OCR, pages that are pictures and picture files, and what it says where there is no OCR."""

import pytest

from events.errors import Rejected
from events.scans import ScannedPage
from functions.documents.media_types import JPEG, MAIL, PDF, PNG, TIFF, WEBP, type_by_name
from functions.ingest.extract import Section, extract, media_type_of
from functions.ingest.extract.left_out import inside
from functions.ingest.extract.picture_file import pages_of_picture
from functions.ingest.extract.scanned import Scans, scans_gathered
from tests.unit.ingest.pdf_writer import pdf

PHOTO = b"\xff\xd8\xff\xe0 a photo"


def read(data: bytes, media_type: str, *, wanted: bool = True) -> tuple[list[Section], Scans]:
    """Return what is read of a file, and what is noted for OCR."""
    with scans_gathered(wanted=wanted) as scans:
        return extract(data, media_type, "a file"), scans


def tiff(pages: int, order: str = "<") -> bytes:
    """Return the directories of a TIFF of so many pages, with one field each."""
    little = order == "<"

    def number(value: int, size: int) -> bytes:
        return value.to_bytes(size, "little" if little else "big")

    step = 2 + 12 + 4
    places = [8 + step * page for page in range(pages)]
    following = [*places[1:], 0]
    head = (b"II*\0" if little else b"MM\0*") + number(places[0], 4)
    return head + b"".join(number(1, 2) + bytes(12) + number(place, 4) for place in following)


def test_the_pages_without_text_are_noted_and_the_others_read() -> None:
    sections, scans = read(pdf([["One."], [], ["Three."], []]), PDF)
    assert [section.text for section in sections] == ["One.", "Three."]
    assert scans.pages == [ScannedPage(page=1), ScannedPage(page=3)]


def test_the_number_of_all_pages_is_told() -> None:
    assert read(pdf([["One."], []]), PDF)[1].of == 2


def test_a_pdf_of_pictures_alone_is_read_where_ocr_is() -> None:
    sections, scans = read(pdf([[], []]), PDF)
    assert (sections, len(scans.pages)) == ([], 2)


def test_a_pdf_of_pictures_alone_is_rejected_with_the_command_where_no_ocr_is() -> None:
    with pytest.raises(Rejected, match=r"holds only pictures: for OCR, \./build\.sh setup ocr, and upload it again"):
        read(pdf([[], []]), PDF, wanted=False)


def test_what_would_be_recognised_is_noted_where_no_ocr_is() -> None:
    assert read(pdf([["One."], []]), PDF, wanted=False)[1].pages == [ScannedPage(page=1)]


@pytest.mark.parametrize("media_type", [PNG, JPEG, TIFF, WEBP])
def test_a_picture_is_one_page_to_be_recognised(media_type: str) -> None:
    assert read(PHOTO, media_type)[1].pages == [ScannedPage()]


def test_a_picture_is_rejected_with_the_command_where_no_ocr_is() -> None:
    with pytest.raises(Rejected, match=r"is a picture.*\./build\.sh setup ocr") as caught:
        read(PHOTO, JPEG, wanted=False)
    assert caught.value.status == 415


def test_a_picture_within_another_file_is_to_be_uploaded_by_itself() -> None:
    with scans_gathered(wanted=True) as scans, inside("plan.jpg"), pytest.raises(Rejected, match="upload it by itself"):
        extract(PHOTO, JPEG, "plan.jpg")
    assert scans.pages == []


def test_a_scan_that_is_attached_to_a_mail_is_none_of_the_mails_pages() -> None:
    mail = b"Subject: a\nContent-Type: text/plain\n\nThe harbour opens at nine.\n"
    assert read(mail, MAIL)[1].pages == []


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("pages", [1, 3])
def test_the_pages_of_a_tiff_are_counted_in_either_byte_order(pages: int, order: str) -> None:
    assert pages_of_picture(tiff(pages, order)) == pages


def test_a_tiff_whose_directories_go_round_in_a_circle_ends() -> None:
    assert pages_of_picture(b"II*\0\x08\0\0\0" + b"\x01\0" + bytes(12) + b"\x08\0\0\0") == 1


@pytest.mark.parametrize("data", [b"", b"II*\0", b"II*\0\xff\xff\xff\xff", b"no picture"])
def test_what_is_no_whole_picture_counts_as_one_page(data: bytes) -> None:
    assert pages_of_picture(data) == 1


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"\x89PNG\r\n\x1a\n...", PNG),
        (PHOTO, JPEG),
        (b"II*\0....", TIFF),
        (b"MM\0*....", TIFF),
        (b"RIFF....WEBPVP8 ", WEBP),
    ],
)
@pytest.mark.parametrize("name", ["scan", "scan.pdf", "scan.png"])
def test_a_picture_is_known_by_its_first_bytes_whatever_its_name_says(data: bytes, media_type: str, name: str) -> None:
    assert media_type_of(name, "", data) == media_type


@pytest.mark.parametrize(("name", "media_type"), [("a.PNG", PNG), ("a.jpeg", JPEG), ("a.tif", TIFF), ("a.webp", WEBP)])
def test_a_picture_is_known_by_its_name(name: str, media_type: str) -> None:
    assert type_by_name(name) == media_type
