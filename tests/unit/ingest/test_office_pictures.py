"""The pictures within Word documents and presentations: the large ones are noted for OCR, with their slide."""

import pytest

from events.scans import RecognisedText, ScannedPage
from functions.documents.media_types import DOCX, PNG, PPTX
from functions.ingest.extract import extract
from functions.ingest.extract.left_out import gathered
from functions.ingest.extract.office_pictures import LEAST
from functions.ingest.extract.scanned import scans_gathered
from functions.ingest.recognised_pages import recognised
from tests.unit.ingest.made_parts import docx, paragraph, pptx, shape

PHOTO = b"\x89PNG\r\n\x1a\n".ljust(LEAST, b".")
SHOWN = "<w:drawing><wp:docPr id='1'/><pic:pic><a:blip r:embed='rP'/></pic:pic></w:drawing>"
OLDER = "<w:pict><v:shape><v:imagedata r:id='rP'/></v:shape></w:pict>"
ON_SLIDE = "<p:pic><p:nvPicPr><p:cNvPr id='2'/></p:nvPicPr><p:blipFill><a:blip r:embed='rP'/></p:blipFill></p:pic>"
PICTURE = "word/media/photo.png"


def word(more: str, content: bytes = PHOTO, name: str = "photo.png") -> bytes:
    return docx(paragraph("See the sign.", more=more), {f"word/media/{name}": content}, rP=f"image media/{name}")


def noted(data: bytes, media_type: str = DOCX, *, wanted: bool = True) -> tuple[list[ScannedPage], list[str]]:
    """Return what is noted for OCR, and the warnings."""
    with gathered() as warnings, scans_gathered(wanted=wanted) as scans:
        extract(data, media_type, "a file")
    return scans.pages, warnings.texts()


@pytest.mark.parametrize("drawing", [SHOWN, OLDER])
def test_a_large_picture_of_a_word_document_is_noted_by_its_part(drawing: str) -> None:
    assert noted(word(drawing)) == ([ScannedPage(picture=PICTURE)], [])


def test_a_picture_that_is_shown_twice_is_noted_once() -> None:
    assert noted(word(SHOWN + SHOWN))[0] == [ScannedPage(picture=PICTURE)]


@pytest.mark.parametrize(("content", "name"), [(PHOTO[:-1], "photo.png"), (PHOTO, "photo.emf")])
def test_a_sign_and_a_drawing_are_named_as_before(content: bytes, name: str) -> None:
    assert noted(word(SHOWN, content, name)) == ([], ["1 picture without a description"])


def test_without_ocr_a_large_picture_is_named_as_before() -> None:
    assert noted(word(SHOWN), wanted=False)[1] == ["1 picture without a description"]


def test_a_picture_on_a_slide_is_noted_with_the_slide() -> None:
    data = pptx(shape("one"), ON_SLIDE, parts={"ppt/slides/photo.png": PHOTO}, rP="image photo.png")
    assert noted(data, PPTX) == ([ScannedPage(page=1, picture="ppt/slides/photo.png")], [])


class Words:
    text, confidence = "Open from nine", 0.9


def test_the_part_is_recognised_by_its_own_type() -> None:
    asked: list[tuple[bytes, str, list[int]]] = []

    def recognise(data: bytes, media_type: str, pages: object, languages: object) -> list[Words]:
        asked.append((data, media_type, list(pages)))  # type: ignore[call-overload]
        return [Words()]

    page = ScannedPage(page=1, picture=PICTURE)
    [found] = recognised(recognise, word(SHOWN), DOCX, [page], [])
    assert asked == [(PHOTO, PNG, [0])]
    assert found == RecognisedText(page=1, picture=PICTURE, text="Open from nine", confidence=0.9)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (word(SHOWN, name="other.png"), "cannot be taken out of the file"),
        (b"no zip file", "cannot be taken out of the file"),
        (word(SHOWN, b"<svg/>".ljust(LEAST)), "none of PNG, JPEG, TIFF and WebP"),
    ],
)
def test_a_picture_that_is_none_is_told_and_costs_nothing_else(data: bytes, reason: str) -> None:
    def recognise(*_: object) -> list[Words]:
        raise AssertionError("there is nothing to recognise")

    [found] = recognised(recognise, data, DOCX, [ScannedPage(picture=PICTURE)], [])
    assert reason in found.fault
