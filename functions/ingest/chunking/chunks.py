"""Sections of text into chunks for retrieval."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby, pairwise

from events.documents import Chunk
from functions.ingest.chunking.pieces import (
    Count,
    Piece,
    Span,
    cut_into_pieces,
)
from functions.ingest.extract.section import Section
from functions.text.confidence import least_confidence

LIMIT = 256  # tokens that no chunk exceeds
_JOINT = "\n\n"


def split_into_chunks(sections: Sequence[Section], count: Count, target: int = 200, overlap: int = 40) -> list[Chunk]:
    """Return the chunks in order: each of one heading, of about `target` tokens, and never of more than 256.

    `count` gives the number of tokens of each of many texts. Chunks end where paragraphs do, else where sentences do,
    and within a sentence only where it alone exceeds `target`. Each begins with the last sentences, about `overlap`
    tokens, of the one before it under the same heading.
    """
    target = min(target, LIMIT)
    text = _JOINT.join(section.text for section in sections)
    starts = list(accumulate((len(section.text) + len(_JOINT) for section in sections), initial=0))
    pieces = cut_into_pieces(text, _stretches(sections, starts), count, target, overlap or target)
    chunks: list[Chunk] = []
    for stretch in pieces:
        for first, end in _chunk_ranges(stretch, target, overlap):
            span = stretch[first].start, stretch[end - 1].end
            # A chunk that begins with the last words of a page, as its overlap, is about the page of its middle.
            begin, middle, last = (bisect_right(starts, at) - 1 for at in (span[0], sum(span) // 2, span[1] - 1))
            section = sections[middle]
            chunks.append(
                Chunk(
                    position=len(chunks),
                    text=text[slice(*span)],
                    page=section.page,
                    heading=section.heading,
                    start=span[0],
                    end=span[1],
                    recognised=least_confidence(one.recognised for one in sections[begin : last + 1]),
                )
            )
    return chunks


def _stretches(sections: Sequence[Section], starts: Sequence[int]) -> list[Span]:
    """Return the spans that a chunk may not leave: neighbours under one heading, as a PDF's pages, are one, unless OCR
    has read only one of them."""
    numbers = groupby(range(len(sections)), key=lambda number: _kind(sections[number]))
    groups = [list(group) for _, group in numbers]
    return [(starts[group[0]], starts[group[-1] + 1] - len(_JOINT)) for group in groups]


def _kind(section: Section) -> tuple[str, bool]:
    return section.heading, section.recognised is None


def _chunk_ranges(pieces: Sequence[Piece], target: int, overlap: int) -> Iterator[Span]:
    """Yield for each chunk its first piece's number and the number after its last piece's."""
    total = list(accumulate((piece.cost for piece in pieces), initial=0))
    parts = [part for run in _runs(pieces, total, target) for part in _balanced(total, *run, target)]
    previous = 0
    for begin, end in parts:
        first = begin
        while (
            first > previous + 1  # all of the one before would make that needless
            and total[begin] - _middle(total, first - 1) <= overlap  # one more sentence comes nearer to it than none
            and total[end] - total[first - 1] <= min(target + overlap, LIMIT)
        ):
            first -= 1
        yield first, end
        previous = begin


def _runs(pieces: Sequence[Piece], total: Sequence[int], target: int) -> Iterator[Span]:
    """Yield runs of paragraphs, up to `target` if they can be: one over half of it takes none that is too much.

    It takes none that begins with an anchor either, and a long paragraph has new runs at its anchors. So the chunks
    after a row that was added to a table are soon the ones before, whose vectors are known.
    """
    if not pieces:
        return
    first = 0
    for begin, end in pairwise([*_openings(pieces, total, target), len(pieces)]):
        too_much = total[end] - total[first] > target or pieces[begin].anchors
        if too_much and (total[begin] - total[first]) * 2 >= target:
            yield first, begin
            first = begin
    yield first, len(pieces)


def _openings(pieces: Sequence[Piece], total: Sequence[int], target: int) -> Iterator[int]:
    """Yield the first piece of each paragraph, and the anchors in those of more than four chunks."""
    paragraphs = [number for number, piece in enumerate(pieces) if piece.opens]
    for begin, end in pairwise([*paragraphs, len(pieces)]):
        yield begin
        if total[end] - total[begin] > 4 * target:
            yield from (number for number in range(begin + 1, end) if pieces[number].anchors)


def _balanced(total: Sequence[int], first: int, end: int, target: int) -> Iterator[Span]:
    """Yield parts of a run, as few and as even as whole pieces of up to `target` tokens allow."""
    while first < end:
        rest = total[end] - total[first]
        even = rest / -(-rest // target)
        cut = first + 1
        while cut < end and total[cut + 1] - total[first] <= target and _middle(total, cut) - total[first] <= even:
            cut += 1
        yield first, cut
        first = cut


def _middle(total: Sequence[int], number: int) -> float:
    """Return how many tokens lie before the middle of a piece."""
    return (total[number] + total[number + 1]) / 2
