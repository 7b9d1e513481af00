"""/v1/responses: a question is answered, its answer shown again as long as it is stored, and forgotten."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from events.errors import Rejected
from events.questions import Citation, PromptBuilt, QuestionAsked, Quote, Usage
from functions.gateway.http.examples import CITATION, GENERATOR, QUESTION, QUESTION_ID, SENTENCE
from functions.gateway.http.operations import Content, Reply, answers, operation
from functions.gateway.http.responses import json
from functions.gateway.http.site import site_of
from functions.gateway.openai import chat_serializers
from functions.gateway.openai.chat_models import chat_model
from functions.gateway.openai.chat_routes import asking_of, whole_body
from functions.gateway.openai.decoding import decoded
from functions.gateway.openai.errors import Unfit
from functions.gateway.openai.previous_response import going_on, previous_of, question_of_response, turn_of_response
from functions.gateway.openai.responses_object import ResponseObject
from functions.gateway.openai.responses_request import ResponsesRequest, as_chat
from functions.gateway.openai.responses_stream import events
from functions.gateway.openai.responses_views import (
    DeletedResponse,
    InputItems,
    InputMessage,
    InputText,
    OutputMessage,
    ResponseUsage,
    ResponseView,
    TextPart,
)
from functions.gateway.questions.server_sent_events import EVENTS, EventStream
from functions.gateway.questions.stream import messages_of
from functions.gateway.questions.submit import close, submit, whole
from functions.gateway.services import in_thread, services, tenant_of_request
from functions.stores.conversations import Conversations, Turn

PARAMS = {"messages": "input", "response_format": "text.format"}  # of a chat, by their names here


RESPONSE = ResponseView(
    id=f"resp_{QUESTION_ID}",
    created_at=1_772_352_000,
    status="completed",
    model=GENERATOR,
    text={"format": {"type": "text"}},
    output=[OutputMessage(id=f"msg_{QUESTION_ID}", status="completed", content=[TextPart(text=f"{SENTENCE} [1]")])],
    usage=ResponseUsage(input_tokens=412, output_tokens=19, total_tokens=431),
    citations=[CITATION],
)
EVENT = {"event": "response.output_text.delta", "data": '{"type":"response.output_text.delta","delta":"The pump"}'}
STREAM = {
    "type": "object",
    "description": "An event as OpenAI's, each sentence once it has passed its check.",
    "required": ["event", "data"],
    "properties": {"event": {"type": "string"}, "data": {"type": "string"}},
}
REPLIES = {200: Reply("the response; its events with `stream`", (Content(RESPONSE), Content(EVENT, STREAM, EVENTS)))}
GIVEN = ResponsesRequest(input=QUESTION)
ITEMS = InputItems(
    data=[InputMessage(id=f"msg_{QUESTION_ID}_input", content=[InputText(text=QUESTION)])],
    first_id=f"msg_{QUESTION_ID}_input",
    last_id=f"msg_{QUESTION_ID}_input",
)


@operation("OpenAI", REPLIES, 404, 429, 502, 503, 504, bodies=(Content(GIVEN),))
async def respond(request: Request) -> Response:
    """Answer the question that `input` is or ends with, in one object or as a stream."""
    shared, tenant, asked = services(request), tenant_of_request(request), time.monotonic()
    with _named_as_here():
        given = decoded(await whole_body(request), ResponsesRequest)
        model = await chat_model(request, given.model)
        asking = await _gone_on(request, given, asking_of(as_chat(given), model, shared.settings))
    question = await submit(asking, request, asked)
    reply = chat_serializers.Reply(
        question.id,
        model.name,
        is_json=asking.options.json_schema is not None,
        site=site_of(request),
    )
    response = ResponseObject(reply, given, question_of_response(given.previous_response_id or ""))
    if given.stream:
        framed = events(response, messages_of(shared, tenant, question))
        return EventStream(framed, lambda: close(shared, question))
    return await whole(request, question, response.whole)


@operation("OpenAI", answers(RESPONSE), 404, 503)
async def show_response(request: Request) -> Response:
    """Show a stored response again."""
    records, turn = await _stored(request)
    return json(await in_thread(_shown, request, records, turn))


@operation("OpenAI", answers(DeletedResponse(id=f"resp_{QUESTION_ID}")), 404, 503)
async def delete_response(request: Request) -> Response:
    """Remove a response from its conversation."""
    records, turn = await _stored(request)
    await in_thread(records.forget_turn, turn.tenant, turn.id)
    return json(DeletedResponse(id=request.path_params["id"]))


@operation("OpenAI", answers(ITEMS), 404, 503)
async def list_input_items(request: Request) -> Response:
    """List what a stored response was asked: its question."""
    _, turn = await _stored(request)
    id_ = f"msg_{turn.id}_input"
    item = InputMessage(id=id_, content=[InputText(text=turn.question)])
    return json(InputItems(data=[item], first_id=id_, last_id=id_))


async def _stored(request: Request) -> tuple[Conversations, Turn]:
    """Return the records, and in them the turn of the response in the path; raise `Rejected` (404) where it is not."""
    records, id_ = await in_thread(services(request).records.get), request.path_params["id"]
    turn = await in_thread(turn_of_response, records, tenant_of_request(request), id_)
    if turn is None:
        raise Rejected(f"there is no response {id_[:80]!r}: it is unknown, was deleted or never stored", status=404)
    return records, turn


@contextmanager
def _named_as_here() -> Iterator[None]:
    try:
        yield
    except Unfit as error:
        param = PARAMS.get(error.param, error.param)
        raise Unfit(error.detail, param, code=error.code, status=error.status) from error


async def _gone_on(
    request: Request, given: ResponsesRequest, asking: QuestionAsked | PromptBuilt
) -> QuestionAsked | PromptBuilt:
    if not given.previous_response_id or isinstance(asking, PromptBuilt):
        return asking
    records = await in_thread(services(request).records.get)
    return await in_thread(going_on, records, tenant_of_request(request), asking, given.previous_response_id)


def _shown(request: Request, records: Conversations, turn: Turn) -> ResponseView:
    reply = chat_serializers.Reply(
        turn.id,
        turn.model or services(request).settings.shown_generator,
        is_json=turn.is_json,
        site=site_of(request),
        created=turn.at // 1000,
    )
    citations = msgspec.convert(turn.citations, list[Citation])
    done = {name: getattr(turn, name) for name in ("answer", "answered", "quoted", "generated", "finish_reason")}
    done |= {"support": msgspec.convert(turn.support, list[Quote]), "usage": msgspec.convert(turn.usage, Usage)}
    given, previous = ResponsesRequest(input=turn.question), previous_of(records, turn)
    return ResponseObject(reply, given, previous).whole(done, citations)
