"""What of a file is a picture whose words a reader cannot read: the pages that OCR is to find them on.

A reader notes them from wherever in a file it is. They are those of the file itself: a scan that is attached to a mail
is one of the mail's warnings.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from events.scans import ScannedPage
from functions.ingest.extract.left_out import is_inside

SET_UP = "./build.sh setup ocr"  # the command after which they are recognised on a laptop


class Scans:
    """Gathers what is noted, each page once, in order; `wanted` where there is somebody who recognises it."""

    def __init__(self, *, wanted: bool) -> None:
        self.wanted, self.of = wanted, 0
        self._noted: dict[tuple[int, str], ScannedPage] = {}

    def add(self, page: int, picture: str, of: int) -> None:
        self._noted[page, picture] = ScannedPage(page=page, picture=picture)
        self.of = of

    @property
    def pages(self) -> list[ScannedPage]:
        return list(self._noted.values())


_gathering: ContextVar[Scans | None] = ContextVar("_gathering", default=None)


@contextmanager
def scans_gathered(*, wanted: bool) -> Iterator[Scans]:
    """Gather what `note` is told meanwhile."""
    scans = Scans(wanted=wanted)
    token = _gathering.set(scans)
    try:
        yield scans
    finally:
        _gathering.reset(token)


def are_wanted() -> bool:
    """Tell whether there is somebody who recognises what is noted."""
    scans = _gathering.get()
    return scans is not None and scans.wanted and not is_inside()


def how() -> str:
    """Return what to do for the words of what nobody recognises."""
    return "upload it by itself" if is_inside() else f"{SET_UP}, and upload it again"


def note(page: int, *, picture: str = "", of: int = 0) -> bool:
    """Note a page, from 0, of so many, or a picture on it by its part's name; tell whether it will be recognised."""
    scans = _gathering.get()
    if scans is not None and not is_inside():
        scans.add(page, picture, of)
    return are_wanted()


def anything_noted() -> bool:
    """Tell whether the file that is being read has anything that will be recognised."""
    scans = _gathering.get()
    return are_wanted() and scans is not None and bool(scans.pages)
