"""Pages recognised by the real engine, in the readers' sandbox."""

import pytest
from PIL import Image

from events.errors import Rejected, Unavailable
from functions.documents.media_types import PDF
from functions.ingest.recognition import pages
from functions.ingest.recognition.engine import Engine
from functions.ingest.recognition.pages import RecognisedPage, page_count, recognise_pages
from functions.ingest.recognition.picture import Picture
from functions.ingest.sandbox.protocol import Limits
from functions.ingest.sandbox.reader import Sandbox
from functions.serving.lazy import LazyResource
from tests.unit.recognition.drawn_pages import ENGLISH, GERMAN, draw_text, page, saved

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("tesseract")]

PNG = "image/png"


def read(image: Image.Image, *languages: str) -> RecognisedPage:
    [found] = recognise_pages(saved(image), PNG, [0], languages)
    return found


def test_the_text_of_a_page_comes_line_by_line_with_its_confidence() -> None:
    found = read(page(), "en")
    assert found.text == ENGLISH
    assert 0.8 < found.confidence <= 1


def test_the_language_of_a_page_is_found_where_nobody_names_it(tesseract: Engine) -> None:
    from functions.ingest.recognition.reading import read as read_picture  # which imports the engine

    found = read_picture(Picture(page(GERMAN), 220), [], tesseract.languages, tesseract.models)
    assert (found.languages, found.text) == (("de", "en"), GERMAN)


@pytest.mark.parametrize("turned", ["ROTATE_90", "ROTATE_180", "ROTATE_270"])
def test_a_page_that_lies_on_its_side_or_upside_down_is_turned(turned: str) -> None:
    longer = "\n".join([ENGLISH] * 3)  # of a few lines it cannot be told
    assert read(page(longer).transpose(Image.Transpose[turned]), "en").text.split() == longer.split()


def test_a_page_that_lies_askew_is_read() -> None:
    askew = page().rotate(2.5, Image.Resampling.BICUBIC, fillcolor=255, expand=True)
    assert read(askew, "en").text == ENGLISH


def test_small_letters_are_made_larger() -> None:
    assert read(page(size=11), "en").text == ENGLISH


def test_columns_come_one_after_the_other_apart_by_a_blank_line() -> None:
    image = Image.new("L", (1700, 500), 255)
    draw_text(image, (80, 70), ENGLISH)
    draw_text(image, (920, 70), GERMAN)
    assert read(image, "de").text == f"{ENGLISH}\n\n{GERMAN}"


def test_a_blank_page_has_no_text_and_is_no_error() -> None:
    assert read(Image.new("L", (800, 1000), 250)) == RecognisedPage("", 0.0)


def test_the_pages_of_a_pdf_come_in_the_order_asked_for() -> None:
    data = saved(page("The first page"), "PDF", save_all=True, append_images=[page("The second page")], resolution=220)
    assert page_count(data, PDF) == 2
    assert [one.text for one in recognise_pages(data, PDF, [1, 0], ["en"])] == ["The second page", "The first page"]


def test_the_pages_of_a_tiff_are_read() -> None:
    data = saved(page("The first page"), "TIFF", save_all=True, append_images=[page("The second page")])
    assert page_count(data, "image/tiff") == 2
    assert [one.text for one in recognise_pages(data, "image/tiff", [0, 1], ["en"])] == [
        "The first page",
        "The second page",
    ]


def test_what_cannot_be_read_is_rejected_with_its_reason() -> None:
    with pytest.raises(Rejected, match="the picture is broken"):
        recognise_pages(b"no picture", PNG, [0], [])


def with_limits(monkeypatch: pytest.MonkeyPatch, limits: Limits) -> None:
    monkeypatch.setattr(pages, "_sandbox", LazyResource(lambda: Sandbox(limits)))


def test_a_page_that_takes_too_long_is_rejected(monkeypatch: pytest.MonkeyPatch) -> None:
    with_limits(monkeypatch, Limits(0.05, pages.LIMITS.memory, 10**6, patience=600, advice=": scan it again"))
    with pytest.raises(Rejected, match=r"page 1 took more than 0\.05 s of the processor to read: scan it again"):
        read(page(), "en")


def test_a_page_that_needs_too_much_memory_is_rejected(monkeypatch: pytest.MonkeyPatch) -> None:
    with_limits(monkeypatch, Limits(60, 150 * 2**20, 10**6, advice=": scan it again"))
    with pytest.raises(Rejected):
        read(Image.new("L", (9000, 9000), 255), "en")


def test_where_nothing_is_set_up_the_page_waits_for_it(
    monkeypatch: pytest.MonkeyPatch,
    tesseract: Engine,
) -> None:
    monkeypatch.setattr(pages, "engine", lambda: None)
    with pytest.raises(Unavailable, match=r"\./build\.sh setup ocr"):
        read(page(), "en")
