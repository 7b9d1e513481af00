"""POST /events: CloudEvents by outside producers, authenticated and signed on their way to the Broker."""

from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from events import binding
from events.documents import DocumentUploaded
from events.errors import Rejected
from events.event import Event
from events.identity import document_id, generation_of
from events.questions import QuestionAsked
from events.registry import DOCUMENT_UPLOADED, QUESTION_ASKED
from events.validation import decode
from functions.gateway.bounds import bounded_body
from functions.gateway.replies import json
from functions.gateway.services import services, tenant_of_request
from functions.signing import tenant_extensions

MAX_EVENT = 512 * 1024  # bytes
MAX_ID = 200  # characters
KEPT = ("specversion", "id", "source", "type", "datacontenttype", "time", "traceparent", "tracestate", "dataref")
OPEN: dict[str, type[DocumentUploaded | QuestionAsked]] = {
    DOCUMENT_UPLOADED: DocumentUploaded,
    QUESTION_ASKED: QuestionAsked,
}


async def take(request: Request) -> Response:
    """Check an event, sign its tenant, and post it to the Broker; 202 with its id."""
    shared, tenant = services(request), tenant_of_request(request)
    event = binding.receive(dict(request.headers), await bounded_body(request, MAX_EVENT))
    data = checked_data(event)
    signed = _signed(event, tenant, shared.settings.signing_key)
    await shared.courier.emit(signed)
    shared.counters.count("events")
    body: dict[str, Any] = {"id": signed.id, "type": signed.type}
    if isinstance(data, DocumentUploaded):
        document = document_id(tenant, data.name)
        location = f"/documents/{document}"
        return json({**body, "document": document, "location": location}, 202, {"location": location})
    return json(body, 202)


def checked_data(event: Event) -> DocumentUploaded | QuestionAsked:
    """Return the event's data; raise `Rejected` unless it is one that may come from outside."""
    structure = OPEN.get(event.type)
    if structure is None:
        raise Rejected(f"only {' and '.join(OPEN)} may come from outside, not {event.type[:80]}")
    if len(event.id) > MAX_ID:
        raise Rejected(f"the id is longer than {MAX_ID} characters")
    data = decode(event.data or b"{}", structure)
    if isinstance(data, DocumentUploaded):
        _check_upload(event, data)
    return data


def _check_upload(event: Event, data: DocumentUploaded) -> None:
    if data.document or data.generation:
        raise Rejected("leave out document and generation: they follow from the name and from the event's time and id")
    if event.get("time"):
        generation_of(event.id, event.get("time"))


def _signed(event: Event, tenant: str, key: str) -> Event:
    """Return the event with what a producer may say, and the tenant that it belongs to."""
    kept = {name: event.get(name) for name in KEPT if event.get(name)}
    kept.setdefault("time", datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"))
    return Event(kept | tenant_extensions(key, tenant), event.data)
