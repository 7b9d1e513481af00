"""A document as it is stored, read from its first passage to its last."""
# ruff: noqa: RUF001 - typographic marks are meant

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from events.identity import DocumentKey, Generation
from functions.stores.passages import Passage, Passages

MOST = 5_000  # passages: some 50,000 rows
_PAGE = 1_000
_INDENT = 2  # blanks before what belongs to an item
_OWN_LINE = re.compile(
    r"[ \t]*(?:[-*+•‣▪●◦–—|]|\(?\w{1,3}[.)])[ \t]|[^:|\n]{1,80}: [^|\n]*(?:\n|\||$)|[^\n|]{0,500} \| "
)


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
        yield Stretch(heading, _joined(under), under[0].start, under)


def _joined(passages: Sequence[Passage]) -> str:
    """Return the text of passages that follow each other, as long as their span.

    White space between two of them is not stored: where a row or an item begins it was a line's end.
    """
    parts = [passages[0].text]
    end = passages[0].end
    for passage in passages[1:]:
        gap = passage.start - end
        if gap <= 0:
            parts.append(passage.text[-gap:])
        else:
            parts.append(_between(_last_line(parts), passage.text, gap) + passage.text)
        end = max(end, passage.end)
    return "".join(parts)


def _between(last: str, text: str, gap: int) -> str:
    """Return the white space between the last line of a passage and the text of the next, as it most likely was."""
    in_a_list = _OWN_LINE.match(last) is not None or last[:1] in (" ", "\t")
    if gap > _INDENT and in_a_list:
        return "\n" + " " * (gap - 1)
    return ("\n" if gap > 1 or (in_a_list and _OWN_LINE.match(text)) else " ") * gap


def _last_line(parts: Sequence[str]) -> str:
    return parts[-1].rsplit("\n", 1)[-1]
