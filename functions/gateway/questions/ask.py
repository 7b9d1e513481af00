"""POST /ask: a question, answered in one JSON object or as a stream."""

import time
from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType
from msgspec.structs import fields
from starlette.requests import Request
from starlette.responses import Response

from events.questions import MAX_HISTORY, Citation, Exchange, Nothing, QuestionGiven, Usage
from events.validation import decode
from functions.conversation.answer_view import AnswerView
from functions.gateway.http.examples import ANSWER, EMBEDDER, GENERATOR, QUESTION, QUESTION_ID
from functions.gateway.http.operations import Content, Events, Reply, operation
from functions.gateway.http.responses import Problem
from functions.gateway.http.serializers import Milliseconds
from functions.gateway.http.validation import bounded_body
from functions.gateway.questions.server_sent_events import EVENTS, EventStream, frames
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


class StageHeard(msgspec.Struct, frozen=True, kw_only=True):
    """A stage that has finished, or has come to a state."""

    stage: str
    at: Annotated[float, Meta(description="milliseconds since the question came")]
    ms: Annotated[float | UnsetType, Meta(description="how long it took")] = UNSET
    state: Annotated[str | UnsetType, Meta(description="started: it has begun")] = UNSET


class StageTold(StageHeard, frozen=True, kw_only=True):
    """A stage, in a stream; the first one tells the ids."""

    waiting_for: Annotated[str, Meta(description="the stage that comes next")]
    id: str | UnsetType = UNSET
    conversation: str | UnsetType = UNSET


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of the model's words, unchecked: a draft at most."""

    text: str
    checked: bool


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """What the answer goes on with for certain."""

    text: str


class Answer(AnswerView, frozen=True, kw_only=True):
    """The answer to a question."""

    id: str
    conversation: str
    model: str
    embedder: str
    finish_reason: Literal["stop", "length"]
    timings: Milliseconds
    usage: Usage
    stages: list[StageHeard]


ANSWERED = Answer(
    **ANSWER,
    id=QUESTION_ID,
    model=GENERATOR,
    embedder=EMBEDDER,
    finish_reason="stop",
    usage=Usage(prompt_tokens=412, completion_tokens=19),
    stages=[StageHeard(stage="asked", at=1.2, ms=1.2), StageHeard(stage="generate", at=460.1, ms=420.9)],
)
# The answer as a stream tells it: its citations are an event of their own.
Done = msgspec.defstruct("Done", [(each.name, each.type) for each in fields(Answer) if each.name != "citations"])
STREAM = Events(
    {
        "stage": StageTold,
        "token": Token,
        "checked": Checked,
        "restart": Nothing,
        "citations": list[Citation],
        "done": Done,
        "error": Problem,
    }
)
DRAFT = {"event": "token", "data": '{"text":"The pump","checked":false}'}
REPLIES = {
    200: Reply(
        "the answer; Server-Sent Events, one after another, where `stream` or `Accept` asks for them",
        (Content(ANSWERED), Content(DRAFT, STREAM, EVENTS)),
        links={"show_question": "/id", "show_conversation": "/conversation"},
    )
}
HEADERS = {
    "accept": "text/event-stream asks for a stream",
    "traceparent": "the trace that the question belongs to (W3C)",
}


@operation(
    "Questions", REPLIES, 413, 422, 429, 502, 503, 504, bodies=(Content(Ask(question=QUESTION)),), headers=HEADERS
)
async def ask(request: Request) -> Response:
    """Answer a question, in one JSON object or as a stream."""
    shared, tenant, asked = services(request), tenant_of_request(request), time.monotonic()
    given = decode(await bounded_body(request, MAX_BODY), Ask)
    question = await submit(given, request, asked)
    if given.stream or "text/event-stream" in request.headers.get("accept", ""):
        return EventStream(frames(messages_of(shared, tenant, question)), lambda: close(shared, question))
    return await whole(request, question, lambda done, citations: Answer(**done, citations=citations))
