"""The passages that a question gets, out of what a search found."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from functions.answer.merging import merged
from functions.stores.passages import Hit
from functions.text.words import plain_words

SHARE = 0.8  # of the passages that one document may give; at 0.6 fewer of SQuAD's answers are among the first five
SHINGLE = 3  # words: one changed word changes three shingles
REPEATED = 0.8  # share of a passage's shingles in a better one: one word in fifteen may differ

Shingles = frozenset[tuple[str, ...]]


def diversified(hits: Sequence[Hit], limit: int) -> list[Hit]:
    """Return up to `limit` passages, best first: none repeats another, neighbours are one, no document crowds out.

    What one document gives beyond its share comes in again where the others leave room.
    """
    distinct = without_duplicates(hits)
    taken = limit
    passages = merged(distinct[:taken])
    while len(chosen := _spread(passages, limit)) < limit and taken < len(distinct):
        taken += limit - len(chosen)
        passages = merged(distinct[:taken])
    rest = [hit for hit in passages if hit not in chosen]
    ids = {hit.passage.id for hit in (*chosen, *rest)[:limit]}
    return [hit for hit in passages if hit.passage.id in ids]


def _spread(passages: Sequence[Hit], limit: int) -> list[Hit]:
    """Return up to `limit` of the passages, of no document more than its share."""
    most = max(1, round(limit * SHARE))
    given: Counter[str] = Counter()
    chosen = []
    for hit in passages:
        given[hit.passage.document] += 1
        if given[hit.passage.document] <= most:
            chosen.append(hit)
    return chosen[:limit]


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
