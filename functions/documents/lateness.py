"""Batches that waited for their turn: what has become of their document meanwhile."""

from datetime import UTC, datetime

from events.documents import ChunksSplit
from events.event import Event
from events.identity import DocumentKey, IndexKey
from functions.serving.work import Work
from functions.stores.document_log import DocumentLog

LATE = 5.0  # seconds


def waited(event: Event) -> float:
    """Return how long ago the Broker took the event, in seconds; for ever, where it does not say so."""
    try:
        arrived = datetime.fromisoformat(event.get("knativearrivaltime"))
        return (datetime.now(UTC) - arrived).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return float("inf")


def is_wanted(records: DocumentLog, work: Work[ChunksSplit]) -> bool:
    """Tell whether the batch is missing in an index, of a generation that is its document's latest and on its way."""
    data = work.data
    state = records.state(DocumentKey(IndexKey(work.tenant, data.model), data.document))
    if state is None or state.generation != data.generation:
        return False
    return state.phase in ("splitting", "embedding") and data.batch not in state.stored
