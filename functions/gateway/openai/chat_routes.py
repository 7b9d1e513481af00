"""POST /v1/chat/completions: the last message is the question, those before it are its history."""

import time

from starlette.requests import Request
from starlette.responses import Response

from events.validation import decode
from functions.gateway.http.examples import CITATION, GENERATOR, QUESTION, QUESTION_ID, SENTENCE
from functions.gateway.http.operations import Content, Reply, operation
from functions.gateway.http.validation import bounded_body
from functions.gateway.openai import chat_serializers
from functions.gateway.openai.chat_request import ChatMessage, ChatRequest, question_of
from functions.gateway.openai.chat_serializers import ChatAnswer, ChatCompletion, Choice, TokenUsage, chunks
from functions.gateway.openai.model_routes import check_model
from functions.gateway.questions.server_sent_events import EVENTS, EventStream
from functions.gateway.questions.stream import messages_of
from functions.gateway.questions.submit import close, submit, whole
from functions.gateway.services import services, tenant_of_request

MAX_BODY = 1024 * 1024  # bytes: clients send the whole chat each time, of which the event carries the newest part


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
    given = decode(await bounded_body(request, MAX_BODY), ChatRequest)
    check_model(given.model, shared.settings.shown_generator)
    asking = question_of(given)
    question = await submit(asking, request, asked)
    reply = chat_serializers.Reply(
        question.id, shared.settings.shown_generator, is_json=asking.options.json_schema is not None
    )
    tenant = tenant_of_request(request)
    if given.stream:
        usage = bool(given.stream_options and given.stream_options.include_usage)
        words = chunks(reply, messages_of(shared, tenant, question), usage=usage)
        return EventStream(words, lambda: close(shared, question))
    return await whole(request, question, reply.completion)
