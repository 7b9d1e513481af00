"""What becomes of a document that was accepted: it is sent on its way, and described to whoever sent it."""

import logging

from events.errors import MiniRAGError
from functions.documents.accept import Accepted
from functions.documents.progress import admit_next
from functions.gateway.http.serializers import described
from functions.gateway.services import Services

log = logging.getLogger("minirag")


def admit(shared: Services) -> None:
    """Send on as many documents as may be on their way; when the Broker is away, `reconcile` does so later."""
    try:
        admit_next(shared.records.get(), shared.broker.get(), shared.settings.ingest_in_flight)
    except MiniRAGError as error:
        log.warning("what was accepted is on record, and `reconcile` sends it on later: %s", error.detail)


def accepted_described(outcome: Accepted) -> dict[str, object]:
    """Return what there is to say of an accepted document, with the status that says whether anything was to do."""
    return {
        "status": 200 if outcome.unchanged else 202,
        "unchanged": outcome.unchanged,
        "location": f"/documents/{outcome.state.document}",
        **described(outcome.state),
    }
