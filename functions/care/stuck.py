"""Which documents on their way are stuck, and not only waiting for their turn."""

from collections.abc import Iterable

from functions.stores.facts import DocumentState


def lease_end(state: DocumentState, lease_seconds: float) -> float:
    """Return until when a document in flight is left alone: its lease after its last progress, doubled per attempt."""
    return state.progressed_at + lease_seconds * 1000 * 2.0 ** (state.attempt - 1)


def is_stuck(state: DocumentState, others: Iterable[DocumentState], lease_seconds: float, now: int) -> bool:
    """Tell whether what this document waits for has got lost; `others` are the documents that are or just were on
    their way, in any order, `now` is in milliseconds.

    While its stage does one document after the other, an event that nobody has worked on for a while may just be far
    behind in the queue, and sending it again would only make that longer. So after its lease it counts as lost when
    something that was sent later has been done before it, or when nothing at all has been done for as long as a lease.
    """
    if now <= lease_end(state, lease_seconds):
        return False
    known = list(others)
    worked = max((other.worked_at for other in known), default=0)
    return worked + lease_seconds * 1000 < now or any(_overtook(other, state) for other in known)


def _overtook(other: DocumentState, state: DocumentState) -> bool:
    """Tell whether the stage that `state` waits for has done work that was sent after its own."""
    match state.waits_for:
        case "embed":
            return bool(other.stored) and other.split_at > state.progressed_at
        case "ocr":
            return bool(other.scans and other.scans.datarefs) and other.scanned_at > state.progressed_at
    return other.split_at > other.admitted_at > state.progressed_at
