"""POST /ask: the question goes to the Broker, and whoever asked it waits here for the answer."""

import asyncio
import logging
import os
import re
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from starlette.requests import Request
from starlette.responses import Response

from events.errors import MiniRAGError, Unavailable
from events.event import Event, make
from events.identity import now_ms, question_id, uuid7
from events.questions import Nothing, QuestionAsked
from events.registry import PIPELINE_WAKE, QUESTION_ASKED
from events.validation import decode
from functions.gateway.bounds import bounded_body
from functions.gateway.replies import json, problem
from functions.gateway.services import Services, services, tenant_of_request
from functions.gateway.streaming import EventStream
from functions.gateway.telling import told
from functions.gateway.waiting import Question
from functions.signing import signed_address, tenant_extensions

MAX_BODY = 48 * 1024  # bytes: with its attributes, the event stays under 64 KiB
SOURCE = "/minirag/gateway"
_TRACEPARENT = re.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")
_background: set[asyncio.Task[None]] = set()  # the event loop itself keeps only weak references
log = logging.getLogger("minirag")


class Ask(QuestionAsked, frozen=True, kw_only=True, omit_defaults=True):
    """A question as a client asks it; `stream` asks for server-sent events."""

    stream: bool = False


async def ask(request: Request) -> Response:
    """Answer a question, in one JSON object or as a stream."""
    shared, tenant, asked = services(request), tenant_of_request(request), time.monotonic()
    given = decode(await bounded_body(request, MAX_BODY), Ask)
    question = _question(given, shared, asked)
    cold = shared.waiting.add(question, shared.settings.wake_after_seconds)
    try:
        await shared.courier.emit(_event(given, question, shared, tenant, request))
        question.hear_stage("asked", ms=question.age)
        if cold:
            _wake(shared)
    except BaseException:
        shared.waiting.remove(question.id)
        raise
    if given.stream or "text/event-stream" in request.headers.get("accept", ""):
        return EventStream(told(shared, tenant, question), lambda: _close(shared, question))
    return await _whole_answer(request, shared, tenant, question)


def _question(given: Ask, shared: Services, asked: float) -> Question:
    if not shared.settings.signing_key:
        raise Unavailable("no answer could come back: SIGNING_KEY is not set on the gateway and the other functions")
    shared.counters.count("questions_asked")
    return Question(
        id=question_id(),
        conversation=given.conversation or uuid7(now_ms(), os.urandom(10)),
        text=given.question,
        asked=asked,
        expires=asked + shared.settings.question_deadline_seconds,
    )


def _event(given: Ask, question: Question, shared: Services, tenant: str, request: Request) -> Event:
    key, trace = shared.settings.signing_key, request.headers.get("traceparent", "")
    deadline = datetime.now(UTC) + timedelta(seconds=shared.settings.question_deadline_seconds)
    extensions = {
        "subject": question.id,
        **tenant_extensions(key, tenant),
        "traceparent": trace if _TRACEPARENT.fullmatch(trace) else _fresh_trace(),
        "deadline": deadline.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "replyto": signed_address(key, f"{shared.address}/answers/{question.id}"),
    }
    data = QuestionAsked(
        question=given.question, conversation=question.conversation, filters=given.filters, options=given.options
    )
    return make(QUESTION_ASKED, SOURCE, question.id, data, extensions)


def _fresh_trace() -> str:
    return f"00-{os.urandom(16).hex()}-{os.urandom(8).hex()}-01"


def _wake(shared: Services) -> None:
    task = asyncio.create_task(_emit_wake(shared))
    _background.add(task)
    task.add_done_callback(_background.discard)


async def _emit_wake(shared: Services) -> None:
    try:
        await shared.courier.emit(make(PIPELINE_WAKE, SOURCE, question_id(), Nothing()))
    except MiniRAGError as error:
        log.warning("the later stages were not woken, the question will wake them one by one: %s", error.detail)


async def _whole_answer(request: Request, shared: Services, tenant: str, question: Question) -> Response:
    """Return the answer in one piece, or nothing at all once the client has gone."""
    answer = asyncio.ensure_future(_last_words(shared, tenant, question))
    gone = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait((answer, gone), return_when=asyncio.FIRST_COMPLETED)
        return answer.result() if answer.done() else Response(status_code=503)
    finally:
        for task in (answer, gone):
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        _close(shared, question)


async def _last_words(shared: Services, tenant: str, question: Question) -> Response:
    heard = {message.name: message.data async for message in told(shared, tenant, question) if message}
    return problem(heard["error"]) if "error" in heard else json({**heard["done"], "citations": heard["citations"]})


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _close(shared: Services, question: Question) -> None:
    shared.waiting.remove(question.id)
    if not question.settled:
        shared.counters.count("questions_abandoned")
