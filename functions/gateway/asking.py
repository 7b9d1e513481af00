"""POST /ask: a question, answered in one JSON object or as a stream."""

import time

from starlette.requests import Request
from starlette.responses import Response

from events.questions import QuestionAsked
from events.validation import decode
from functions.gateway.bounds import bounded_body
from functions.gateway.posing import close, pose, while_connected
from functions.gateway.replies import json, problem
from functions.gateway.services import Services, services, tenant_of_request
from functions.gateway.streaming import EventStream, frames
from functions.gateway.telling import told
from functions.gateway.waiting import Question

MAX_BODY = 48 * 1024  # bytes: with its attributes, the event stays under 64 KiB


class Ask(QuestionAsked, frozen=True, kw_only=True, omit_defaults=True):
    """A question as a client asks it; `stream` asks for server-sent events."""

    stream: bool = False


async def ask(request: Request) -> Response:
    """Answer a question, in one JSON object or as a stream."""
    shared, tenant, asked = services(request), tenant_of_request(request), time.monotonic()
    given = decode(await bounded_body(request, MAX_BODY), Ask)
    question = await pose(given, request, asked)
    if given.stream or "text/event-stream" in request.headers.get("accept", ""):
        return EventStream(frames(told(shared, tenant, question)), lambda: close(shared, question))
    try:
        return await while_connected(request, _last_words(shared, tenant, question))
    finally:
        close(shared, question)


async def _last_words(shared: Services, tenant: str, question: Question) -> Response:
    heard = {message.name: message.data async for message in told(shared, tenant, question) if message}
    return problem(heard["error"]) if "error" in heard else json({**heard["done"], "citations": heard["citations"]})
