"""Which languages the passages of an index are in, for the terms that a question is looked for by."""

import time

from events.identity import IndexKey
from functions.stores.weaviate.client import GroupBy, Weaviate
from functions.text.terms import BEFORE

FRESH = 5.0  # seconds: a language that is new to an index is looked for a moment later


class Languages:
    """The languages of each index, as a process has last looked them up."""

    def __init__(self, store: Weaviate) -> None:
        self._store = store
        self._known: dict[IndexKey, tuple[float, list[str]]] = {}

    def of(self, index: IndexKey) -> list[str]:
        """Return the languages; `BEFORE` is among them while passages are there from before it was told."""
        at, known = self._known.get(index, (0.0, []))
        if known and time.monotonic() - at < FRESH:
            return known
        counts = self._counts(index)
        self._known[index] = time.monotonic(), sorted(counts)
        return sorted(counts)

    def _counts(self, index: IndexKey) -> dict[str, int]:
        aggregate = self._store.collection(self._store.passages_of(index.model), index.tenant).aggregate
        groups = aggregate.over_all(group_by=GroupBy(prop="language"), total_count=True).groups
        counts = {str(group.grouped_by.value): int(group.total_count or 0) for group in groups}
        others = int(aggregate.over_all(total_count=True).total_count or 0) - sum(counts.values())
        return counts | ({BEFORE: others} if others else {})
