"""A picture, such as a photo of a page: without text, and a document only where OCR finds its words."""

from typing import Literal

from events.errors import Rejected
from functions.ingest.extract.scanned import are_wanted, how, note
from functions.ingest.extract.section import Section

MOST_PAGES = 1_000  # of a TIFF
_TIFF: dict[bytes, Literal["little", "big"]] = {b"II*\0": "little", b"MM\0*": "big"}  # the order of its bytes
_ENTRY = 12  # bytes of a field in a TIFF's directory


def read_picture(data: bytes, name: str) -> list[Section]:
    """Return no text, and note each page of the picture. Raises `Rejected` (415) where no OCR is set up."""
    if not are_wanted():
        raise Rejected(f"{name} is a picture, whose words only OCR can read: for that, {how()}", status=415)
    pages = pages_of_picture(data)
    for page in range(pages):
        note(page, of=pages)
    return []


def pages_of_picture(data: bytes) -> int:
    """Return how many pages a picture has: 1, but for a TIFF of several, whose directories are followed."""
    order = _TIFF.get(data[:4])
    if order is None:
        return 1

    def number(at: int, size: int) -> int:
        return int.from_bytes(data[at : at + size], order)

    pages, at, seen = 0, number(4, 4), set[int]()
    while 0 < at < len(data) - 2 and at not in seen and pages < MOST_PAGES:
        seen.add(at)
        pages += 1
        at = number(at + 2 + number(at, 2) * _ENTRY, 4)
    return max(pages, 1)
