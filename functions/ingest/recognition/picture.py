"""A page as a picture in shades of grey, out of a PDF or a picture file."""

import io
import math
from typing import NamedTuple

import pypdfium2
from PIL import Image, ImageOps, UnidentifiedImageError

from events.errors import Rejected
from functions.documents.media_types import PDF

FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/tiff": "TIFF", "image/webp": "WEBP"}
DPI = 300  # of a page of a PDF: below 200 small print is lost, above 300 nothing is gained
MOST_OPENED = 100_000_000  # pixels: of photos from the largest cameras; a picture of more is a bomb
MOST_READ = 18_000_000  # pixels: A3 at 300 dpi; what has more is made smaller
_POINTS = 72  # an inch
_PAGE_INCHES = 11.7  # the longer side of A4, which a picture that does not say its size is taken for
_GREY_BITS = 8
Image.MAX_IMAGE_PIXELS = None  # bounded below, where the reason can be said


class Picture(NamedTuple):
    """A picture of one page, and how many dots of it make an inch."""

    image: Image.Image  # in mode "L"
    dpi: int


def count_pages(data: bytes, media_type: str) -> int:
    """Return how many pages a PDF or a TIFF has; any other picture is one."""
    if media_type == PDF:
        with _document(data) as document:
            return len(document)
    with _opened(data, media_type) as image:
        return int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1


def picture_of(data: bytes, media_type: str, page: int) -> Picture:
    """Return a page as a picture; raises `Rejected` for what is broken, too large or has no such page."""
    if media_type == PDF:
        return _rendered(data, page)
    try:
        with _opened(data, media_type) as image:
            if page:
                image.seek(page)
            return _in_grey(image)
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise Rejected(f"the picture is broken ({error}): save it again") from error


def _document(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Rejected(f"the PDF cannot be opened ({error}): save it again, without a password") from error


def _rendered(data: bytes, page: int) -> Picture:
    with _document(data) as document:
        document.init_forms()
        try:
            one = document[page]
        except (IndexError, pypdfium2.PdfiumError) as error:
            raise Rejected(f"the PDF has no page {page + 1} that can be drawn") from error
        width, height = one.get_size()
        most = math.sqrt(MOST_READ / max(width * height, 1.0))
        scale = min(DPI / _POINTS, most)
        image = one.render(scale=scale, grayscale=True).to_pil().convert("L")
        return Picture(image, round(scale * _POINTS))


def _opened(data: bytes, media_type: str) -> Image.Image:
    if media_type not in FORMATS:
        raise Rejected(f"{media_type} is no picture that can be read: PNG, JPEG, TIFF and WebP are", status=415)
    try:
        image = Image.open(io.BytesIO(data), formats=[FORMATS[media_type]])
    except (OSError, SyntaxError, ValueError, UnidentifiedImageError) as error:
        raise Rejected("the picture is broken, or not of the type that it claims: save it again") from error
    if image.format == "JPEG":  # decoded in less detail right away, if there is far more than is read
        image.draft(None, _fitting(image.size))
    return image


def _fitting(size: tuple[int, int]) -> tuple[int, int]:
    shrink = math.sqrt(MOST_READ / (size[0] * size[1]))
    return (int(size[0] * shrink), int(size[1] * shrink)) if shrink < 1 else size


def _in_grey(image: Image.Image) -> Picture:
    width, height = image.size
    if width * height > MOST_OPENED:
        raise Rejected(f"the picture has {width} x {height} pixels: scan it at 300 dpi", status=413)
    dpi = _dpi(image)
    upright = ImageOps.exif_transpose(image)
    grey = _on_white(upright)
    wanted = _fitting(grey.size)
    if wanted == grey.size:
        return Picture(grey, dpi)
    return Picture(grey.resize(wanted, Image.Resampling.BOX), max(1, round(dpi * wanted[0] / grey.size[0])))


def _on_white(image: Image.Image) -> Image.Image:
    """Return shades of grey from pixels of any kind; what is transparent lets white paper through."""
    if image.mode.startswith(("I", "F")):  # scanners write 16 bits a pixel
        low, high = (float(value) for value in image.convert("F").getextrema())  # type: ignore[arg-type]
        scale = 255 / max(high - low, 1.0)
        return image.convert("F").point(lambda value: value * scale - low * scale).convert("L")
    if image.has_transparency_data:
        paper = Image.new("LA", image.size, (255, 255))
        return Image.alpha_composite(paper.convert("RGBA"), image.convert("RGBA")).convert("L")
    return image.convert("L")


def _dpi(image: Image.Image) -> int:
    """Return what the sides say of a page: what a file claims is its camera's or program's guess."""
    return max(1, round(max(image.size) / _PAGE_INCHES))
