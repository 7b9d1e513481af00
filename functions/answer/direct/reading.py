"""A document as it is stored, read from its first passage to its last."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from events.identity import DocumentKey, Generation
from functions.stores.joining import joined
from functions.stores.passages import Passage, Passages

MOST = 5_000  # passages: some 50,000 rows
_PAGE = 1_000


class Stretch(NamedTuple):
    """All that stands under one heading, with its place in the extracted text."""

    heading: str
    text: str
    start: int
    passages: tuple[Passage, ...]


class Reading(NamedTuple):
    """One generation of a document."""

    document: str
    name: str
    generation: Generation
    metadata: dict[str, str]
    stretches: tuple[Stretch, ...]
    whole: bool  # false: it is longer than what is read of one


def read_document(store: Passages, key: DocumentKey, generation: Generation) -> Reading | None:
    """Return what is stored of a generation, its first `MOST` passages at most; None where there is nothing."""
    passages: list[Passage] = []
    while len(passages) < MOST:
        page = store.in_order(key, generation, first=passages[-1].position + 1 if passages else 0, count=_PAGE)
        passages += page
        if len(page) < _PAGE:
            break
    if not passages:
        return None
    whole = len(passages) < MOST
    first = passages[0]
    return Reading(key.document, first.name, generation, first.metadata, tuple(stretches_of(passages)), whole)


def stretches_of(passages: Sequence[Passage]) -> Iterator[Stretch]:
    """Yield the text under each heading; what passages share stands there once."""
    for heading, group in groupby(passages, key=lambda passage: passage.heading):
        under = tuple(group)
        yield Stretch(heading, joined(under), under[0].start, under)
