"""Pictures of every kind as shades of grey, upright and within bounds."""

import io
from collections.abc import Callable

import pytest
from PIL import Image, ImageOps

from events.errors import Rejected
from functions.documents.media_types import PDF
from functions.ingest.recognition import picture
from functions.ingest.recognition.picture import count_pages, picture_of
from tests.unit.recognition.drawn_pages import page, saved

PNG, JPEG, TIFF, WEBP = "image/png", "image/jpeg", "image/tiff", "image/webp"
FORMATS = {PNG: "PNG", JPEG: "JPEG", TIFF: "TIFF", WEBP: "WEBP"}


def dark_share(image: Image.Image) -> float:
    """Return how much of a picture is ink."""
    return sum(image.histogram()[:128]) / (image.size[0] * image.size[1])


@pytest.mark.parametrize("media_type", FORMATS)
def test_a_picture_of_each_format_comes_out_in_grey(media_type: str) -> None:
    drawn = page()
    shown = picture_of(saved(drawn, FORMATS[media_type]), media_type, 0).image
    assert (shown.mode, shown.size) == ("L", drawn.size)
    assert dark_share(shown) == pytest.approx(dark_share(drawn), rel=0.1)


def on_nothing(drawn: Image.Image) -> Image.Image:
    """Return black letters on a ground that is transparent, and black beneath that."""
    shown = Image.new("RGBA", drawn.size)
    shown.putalpha(ImageOps.invert(drawn))
    return shown


KINDS: dict[str, Callable[[Image.Image], Image.Image]] = {
    "black and white": lambda drawn: drawn.convert("1"),
    "colours": lambda drawn: drawn.convert("RGB"),
    "a palette": lambda drawn: drawn.convert("P"),
    "for printing": lambda drawn: drawn.convert("CMYK"),
    "16 bits": lambda drawn: drawn.convert("I").point(lambda value: value * 256).convert("I;16"),
    "transparent": on_nothing,
}


@pytest.mark.parametrize("kind", KINDS)
def test_ink_is_dark_and_paper_is_white_whatever_the_pixels_are(kind: str) -> None:
    drawn = page()
    shown = picture_of(saved(KINDS[kind](drawn), "TIFF"), TIFF, 0).image
    assert dark_share(shown) == pytest.approx(dark_share(drawn), rel=0.1)


def test_a_photo_is_turned_as_its_camera_says() -> None:
    drawn = page()
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright: turn by 90 degrees with the clock
    lying = saved(drawn.transpose(Image.Transpose.ROTATE_90), "JPEG", exif=exif)
    assert picture_of(lying, JPEG, 0).image.size == drawn.size


def test_each_page_of_a_tiff_can_be_had() -> None:
    pages = [page("one"), page("one\ntwo")]
    data = saved(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    assert count_pages(data, TIFF) == 2
    assert picture_of(data, TIFF, 1).image.size == pages[1].size


def test_the_frames_of_a_moving_picture_are_no_pages() -> None:
    data = saved(page("one"), "WEBP", save_all=True, append_images=[page("two")])
    assert count_pages(data, WEBP) == 1


def test_a_page_of_a_pdf_is_drawn_at_300_dpi() -> None:
    data = saved(page().resize((600, 600)), "PDF", resolution=100.0)
    shown = picture_of(data, PDF, 0)
    assert shown.image.width == pytest.approx(1800, abs=1)
    assert shown.dpi == 300


def test_a_page_of_a_pdf_that_is_a_poster_is_drawn_within_bounds() -> None:
    data = saved(Image.new("1", (2000, 2000), 1), "PDF", resolution=20.0)
    width, height = picture_of(data, PDF, 0).image.size
    assert width * height <= picture.MOST_READ * 1.01


def test_a_page_that_is_not_there_is_rejected() -> None:
    with pytest.raises(Rejected, match="no page 2"):
        picture_of(saved(page(), "PDF"), PDF, 1)
    with pytest.raises(Rejected):
        picture_of(saved(page(), "TIFF"), TIFF, 1)


def test_a_picture_of_more_pixels_than_allowed_is_rejected_before_it_is_decoded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(picture, "MOST_OPENED", 1000)
    with pytest.raises(Rejected, match="900 x 405 pixels") as caught:
        picture_of(saved(page()), PNG, 0)
    assert caught.value.status == 413


def test_a_photo_of_far_more_pixels_than_are_read_is_made_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "MOST_READ", 100_000)
    width, height = picture_of(saved(page(), "JPEG"), JPEG, 0).image.size
    assert width * height <= 100_000


@pytest.mark.parametrize("media_type", [*FORMATS, PDF])
def test_what_is_broken_is_rejected(media_type: str) -> None:
    whole = saved(page(), FORMATS.get(media_type, "PDF"))
    with pytest.raises(Rejected):
        picture_of(whole[: len(whole) // 3], media_type, 0)


def test_a_picture_of_another_type_than_it_claims_is_rejected() -> None:
    with pytest.raises(Rejected, match="not of the type"):
        picture_of(saved(page(), "PNG"), JPEG, 0)


def test_what_is_no_picture_is_rejected_as_unsupported() -> None:
    with pytest.raises(Rejected) as caught:
        picture_of(io.BytesIO().getvalue(), "image/gif", 0)
    assert caught.value.status == 415
