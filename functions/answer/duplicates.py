"""Passages that say nothing new: the same text in two documents, or in two chunks that overlap."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from functions.stores.passages import Hit
from functions.text.words import plain_words

SHINGLE = 3  # words: one changed word changes three shingles
REPEATED = 0.8  # share of a passage's shingles in a better one: one word in fifteen may differ

Shingles = frozenset[tuple[str, ...]]


def without_duplicates(hits: Sequence[Hit]) -> list[Hit]:
    """Return the hits, best first, without those whose text a better one repeats.

    By containment, as in Broder, "On the resemblance and containment of documents" (1997), of the worse one in the
    better one: a long passage that holds a short better one has more to say, and stays.
    """
    kept: list[Hit] = []
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)  # which of the kept ones hold a shingle
    for hit in hits:
        shingles = _shingles(hit.passage.text)
        shared = Counter(number for shingle in shingles for number in holders.get(shingle, ()))
        if max(shared.values(), default=0) < REPEATED * len(shingles):
            for shingle in shingles:
                holders[shingle].append(len(kept))
            kept.append(hit)
    return kept


def _shingles(text: str) -> Shingles:
    """Return every run of three words, lower-case; of a shorter text, all of its words as one."""
    words = plain_words(text.lower())
    runs = zip(*(words[first:] for first in range(SHINGLE)), strict=False)
    return frozenset(runs) or frozenset((tuple(words),))
