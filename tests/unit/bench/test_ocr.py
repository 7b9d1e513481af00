"""The benchmark of OCR: what counts as wrong, and the pages that are read."""

from pathlib import Path

import pytest
from PIL import Image

from bench.ocr.drawing import PAGES, Page, drawn
from bench.ocr.error_rate import distance, error_rate
from bench.ocr.known_texts import LANGUAGES, paragraphs


@pytest.mark.parametrize(
    ("one", "other", "edits"),
    [("", "", 0), ("", "abc", 3), ("abc", "", 3), ("harbour", "harbor", 1), ("kitten", "sitting", 3), ("ab", "ba", 2)],
)
def test_the_distance_is_the_least_number_of_edits(one: str, other: str, edits: int) -> None:
    assert distance(one, other) == edits


def test_white_space_of_any_kind_is_one_blank() -> None:
    assert error_rate("one two", "one\n\n two ") == 0


def test_a_blank_that_is_missing_is_wrong_but_not_in_chinese() -> None:
    assert error_rate("one two", "onetwo") == pytest.approx(1 / 7)
    assert error_rate("委员会于2024年", "委员会 于 2024年") == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_halves_of_the_texts_share_no_paragraph(language: str) -> None:
    assert paragraphs(language, "dev")
    assert not {*paragraphs(language, "dev")} & {*paragraphs(language, "test")}


@pytest.fixture
def font(tmp_path: Path) -> Path:
    """Pillow's own font as a file."""
    from PIL import ImageFont

    file = tmp_path / "font.ttf"
    found = ImageFont.load_default(20)
    assert isinstance(found, ImageFont.FreeTypeFont)
    file.write_bytes(found.path.getvalue() if hasattr(found.path, "getvalue") else Path(str(found.path)).read_bytes())
    return file


@pytest.mark.parametrize("kind", PAGES)
def test_every_kind_of_page_has_ink_on_paper(kind: str, font: Path) -> None:
    page = drawn(["Some words of a page, which is small."] * 3, font, 50, PAGES[kind]).convert("L")
    shades = page.histogram()
    assert sum(shades[:100]) > 20
    assert sum(shades[100:]) > sum(shades[:100])


def test_a_page_of_two_columns_has_text_on_both_halves(font: Path) -> None:
    page = drawn(["Some words of a page."] * 8, font, 50, Page(2, lambda image: image))
    left, right = page.crop((0, 0, page.width // 2, page.height)), page.crop((page.width // 2, 0, *page.size))
    assert max(map(darkest, (left, right))) < 100


def darkest(image: Image.Image) -> int:
    return int(image.getextrema()[0])  # type: ignore[arg-type]
