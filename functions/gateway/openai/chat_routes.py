"""POST /v1/chat/completions: the last message is the question, those before it are its history."""

import time
from http import HTTPStatus

from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import Response

from events.errors import Rejected
from events.questions import PromptBuilt, QuestionAsked
from functions.gateway.http.examples import CITATION, GENERATOR, QUESTION, QUESTION_ID, SENTENCE
from functions.gateway.http.operations import Content, Reply, operation
from functions.gateway.http.site import site_of
from functions.gateway.http.validation import bounded_body
from functions.gateway.openai import chat_serializers
from functions.gateway.openai.chat_messages import ChatMessage, said_in
from functions.gateway.openai.chat_models import ChatModel, chat_model, check_plain
from functions.gateway.openai.chat_request import ChatRequest, check_what_is_there, options_of, question_of
from functions.gateway.openai.chat_serializers import ChatAnswer, ChatCompletion, Choice, TokenUsage, chunks
from functions.gateway.openai.decoding import decoded
from functions.gateway.openai.errors import too_long
from functions.gateway.openai.neutral_values import has_limit
from functions.gateway.openai.plain_chat import plain_prompt, task_prompt
from functions.gateway.questions.server_sent_events import EVENTS, EventStream
from functions.gateway.questions.stream import messages_of
from functions.gateway.questions.submit import close, submit, whole
from functions.gateway.services import services, tenant_of_request
from functions.serving.settings import Settings

MAX_BODY = 4 * 1024 * 1024  # bytes: clients send the whole chat each time, of which the newest part is read


COMPLETION = ChatCompletion(
    id=f"chatcmpl-{QUESTION_ID}",
    created=1_772_352_000,
    model=GENERATOR,
    choices=[Choice(message=ChatAnswer(content=f"{SENTENCE} [1]", refusal=None), finish_reason="stop")],
    usage=TokenUsage(prompt_tokens=412, completion_tokens=19, total_tokens=431),
    citations=[CITATION],
)
CHUNKS = {
    "type": "object",
    "description": "A chunk as OpenAI's, each sentence once it has passed its check; [DONE] in the end.",
    "required": ["data"],
    "properties": {"data": {"type": "string"}},
}
CHUNK = {"data": '{"object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"The pump"}}]}'}
REPLIES = {200: Reply("the answer; chunks of it with `stream`", (Content(COMPLETION), Content(CHUNK, CHUNKS, EVENTS)))}
GIVEN = ChatRequest(messages=[ChatMessage(role="user", content=QUESTION)])


@operation("OpenAI", REPLIES, 404, 413, 429, 502, 503, 504, bodies=(Content(GIVEN),))
async def chat(request: Request) -> Response:
    """Answer the question that a chat ends with, in one object or as a stream."""
    shared, asked = services(request), time.monotonic()
    given = decoded(await whole_body(request), ChatRequest)
    model = await chat_model(request, given.model)
    asking = asking_of(given, model, shared.settings)
    question = await submit(asking, request, asked)
    reply = chat_serializers.Reply(
        question.id,
        model.name,
        is_json=asking.options.json_schema is not None,
        site=site_of(request),
        tells_usage=bool(given.stream_options and given.stream_options.include_usage),
    )
    tenant = tenant_of_request(request)
    if given.stream:
        words = chunks(reply, messages_of(shared, tenant, question))
        return EventStream(words, lambda: close(shared, question))
    return await whole(request, question, reply.completion)


async def whole_body(request: Request) -> bytes:
    """Return the body; raise `Unfit` for a longer chat than any that is read."""
    try:
        return await bounded_body(request, MAX_BODY)
    except Rejected as error:
        if error.status != HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            raise
        raise too_long(f"the chat has more than {MAX_BODY // 1024} KiB, which are the most") from error


def asking_of(given: ChatRequest, model: ChatModel, settings: Settings) -> QuestionAsked | PromptBuilt:
    """Return what the chat asks of the documents, or the model alone where that is meant."""
    from functions.text.chat_tasks import is_chat_task  # noqa: PLC0415 - the first chat needs it, and no start

    check_what_is_there(given)
    said = said_in(given.messages)
    has_length = has_limit(given.max_completion_tokens, given.max_tokens)
    if model.plain:
        return plain_prompt(said.messages, options_of(given), has_length=has_length)
    if is_chat_task(said.last, said.instructions, in_chat=len(said.turns) > 1):
        check_plain(settings)
        return task_prompt(said.messages, options_of(given), has_length=has_length)
    asking = question_of(given, said)
    return replace(asking, filters=model.within(asking.filters))
