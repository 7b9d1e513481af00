"""POST /ask: a question, answered in one JSON object or as a stream."""

import time
from typing import Annotated

from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from events.questions import MAX_HISTORY, Exchange, QuestionGiven
from events.validation import decode
from functions.gateway.http.validation import bounded_body
from functions.gateway.questions.server_sent_events import EventStream, frames
from functions.gateway.questions.stream import messages_of
from functions.gateway.questions.submit import close, submit, whole
from functions.gateway.services import services, tenant_of_request

MAX_BODY = 48 * 1024  # bytes: with its attributes, the event stays under 64 KiB


class AskedExchange(Exchange, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """An earlier question of a conversation, and its answer, as a client tells it."""


class Ask(QuestionGiven, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A question as a client asks it; `stream` asks for server-sent events."""

    history: Annotated[list[AskedExchange], Meta(max_length=MAX_HISTORY)] = []  # type: ignore[assignment] # never changed
    stream: bool = False


async def ask(request: Request) -> Response:
    """Answer a question, in one JSON object or as a stream."""
    shared, tenant, asked = services(request), tenant_of_request(request), time.monotonic()
    given = decode(await bounded_body(request, MAX_BODY), Ask)
    question = await submit(given, request, asked)
    if given.stream or "text/event-stream" in request.headers.get("accept", ""):
        return EventStream(frames(messages_of(shared, tenant, question)), lambda: close(shared, question))
    return await whole(request, question, lambda done, citations: {**done, "citations": citations})
