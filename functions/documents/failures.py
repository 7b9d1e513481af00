"""The failures that are still to be looked at: what was mended since leaves the list, derived from the facts."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from events.identity import IndexKey
from functions.stores.dead_letters import Failure
from functions.stores.document_log import DocumentLog
from functions.stores.facts import DocumentState
from functions.stores.records import Records

MOST = 10_000  # failures that a list looks through: as many as Weaviate gives in one answer


@dataclass(frozen=True, slots=True)
class Listed:
    """A failure that nothing has mended, and whether sending its document again may do so."""

    failure: Failure
    replayable: bool


def unmended(records: Records, active: IndexKey, limit: int) -> list[Listed]:
    """Return a tenant's newest failures, but for those of documents that were indexed or deleted since.

    `active` is the index that failures without a model are about.
    """
    asked = limit
    while True:
        found = records.failures(active.tenant, limit=asked)
        listed = list(_listed(records, active, found))
        if len(listed) >= limit or len(found) < asked or asked == MOST:
            return listed[:limit]
        asked = min(4 * asked, MOST)


def _listed(log: DocumentLog, active: IndexKey, failures: Sequence[Failure]) -> Iterator[Listed]:
    documents: dict[str, set[str]] = defaultdict(set)
    for failure in failures:
        if failure.document:
            documents[failure.model or active.model].add(failure.document)
    states = {model: log.newest(IndexKey(active.tenant, model), which) for model, which in documents.items()}
    for failure in failures:
        state = states.get(failure.model or active.model, {}).get(failure.document)
        if not _is_mended(failure, state):
            yield Listed(failure, _is_replayable(failure, state))


def _is_mended(failure: Failure, state: DocumentState | None) -> bool:
    """Tell whether this generation or a later one is indexed, or the document deleted."""
    if state is None or state.generation < failure.generation:
        return False
    return state.phase in ("indexed", "deleted") and not state.kept


def _is_replayable(failure: Failure, state: DocumentState | None) -> bool:
    """Tell whether the failed generation is still the latest one, and nothing is being done about it."""
    return state is not None and state.generation == failure.generation and state.has_failed
