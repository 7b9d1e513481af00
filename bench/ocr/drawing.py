"""Pages drawn from known text, and what scanners and cameras do to them."""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

INCHES = (8.27, 11.69)  # A4
POINTS, LINE = 10.5, 1.3  # the letters, and the distance of lines in terms of them
MARGIN, GUTTER = 0.9, 0.35  # inches
_SEED = 5
_WHITE = 255


class Page(NamedTuple):
    """What a page looks like."""

    columns: int
    scanned: Callable[[Image.Image], Image.Image]


def _as_it_is(image: Image.Image) -> Image.Image:
    return image


def _askew(degrees: float) -> Callable[[Image.Image], Image.Image]:
    return lambda image: image.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=_WHITE)


def _turned(degrees: int) -> Callable[[Image.Image], Image.Image]:
    return lambda image: image.rotate(degrees, expand=True)


def _noisy(image: Image.Image) -> Image.Image:
    """Return a copy of a copy: grey paper, letters that are not sharp, grain and specks."""
    chance = np.random.default_rng(_SEED)
    grey = np.asarray(image.filter(ImageFilter.GaussianBlur(image.width / 2500)), np.float32) * 0.75 + 45
    grey += chance.normal(0, 14, grey.shape)
    grey[chance.random(grey.shape) < 0.0015] = 60
    return Image.fromarray(grey.clip(0, _WHITE).astype(np.uint8))


def _photographed(image: Image.Image) -> Image.Image:
    """Return a photo by hand: seen from aside, darker towards a corner, and compressed."""
    width, height = image.size
    corners = (-0.02 * width, -0.01 * height, 0.0, 1.02 * height, 1.01 * width, height, 1.04 * width, -0.02 * height)
    seen = image.transform(image.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=235)
    light = np.linspace(1.0, 0.6, width)[None, :] * np.linspace(1.0, 0.75, height)[:, None]
    file = io.BytesIO()
    Image.fromarray((np.asarray(seen, np.float32) * light).astype(np.uint8)).save(file, "JPEG", quality=55)
    return Image.open(file)


PAGES: Mapping[str, Page] = {
    "straight": Page(1, _as_it_is),
    "askew by 1.5°": Page(1, _askew(1.5)),
    "askew by 3°": Page(1, _askew(-3)),
    "two columns": Page(2, _as_it_is),
    "a poor copy": Page(1, _noisy),
    "a photo": Page(1, _photographed),
    "upside down": Page(1, _turned(180)),
    "on its side": Page(1, _turned(90)),
}


def drawn(paragraphs: Sequence[str], font: Path, dpi: int, page: Page) -> Image.Image:
    """Return a page in shades of grey."""
    width, height = (round(side * dpi) for side in INCHES)
    image = Image.new("L", (width, height), _WHITE)
    draw, size = ImageDraw.Draw(image), round(POINTS * dpi / 72)
    letters = ImageFont.truetype(font, size)
    gutter = round(GUTTER * dpi)
    column = (width - 2 * round(MARGIN * dpi) - gutter * (page.columns - 1)) // page.columns
    lines = list(_lines(paragraphs, draw, letters, column))
    rows = -(-len(lines) // page.columns)
    for number, line in enumerate(lines):
        left = round(MARGIN * dpi) + number // rows * (column + gutter)
        draw.text((left, round(MARGIN * dpi) + number % rows * round(LINE * size)), line, 0, letters)
    return page.scanned(image)


def _lines(
    paragraphs: Sequence[str], draw: ImageDraw.ImageDraw, letters: ImageFont.FreeTypeFont, width: int
) -> Iterator[str]:
    """Yield lines that fit, and an empty one between paragraphs."""
    for paragraph in paragraphs:
        is_chinese = " " not in paragraph
        line = ""
        for piece in paragraph if is_chinese else paragraph.split(" "):
            longer = line + piece if is_chinese or not line else f"{line} {piece}"
            if draw.textlength(longer, letters) > width:
                yield line
                longer = piece
            line = longer
        yield from (line, "")
