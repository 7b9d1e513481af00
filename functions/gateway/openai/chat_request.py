"""What a client of OpenAI's chat asks, as a question with its history."""

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from events.errors import Rejected
from events.json_schema import schema_text
from events.questions import MAX_HISTORY, MAX_SAID, Exchange, Filters, Options, QuestionAsked
from functions.gateway.openai.chat_messages import ChatMessage, Said
from functions.gateway.openai.errors import Unfit
from functions.gateway.openai.long_message import asked_in
from functions.gateway.openai.neutral_values import (
    Stops,
    TokenLimit,
    TopK,
    TopP,
    seed_of,
    stops_of,
    token_limit,
    top_k_of,
)
from functions.gateway.openai.source_list import without_sources
from functions.gateway.openai.thoughts import without_thoughts

_NO_TOOLS = "no tools are called here: leave out tools and functions, or set tool_choice to none"


class NamedSchema(msgspec.Struct, frozen=True, kw_only=True):
    """The JSON Schema of an answer; its name and `strict` change nothing: an answer always fits its schema."""

    schema: dict[str, Any] | None = None


class ResponseFormat(msgspec.Struct, frozen=True, kw_only=True):
    """The form of an answer."""

    type: Literal["text", "json_object", "json_schema"]
    json_schema: NamedSchema = NamedSchema()


class StreamOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What a stream holds beside the answer."""

    include_usage: bool | None = None


class ChatRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A chat to go on with. `filters` and `passages` are MiniRAG's own, `top_k` and
    `min_p` other servers'; a field that is not here is ignored."""

    messages: list[ChatMessage]
    model: str | None = None
    stream: bool | None = None
    stream_options: StreamOptions | None = None
    max_tokens: TokenLimit | None = None
    max_completion_tokens: TokenLimit | None = None
    temperature: Annotated[float, Meta(ge=0, le=2)] | None = None
    top_p: TopP | None = None
    top_k: TopK | None = None
    min_p: Annotated[float, Meta(ge=0, le=1)] | None = None
    stop: Stops | None = None
    seed: int | None = None
    n: int | None = None
    tools: list[Any] | None = None
    tool_choice: Any = None
    functions: list[Any] | None = None
    function_call: Any = None
    response_format: ResponseFormat | None = None
    logprobs: bool | None = None
    store: bool | None = None
    filters: Filters | None = None
    passages: Annotated[int, Meta(ge=1, le=20)] | None = None


def question_of(given: ChatRequest, said: Said) -> QuestionAsked:
    """Return the question that the chat ends with; raise `Unfit` for what this interface cannot do."""
    asked = asked_in(said.last)
    return QuestionAsked(
        question=asked.question,
        brought=asked.text,
        history=_history([(turn.role, turn.content) for turn in said.turns[:-1]]),
        filters=given.filters or Filters(),
        options=options_of(given),
        instructions=said.instructions[:MAX_SAID],
        store=given.store is not False,
    )


def check_what_is_there(given: ChatRequest) -> None:
    """Raise `Unfit` for what no chat here can have."""
    for param, there, advice in (
        ("n", given.n not in (None, 1), "one request gets one answer: leave out n"),
        ("tools", given.tools and given.tool_choice != "none", _NO_TOOLS),
        ("functions", given.functions and given.function_call != "none", _NO_TOOLS),
        ("logprobs", given.logprobs, "no probabilities are given: leave out logprobs"),
    ):
        if there:
            raise Unfit(advice, param, code="unsupported_parameter")


def _history(said: list[tuple[str, str]]) -> list[Exchange]:
    """Return the newest questions that were answered, with their answers, each cut to what an event holds."""
    exchanges: list[Exchange] = []
    question = ""
    for role, text in said:
        if role == "user":
            question = text
        elif question:
            answer = without_sources(without_thoughts(text))
            exchanges.append(Exchange(question=question[:MAX_SAID], answer=answer[:MAX_SAID]))
            question = ""
    return exchanges[-MAX_HISTORY:]


def options_of(given: ChatRequest) -> Options:
    """Return how to answer; raise `Unfit` for a form that no answer can be held to."""
    chosen: dict[str, Any] = {
        "passages": given.passages,
        "max_tokens": token_limit(given.max_completion_tokens, given.max_tokens),
        "temperature": given.temperature,
        "top_p": given.top_p or None,
        "top_k": top_k_of(given.top_k),
        "min_p": given.min_p,
        "json_schema": _schema(given.response_format),
        "seed": seed_of(given.seed, given.temperature),
        "stop": stops_of(given.stop),
    }
    return Options(**{name: value for name, value in chosen.items() if value is not None})


def _schema(form: ResponseFormat | None) -> dict[str, Any] | None:
    """Return the schema that the answer has to fit, None for text; raise `Unfit` when no answer can be held to it."""
    if form is None or form.type == "text":
        return None
    schema = form.json_schema.schema or {"type": "object"}
    try:
        schema_text(schema)
    except Rejected as error:
        raise Unfit(f"response_format: {error.detail}", "response_format") from error
    return schema
