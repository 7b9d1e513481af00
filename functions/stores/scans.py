"""How far the pages of a document without text are on their way through OCR, as its facts say it."""

import math
from collections.abc import Mapping
from typing import Any

import msgspec

from events.scans import ScannedPage


class Scans(msgspec.Struct, frozen=True, kw_only=True):
    """The data of a `scanned` fact, which `split` writes once it has seen the file, and what has come of it."""

    pages: tuple[ScannedPage, ...]  # whose words are wanted, in the order of reading
    size: int  # pages of one batch
    media_type: str = ""  # of the file
    languages: tuple[str, ...] = ()
    datarefs: dict[int, str] = {}  # of the words, by batch

    @property
    def batches(self) -> int:
        return math.ceil(len(self.pages) / self.size)

    @property
    def done(self) -> int:
        """The pages that have come back."""
        return sum(len(self.batch(number)) for number in self.datarefs)

    @property
    def are_done(self) -> bool:
        return len(self.datarefs) == self.batches

    def batch(self, number: int) -> tuple[ScannedPage, ...]:
        """Return the pages of one batch."""
        return self.pages[number * self.size : (number + 1) * self.size]


def scans_of(scanned: Mapping[str, Any], recognised: Mapping[int, Mapping[str, Any]]) -> Scans:
    """Return what the data of a `scanned` fact and of the `recognised` ones, by batch, amount to."""
    datarefs = {number: str(data["dataref"]) for number, data in sorted(recognised.items())}
    return msgspec.convert({**scanned, "datarefs": datarefs}, Scans)
