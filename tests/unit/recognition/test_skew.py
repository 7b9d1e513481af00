"""Pages that lie askew, and those that do not."""

import pytest
from PIL import Image, ImageFilter

from functions.ingest.recognition.picture import Picture
from functions.ingest.recognition.skew import skew_of, straightened
from tests.unit.recognition.drawn_pages import ENGLISH, page


def tilted(degrees: float) -> Image.Image:
    return page(f"{ENGLISH}\n{ENGLISH}").rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=255)


@pytest.mark.parametrize("degrees", [-5.0, -1.0, 0.5, 3.0])
def test_the_angle_is_the_one_that_makes_the_lines_level(degrees: float) -> None:
    assert skew_of(tilted(degrees)) == pytest.approx(-degrees, abs=0.15)


def test_a_page_that_is_straight_is_left_as_it_is() -> None:
    picture = Picture(page(), 200)
    assert straightened(picture) is picture


def test_a_page_is_level_once_it_was_straightened() -> None:
    assert skew_of(straightened(Picture(tilted(3.0), 200)).image) == 0


def test_the_angle_is_found_on_grey_paper_and_in_letters_that_are_not_sharp() -> None:
    grey = tilted(-2.0).filter(ImageFilter.GaussianBlur(2)).point(lambda value: value * 0.4 + 60)
    assert skew_of(grey) == pytest.approx(2.0, abs=0.15)


@pytest.mark.parametrize("size", [(1, 1), (3, 500), (800, 600)])
def test_an_empty_picture_of_any_size_is_straight(size: tuple[int, int]) -> None:
    assert skew_of(Image.new("L", size, 255)) == 0
