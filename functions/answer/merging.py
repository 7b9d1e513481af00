"""Neighbouring chunks of a document, merged into one passage."""

from collections.abc import Iterable, Sequence
from itertools import groupby

import msgspec

from functions.stores.passages import Hit, Passage
from functions.text.confidence import least_confidence

LONGEST = 1500  # characters of a merged passage: about two chunks, for `prompt` embeds every sentence of it
PARAGRAPH = range(2, 5)  # characters of white space between two paragraphs


def merged(hits: Sequence[Hit]) -> list[Hit]:
    """Return the hits, best first, with neighbours under one heading made one, up to `LONGEST` characters.

    The one passage has the id, the page and the scores of the better, and the text of both without repeating what they
    share: its span in the extracted text is theirs together.
    """
    rank = {hit.passage.id: number for number, hit in enumerate(hits)}
    in_order = sorted(hits, key=lambda hit: (*_whose(hit), hit.passage.position))
    runs = [run for _, group in groupby(in_order, key=_whose) for run in _runs(group)]
    return sorted(runs, key=lambda hit: rank[hit.passage.id])


def _whose(hit: Hit) -> tuple[str, str, str, bool]:
    """Return what two that are merged have in common: what OCR has read stays by itself, for it is marked as such."""
    passage = hit.passage
    return passage.document, passage.generation, passage.heading, passage.recognised is None


def _runs(hits: Iterable[Hit]) -> list[Hit]:
    """Return one document's hits in the order of reading, each merged with the one before it where that can be."""
    runs: list[Hit] = []
    last = -1  # position of the last chunk in the run
    for hit in hits:
        if runs and hit.passage.position == last + 1 and _can_merge(runs[-1].passage, hit.passage):
            runs[-1] = _merged(runs[-1], hit)
        else:
            runs.append(hit)
        last = hit.passage.position
    return runs


def _can_merge(first: Passage, second: Passage) -> bool:
    """Tell whether two passages can be one: their spans are true, and they overlap or are parted by a blank line.

    Whether a single character between two sentences is a blank or a line's end is not known here, and a quote has to be
    the document's text to the letter.
    """
    true_spans = all(len(passage.text) == passage.end - passage.start for passage in (first, second))
    gap = second.start - first.end
    follows = first.start <= second.start and first.end <= second.end and (gap <= 0 or gap in PARAGRAPH)
    return true_spans and follows and second.end - first.start <= LONGEST


def _merged(first: Hit, second: Hit) -> Hit:
    better = max(first, second, key=lambda hit: hit.score)
    one, other = first.passage, second.passage
    gap = other.start - one.end
    text = one.text + "\n" * gap + other.text[max(-gap, 0) :]  # as long as the span, so that quotes keep their places
    surely = least_confidence((one.recognised, other.recognised))
    passage = msgspec.structs.replace(better.passage, text=text, start=one.start, end=other.end, recognised=surely)
    return msgspec.structs.replace(better, passage=passage)
