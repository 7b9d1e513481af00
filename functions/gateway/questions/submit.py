"""A question on its way: to the Broker, and waited for here until its answer has come or whoever asked has gone."""

import asyncio
import logging
import os
import re
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import Response

from events.carried import carried
from events.deadlines import longest_wait
from events.errors import MiniRAGError, Unavailable
from events.event import Event, make
from events.identity import IndexKey, now_ms, question_id, uuid7
from events.json_schema import schema_text
from events.questions import Nothing, PromptBuilt, QuestionAsked, QuestionGiven
from events.registry import PIPELINE_WAKE, PROMPT_BUILT, QUESTION_ASKED
from events.stages import ASKED
from functions.gateway.http.responses import json, problem
from functions.gateway.questions.claim_check import put_aside, remove
from functions.gateway.questions.pending import Question
from functions.gateway.questions.stream import messages_of
from functions.gateway.questions.throughput import Busy
from functions.gateway.services import Services, in_thread, services, tenant_of_request
from functions.serving.signing import NO_KEY, signed_address

Done = dict[str, Any]  # what is said of an answer, but for its citations
Citations = list[Any]
SOURCE = "/minirag/gateway"
WAKES_SEARCH = f"{SOURCE}/search"  # source of a wake that is for a search: neither `prompt` nor `generate` hears of it
_TRACEPARENT = re.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")
_background: set[asyncio.Task[None]] = set()  # the event loop itself keeps only weak references
log = logging.getLogger("minirag")


async def submit(given: QuestionGiven | PromptBuilt, request: Request, asked: float) -> Question:
    """Send a question to the Broker, and wait for it from now on; whoever calls it calls `close` in the end.

    A prompt that is built already goes to `generate` at once, and so past all documents.
    """
    shared = services(request)
    await in_thread(check_question, shared, tenant_of_request(request), given)
    question = _question(given, shared, asked)
    _check_room(shared, question)
    cold = shared.waiting.add(question, shared.settings.wake_after_seconds)
    try:
        if cold:
            _wake(shared, WAKES_SEARCH if question.is_search else SOURCE)
        if isinstance(given, QuestionGiven) and not given.embedder:
            given = replace(given, embedder=await in_thread(shared.active.of, tenant_of_request(request)))
        if isinstance(given, QuestionGiven) and given.brings_text:
            given = await in_thread(put_aside, shared, tenant_of_request(request), question, given)
        await shared.async_broker.emit(_event(given, question, shared, request))
        question.hear_stage(ASKED.name, ms=question.age)
    except asyncio.CancelledError:  # the asker went away before the question was on its way
        close(shared, question)
        raise
    except BaseException:
        _forget(shared, question)
        raise
    return question


def check_question(shared: Services, tenant: str, given: QuestionGiven | PromptBuilt) -> None:
    """Raise `Rejected` for a question that a later stage would refuse: no answer could be held to its schema, or its
    embedder has no index."""
    schema_text(given.options.json_schema)
    if given.embedder not in ("", shared.active.of(tenant)):
        shared.indexes.check(IndexKey(tenant, given.embedder))


def close(shared: Services, question: Question) -> None:
    """Wait for the question no longer; who sees that nobody waits finds it counted."""
    if not question.settled:
        shared.counters.count(f"{counted(question)}_abandoned")
    _forget(shared, question)


def _forget(shared: Services, question: Question) -> None:
    shared.waiting.remove(question.id)
    remove(shared, question)


def counted(question: Question) -> str:
    """Return what a question counts as."""
    return "searches" if question.is_search else "questions"


async def whole(request: Request, question: Question, reply: Callable[[Done, Citations], msgspec.Struct]) -> Response:
    """Wait for the end, and return what `reply` makes of it, or the problem that stands in an answer's place."""
    shared = services(request)
    try:
        return await while_connected(request, _last_words(shared, tenant_of_request(request), question, reply))
    finally:
        close(shared, question)


async def _last_words(
    shared: Services, tenant: str, question: Question, reply: Callable[[Done, Citations], msgspec.Struct]
) -> Response:
    heard = {message.name: message.data async for message in messages_of(shared, tenant, question) if message}
    return problem(heard["error"]) if "error" in heard else json(reply(heard["done"], heard["citations"]))


async def while_connected(request: Request, words: Coroutine[None, None, Response]) -> Response:
    """Return the response that `words` gives, or nothing at all once the client has gone."""
    answer = asyncio.ensure_future(words)
    gone = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait((answer, gone), return_when=asyncio.FIRST_COMPLETED)
        return answer.result() if answer.done() else Response(status_code=503)
    finally:
        for task in (answer, gone):
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


def _question(given: QuestionGiven | PromptBuilt, shared: Services, asked: float) -> Question:
    if not shared.settings.signing_key:
        raise Unavailable(f"no answer could come back: {NO_KEY}")
    is_search = isinstance(given, QuestionAsked) and given.search is not None
    question = Question(
        id=question_id(),
        conversation="" if is_search else given.conversation or uuid7(now_ms(), os.urandom(10)),
        text=given.question,
        asked=asked,
        expires=asked + shared.settings.question_deadline_seconds,
        latest=asked + longest_wait(shared.settings.question_deadline_seconds),
        is_search=is_search,
    )
    shared.counters.count(f"{counted(question)}_asked")
    return question


def _check_room(shared: Services, question: Question) -> None:
    settings, waiting, searches = shared.settings, shared.waiting, question.is_search
    deadline, most = settings.question_deadline_seconds, settings.waiting_questions
    try:
        waiting.turnover(searches=searches).check_room(waiting.count(searches=searches), deadline, settings.slots, most)
    except Busy:
        shared.counters.count(f"{counted(question)}_refused")
        raise


def _event(given: QuestionGiven | PromptBuilt, question: Question, shared: Services, request: Request) -> Event:
    key, trace = shared.settings.signing_key, request.headers.get("traceparent", "")
    deadline = datetime.now(UTC) + timedelta(seconds=shared.settings.question_deadline_seconds)
    extensions = {
        "subject": question.id,
        "tenant": tenant_of_request(request),
        "traceparent": trace if _TRACEPARENT.fullmatch(trace) else _fresh_trace(),
        "deadline": deadline.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "replyto": signed_address(key, f"{shared.address}/answers/{question.id}"),
    }
    if isinstance(given, PromptBuilt):
        built = replace(given, conversation=question.conversation)
        return make(PROMPT_BUILT, SOURCE, question.id, built, extensions)
    data = carried(given, QuestionAsked, conversation=question.conversation or None)
    return make(QUESTION_ASKED, SOURCE, question.id, data, extensions)


def _fresh_trace() -> str:
    return f"00-{os.urandom(16).hex()}-{os.urandom(8).hex()}-01"


def _wake(shared: Services, source: str) -> None:
    task = asyncio.create_task(_emit_wake(shared, source))
    _background.add(task)
    task.add_done_callback(_background.discard)


async def _emit_wake(shared: Services, source: str) -> None:
    try:
        await shared.async_broker.emit(make(PIPELINE_WAKE, source, question_id(), Nothing()))
    except MiniRAGError as error:
        log.warning("the later stages were not woken, the question will wake them one by one: %s", error.detail)


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
