"""POST /events: CloudEvents by outside producers, authenticated, checked and signed on their way to the Broker."""

from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType
from starlette.requests import Request
from starlette.responses import Response

from events import binding
from events.binding import MAX_VALUE, STRUCTURED
from events.documents import DocumentUploaded
from events.questions import QuestionGiven
from events.registry import DOCUMENT_UPLOADED, QUESTION_ASKED
from functions.gateway.http.examples import ID, QUESTION
from functions.gateway.http.operations import LOCATION, Content, Reply, operation
from functions.gateway.http.responses import json
from functions.gateway.http.validation import bounded_body
from functions.gateway.services import services, tenant_of_request
from functions.serving.producers import MAX_ID, normalised

MAX_EVENT = 512 * 1024  # bytes
PRINTABLE = r"^[\x20-\x7e]+$"  # an attribute travels as a header
EventId = Annotated[str, Meta(pattern=PRINTABLE, max_length=MAX_ID)]
Source = Annotated[
    str, Meta(pattern=PRINTABLE, max_length=MAX_VALUE, description="who sends it: with the id it names the event")
]


class EventTaken(msgspec.Struct, frozen=True, kw_only=True):
    """An event that is on its way, and where its end will be."""

    id: str
    type: str
    location: str
    document: Annotated[str | UnsetType, Meta(description="of an upload")] = UNSET
    question: Annotated[str | UnsetType, Meta(description="of a question")] = UNSET


class UploadEvent(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag=DOCUMENT_UPLOADED):
    """An upload in structured mode; other attributes may stand beside these."""

    specversion: Literal["1.0"]
    id: EventId
    source: Source
    data: DocumentUploaded


class QuestionEvent(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag=QUESTION_ASKED):
    """A question in structured mode; other attributes may stand beside these."""

    specversion: Literal["1.0"]
    id: EventId
    source: Source
    data: QuestionGiven


EVENT = QuestionEvent(specversion="1.0", id="42", source="/mail", data=QuestionGiven(question=QUESTION))
TAKEN = EventTaken(id=ID, type=QUESTION_ASKED, question=ID, location=f"/questions/{ID}")
REPLIES = {202: Reply("it is on its way", (Content(TAKEN),), LOCATION)}
BODIES = (Content(EVENT, UploadEvent | QuestionEvent, STRUCTURED),)


@operation("Events", REPLIES, 422, 503, bodies=BODIES)
async def post_event(request: Request) -> Response:
    """Check an event, sign it for its tenant, and post it to the Broker; 202 with its id and where its end will be.

    In structured mode, or in binary mode: its data as the body, and its attributes in headers, `ce-id` and the like.
    """
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
