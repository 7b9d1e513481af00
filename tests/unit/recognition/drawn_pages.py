"""Pages drawn from known text, as a scanner or a camera would bring them."""

import io
from typing import Any

from PIL import Image, ImageDraw, ImageFont

ENGLISH = (
    "The committee gathered in March for\nthe annual budget of the harbour, for\n"
    "the northern breakwater had cost more\n"
    "than planned, because the storms of\nwinter had moved many tonnes of rock."
)
GERMAN = (  # without the letters that Pillow's font lacks
    "Der Ausschuss beriet im September\nden Haushalt des Hafens, denn die Mole\nhatte mehr gekostet als geplant, weil\n"
    "die starken Winde viele Tonnen Gestein\nbewegt hatten."
)
SIZE = 34  # pixels of a letter: 11 points at some 220 dpi


def page(text: str = ENGLISH, width: int = 900, size: int = SIZE) -> Image.Image:
    """Return a page in shades of grey with Pillow's own font, which needs nothing of the system."""
    image = Image.new("L", (width, 150 + round(1.5 * size) * (text.count("\n") + 1)), 255)
    draw_text(image, (80, 70), text, size)
    return image


def draw_text(image: Image.Image, at: tuple[int, int], text: str, size: int = SIZE) -> None:
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(text.split("\n")):
        draw.text((at[0], at[1] + number * round(1.5 * size)), line, 0, ImageFont.load_default(size))


def saved(image: Image.Image, format_: str = "PNG", **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, format_, **options)
    return file.getvalue()
