"""The documents of what is followed, by their names. What happens to them is on record before it is sent on."""

from events.identity import Generation, document_id
from functions.documents.ingest import Ingest
from functions.documents.progress import deleted_event
from functions.documents.sent_later import sent_later
from functions.serving.signing import DEFAULT_TENANT
from functions.stores.facts import DocumentState

_LATER = "it is on record, and `reconcile` goes on with it later"


def state_of(ingest: Ingest, name: str) -> DocumentState | None:
    """Return the state of the document of this name, None where there is none."""
    return ingest.state(DEFAULT_TENANT, document_id(DEFAULT_TENANT, name))


def send_on(ingest: Ingest) -> None:
    """Send on what waits."""
    with sent_later(_LATER):
        ingest.admit()


def delete(ingest: Ingest, state: DocumentState, generation: Generation | None = None) -> None:
    """Delete a document; without a `generation`, by one above all others."""
    event = deleted_event(ingest.delete(state, generation))
    with sent_later(_LATER):
        ingest.broker.get().emit(event)
