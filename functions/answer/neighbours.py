"""Passages with those before and after them in their documents, as one text each."""

from collections.abc import Sequence

from msgspec.structs import replace

from events.identity import DocumentKey
from events.questions import FoundPassage
from functions.stores.passages import Passage, Passages
from functions.text.confidence import least_confidence

MERGED = 8  # chunks that a found passage may be made of, at most, on either side of the one whose id it has
WIDEST = 40  # characters of white space between two neighbours
LONGEST = 16_000  # characters of a passage with its neighbours: twenty of them fit into one call to the gateway


def with_neighbours(found: Sequence[FoundPassage], count: int, tenant: str, passages: Passages) -> list[FoundPassage]:
    """Return the passages, each with up to `count` before and after it in its document joined to its text.

    Its text stays as long as its span, so that what stands in it keeps its place: the white space between two
    neighbours, which no store has, is as many ends of lines. One that has been replaced meanwhile stays as it is.
    """
    if not count:
        return list(found)
    stored = {one.id: one for one in passages.get(tenant, [one.id for one in found])}
    return [_joined(one, _around(stored[one.id], count, passages), count) if one.id in stored else one for one in found]


def _around(passage: Passage, count: int, passages: Passages) -> list[Passage]:
    reach = count + MERGED
    first = max(0, passage.position - reach)
    key = DocumentKey(passage.index, passage.document)
    return passages.in_order(key, passage.generation, first=first, count=passage.position + reach + 1 - first)


def _joined(found: FoundPassage, around: Sequence[Passage], count: int) -> FoundPassage:
    before = [one for one in around if one.start < found.start and one.end < found.end]
    after = [one for one in around if one.start > found.start and one.end > found.end]
    joined = found
    for one in reversed(before[-count:]):
        gap = joined.start - one.end
        if not _fits(joined, one, gap):
            break
        text = one.text + "\n" * gap + joined.text[max(-gap, 0) :]
        surely = least_confidence((joined.recognised, one.recognised))
        joined = replace(joined, text=text, start=one.start, recognised=surely)
    for one in after[:count]:
        gap = one.start - joined.end
        if not _fits(joined, one, gap):
            break
        text = joined.text + "\n" * gap + one.text[max(-gap, 0) :]
        surely = least_confidence((joined.recognised, one.recognised))
        joined = replace(joined, text=text, end=one.end, recognised=surely)
    return joined


def _fits(joined: FoundPassage, other: Passage, gap: int) -> bool:
    """Tell whether a neighbour can be joined: the spans of both are true, nothing but white space parts them, and there
    is room."""
    true_spans = all(len(one.text) == one.end - one.start for one in (joined, other))
    return true_spans and gap <= WIDEST and len(joined.text) + gap + len(other.text) <= LONGEST
