"""POST /events: CloudEvents by outside producers, authenticated, checked and signed on their way to the Broker."""

from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta, UnsetType
from starlette.requests import Request
from starlette.responses import Response

from events import binding
from events.registry import DOCUMENT_UPLOADED
from functions.gateway.http.examples import ID, QUESTION
from functions.gateway.http.operations import BINARY, JSON, LOCATION, Content, Reply, operation
from functions.gateway.http.responses import json
from functions.gateway.http.validation import bounded_body
from functions.gateway.services import services, tenant_of_request
from functions.serving.producers import normalised

MAX_EVENT = 512 * 1024  # bytes


class EventTaken(msgspec.Struct, frozen=True, kw_only=True):
    """An event that is on its way, and where its end will be."""

    id: str
    type: str
    location: str
    document: Annotated[str | UnsetType, Meta(description="of an upload")] = UNSET
    question: Annotated[str | UnsetType, Meta(description="of a question")] = UNSET


class StructuredEvent(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A CloudEvent in structured mode; other attributes may stand beside these."""

    specversion: Annotated[str, Meta(pattern=r"^1\.0$")]
    id: Annotated[str, Meta(min_length=1, max_length=200)]
    source: Annotated[str, Meta(min_length=1)]
    type: Annotated[str, Meta(min_length=1)]
    data: dict[str, Any] | UnsetType = UNSET


EVENT = StructuredEvent(
    specversion="1.0", id="42", source="/mail", type="minirag.question.asked", data={"question": QUESTION}
)
TAKEN = EventTaken(id=ID, type="minirag.question.asked", question=ID, location=f"/questions/{ID}")
REPLIES = {202: Reply("it is on its way", (Content(TAKEN),), LOCATION)}
BODIES = (
    Content(EVENT, media_type="application/cloudevents+json"),
    Content(f'{{"question": "{QUESTION}"}}', BINARY, JSON),
)
HEADERS = {f"ce-{name}": f"the attribute {name}, in binary mode" for name in ("specversion", "id", "source", "type")}


@operation("Events", REPLIES, 422, 503, bodies=BODIES, headers=HEADERS)
async def post_event(request: Request) -> Response:
    """Check an event, sign it for its tenant, and post it to the Broker; 202 with its id and where its end will be."""
    shared = services(request)
    given = binding.receive(dict(request.headers), await bounded_body(request, MAX_EVENT))
    event = normalised(given, tenant_of_request(request), shared.settings)
    await shared.async_broker.emit(event)
    shared.counters.count("events")
    subject = event.get("subject")
    if event.type == DOCUMENT_UPLOADED:
        taken = EventTaken(id=event.id, type=event.type, document=subject, location=f"/documents/{subject}")
    else:
        taken = EventTaken(id=event.id, type=event.type, question=subject, location=f"/questions/{subject}")
    return json(taken, 202, {"location": taken.location})
