"""POST /v1/chat/completions: the last message is the question, those before it are its history."""

import time

from starlette.requests import Request
from starlette.responses import Response

from functions.gateway.http.validation import bounded_body
from functions.gateway.openai.chat_request import ChatRequest, question_of
from functions.gateway.openai.chat_serializers import Reply, chunks
from functions.gateway.openai.decoding import decoded
from functions.gateway.openai.model_routes import check_model
from functions.gateway.questions.server_sent_events import EventStream
from functions.gateway.questions.stream import messages_of
from functions.gateway.questions.submit import close, submit, whole
from functions.gateway.services import services, tenant_of_request

MAX_BODY = 1024 * 1024  # bytes: clients send the whole chat each time, of which the event carries the newest part


async def chat(request: Request) -> Response:
    """Answer the question that a chat ends with, in one object or as a stream."""
    shared, asked = services(request), time.monotonic()
    given = decoded(await bounded_body(request, MAX_BODY), ChatRequest)
    check_model(given.model, shared.settings.shown_generator)
    asking = question_of(given)
    question = await submit(asking, request, asked)
    reply = Reply(
        question.id,
        shared.settings.shown_generator,
        is_json=asking.options.json_schema is not None,
        site=str(request.base_url),
        tells_usage=bool(given.stream_options and given.stream_options.include_usage),
    )
    tenant = tenant_of_request(request)
    if given.stream:
        words = chunks(reply, messages_of(shared, tenant, question))
        return EventStream(words, lambda: close(shared, question))
    return await whole(request, question, reply.completion)
