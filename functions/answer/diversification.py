"""The passages that a question gets, out of what a search found."""

from collections import Counter
from collections.abc import Sequence

from functions.answer.duplicates import without_duplicates
from functions.answer.merging import joined
from functions.stores.passages import Hit

SHARE = 0.8  # of the passages that one document may give; at 0.6 fewer of SQuAD's answers are among the first five


def choose(hits: Sequence[Hit], limit: int) -> list[Hit]:
    """Return up to `limit` passages, best first: none repeats another, neighbours are one, no document crowds out.

    What one document gives beyond its share comes in again where the others leave room.
    """
    distinct = without_duplicates(hits)
    taken = limit
    passages = joined(distinct[:taken])
    while len(chosen := _spread(passages, limit)) < limit and taken < len(distinct):
        taken += limit - len(chosen)
        passages = joined(distinct[:taken])
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
