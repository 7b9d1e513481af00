"""The pages of a scan or a photo recognised, each in a process of its own that can touch nothing else."""

from collections.abc import Sequence

import msgspec

from events.errors import Rejected, Unavailable
from functions.ingest.recognition.engine import Engine, engine
from functions.ingest.sandbox.protocol import Limits, PageText, PageWanted
from functions.ingest.sandbox.reader import Sandbox
from functions.serving.lazy import LazyResource

__all__ = ["Engine", "RecognisedPage", "engine", "page_count", "recognise_pages"]

SURE = 0.8  # of a page whose language holds for those after it
LIMITS = Limits(
    seconds=60,  # of one core for one page, of which most take two
    memory=1024 * 2**20,
    characters=1_000_000,
    advice=": scan the page at 300 dpi, in shades of grey",
)
_sandbox = LazyResource(lambda: Sandbox(LIMITS))


class RecognisedPage(msgspec.Struct, frozen=True):
    """What was read on one page; "" and 0 for a page with nothing to read."""

    text: str  # lines in the order of reading, joined by "\n"; paragraphs and columns apart by a blank line
    confidence: float  # 0 to 1: the mean over characters


def recognise_pages(
    data: bytes, media_type: str, pages: Sequence[int], languages: Sequence[str]
) -> list[RecognisedPage]:
    """Return the text of these pages (from 0) of a PDF, or of a picture: PNG, JPEG, TIFF with many pages, or WebP.

    `languages` are ISO 639-1 codes, the likeliest first; without any, each page is first read as English, then by the
    language that it turns out to be in, which holds for the pages after it.

    Raises `Rejected` for what can never be read: it is broken, has no such page, more pixels than allowed, or takes too
    much of the processor or the memory; `Unavailable` where OCR is not set up, or the machine is too busy.
    """
    by, found = list(languages), list[RecognisedPage]()
    for page in pages:
        read = _read(data, media_type, page, by)
        found.append(RecognisedPage(read.text, read.confidence))
        if not by and read.confidence >= SURE:
            by = list(read.languages)
    return found


def page_count(data: bytes, media_type: str) -> int:
    """Return how many pages there are; raises as `recognise_pages` does."""
    return _read(data, media_type, -1, ()).pages


def _read(data: bytes, media_type: str, page: int, languages: Sequence[str]) -> PageText:
    there = engine()
    if there is None:
        raise Unavailable("nothing is set up here that recognises text: ./build.sh setup ocr does that")
    wanted = PageWanted(page, list(languages), list(there.languages), there.models)
    name = f"page {page + 1}" if page >= 0 else "the file"
    read = _sandbox.get().recognise(data, media_type, name, wanted)
    if read is None:
        raise Rejected(f"{name} crashed the reader: it is broken or unusual, save it again")
    return read
