"""POST /events: CloudEvents by outside producers, authenticated, checked and signed on their way to the Broker."""

from starlette.requests import Request
from starlette.responses import Response

from events import binding
from events.registry import DOCUMENT_UPLOADED
from functions.gateway.http.responses import json
from functions.gateway.http.validation import bounded_body
from functions.gateway.services import services, tenant_of_request
from functions.serving.producers import normalised

MAX_EVENT = 512 * 1024  # bytes


async def take(request: Request) -> Response:
    """Check an event, sign it for its tenant, and post it to the Broker; 202 with its id and where its end will be."""
    shared = services(request)
    given = binding.receive(dict(request.headers), await bounded_body(request, MAX_EVENT))
    event = normalised(given, tenant_of_request(request), shared.settings)
    await shared.async_broker.emit(event)
    shared.counters.count("events")
    subject, body = event.get("subject"), {"id": event.id, "type": event.type}
    if event.type == DOCUMENT_UPLOADED:
        location = f"/documents/{subject}"
        return json({**body, "document": subject, "location": location}, 202, {"location": location})
    location = f"/questions/{subject}"
    return json({**body, "question": subject, "location": location}, 202, {"location": location})
