"""The pieces that chunks are put together from: sentences, and parts of those that are too long for a chunk."""

import re
from binascii import crc32
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from functions.text.sentences import split_sentences

Count = Callable[[Sequence[str]], list[int]]  # the number of tokens of each text
Span = tuple[int, int]
Part = tuple[Span, int]  # with its cost

_CHARACTERS_PER_TOKEN = 16  # at most, in the reckoning: an unknown word is one token, however long
_PIECES_PER_ANCHOR = 64  # on average
_WORD = re.compile(r"\S{1,50}")  # a longer one, such as a Chinese sentence or an encoded picture, may be cut anywhere


class Piece(NamedTuple):
    """A sentence or a part of one."""

    start: int
    end: int
    cost: int  # in tokens
    opens: bool  # a paragraph
    anchors: bool  # by its words alone, wherever it stands


def cut_into_pieces(text: str, stretches: Sequence[Span], count: Count, longest: int, grain: int) -> list[list[Piece]]:
    """Return the pieces of each stretch of the text, in order.

    A sentence of more than `longest` tokens is cut at lines and words into pieces of about `grain` tokens. All is
    counted by two calls of `count`, since each call costs.
    """
    sentences = [[(start + a, start + b) for a, b in split_sentences(text[start:end])] for start, end in stretches]
    flat = [span for spans in sentences for span in spans]
    costs = dict(zip(flat, _costs(text, flat, count), strict=True))
    long = [span for span in flat if costs[span] > longest]
    parts = dict(zip(long, _cut_long(text, long, count, grain), strict=True))
    return [_pieces(text, spans, parts, costs) for spans in sentences]


def _costs(text: str, spans: Sequence[Span], count: Count) -> list[int]:
    """Return the cost of each span in tokens, at least 1."""
    tokens = count([text[start:end] for start, end in spans]) if spans else []
    return [max(n, -(-(end - start) // _CHARACTERS_PER_TOKEN)) for n, (start, end) in zip(tokens, spans, strict=True)]


def _pieces(text: str, spans: list[Span], parts: dict[Span, list[Part]], costs: dict[Span, int]) -> list[Piece]:
    """Return the pieces of one stretch, and mark those that open a paragraph."""
    pieces: list[Piece] = []
    for sentence in spans:
        for (start, end), cost in parts.get(sentence) or [(sentence, costs[sentence])]:
            opens = not pieces or "\n\n" in text[pieces[-1].end : start]
            pieces.append(Piece(start, end, cost, opens, _anchors(text[start:end])))
    return pieces


def _anchors(words: str) -> bool:
    return crc32(words.encode()) % _PIECES_PER_ANCHOR == 0


def _cut_long(text: str, spans: Sequence[Span], count: Count, grain: int) -> Iterator[list[Part]]:
    """Yield the parts of each span, with their costs."""
    words = [[match.span() for match in _WORD.finditer(text, start, end)] for start, end in spans]
    costs = iter(_costs(text, [word for group in words for word in group], count))
    for group in words:
        yield _gathered(text, group, list(islice(costs, len(group))), grain)


def _gathered(text: str, words: list[Span], costs: list[int], grain: int) -> list[Part]:
    """Put words together to parts of up to `grain` tokens; a part over half of that ends with its line."""
    parts = []
    start, size = words[0][0], costs[0]
    for (before, word), cost in zip(pairwise(words), costs[1:], strict=True):
        line_ends = "\n" in text[before[1] : word[0]]
        if size + cost > grain or (line_ends and size * 2 >= grain):
            parts.append(((start, before[1]), size))
            start, size = word[0], 0
        size += cost
    return [*parts, ((start, words[-1][1]), size)]
