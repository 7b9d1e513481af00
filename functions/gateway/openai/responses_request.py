"""What a client of POST /v1/responses asks, as the chat that it amounts to."""

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from events.fields import Label
from events.questions import Filters
from functions.gateway.openai.chat_messages import ChatMessage, Part
from functions.gateway.openai.chat_request import ChatRequest, NamedSchema, ResponseFormat
from functions.gateway.openai.errors import Unfit
from functions.gateway.openai.neutral_values import TokenLimit, TopP

SEARCH = "file_search"  # the one tool that is here, with every question
MOST_PASSAGES = 20
READ = ("input_text", "output_text", "text", "refusal")


class InputPart(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a message's content."""

    type: str
    text: str = ""
    refusal: str = ""


class InputItem(msgspec.Struct, frozen=True, kw_only=True):
    """A message, also one of an earlier response's output; of other types only reasoning may come back."""

    type: str | None = None
    role: str = ""
    content: str | list[InputPart] | None = None


class TextFormat(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The form of an answer; the name of a schema and `strict` change nothing: an answer always fits its schema."""

    type: Literal["text", "json_object", "json_schema"] = "text"
    name: str | None = None
    schema: dict[str, Any] | None = None
    strict: bool | None = None


class TextConfig(msgspec.Struct, frozen=True, kw_only=True):
    """How the text is to be."""

    format: TextFormat | None = None


class Tool(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A tool: `file_search`, whose vector stores are collections here."""

    type: str
    name: str = ""
    vector_store_ids: list[Label] | None = None  # none given: all
    max_num_results: Annotated[int, Meta(ge=1)] | None = None
    filters: Any = None


class ResponsesRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A question, or items that end with one. `filters` and `passages` are MiniRAG's own; a field that is not here is
    ignored."""

    input: str | list[InputItem]
    model: str | None = None
    instructions: str | None = None
    previous_response_id: str | None = None
    conversation: Any = None
    store: bool | None = None
    stream: bool | None = None
    background: bool | None = None
    prompt: Any = None
    max_output_tokens: TokenLimit | None = None
    temperature: Annotated[float, Meta(ge=0, le=2)] | None = None
    top_p: TopP | None = None
    top_logprobs: int | None = None
    text: TextConfig | None = None
    tools: list[Tool] | None = None
    tool_choice: Any = None
    metadata: dict[str, Any] | None = None
    filters: Filters | None = None
    passages: Annotated[int, Meta(ge=1, le=MOST_PASSAGES)] | None = None

    @property
    def tools_used(self) -> list[Tool]:
        """The tools that may be used."""
        return [] if self.tool_choice == "none" else self.tools or []

    @property
    def form(self) -> TextFormat:
        """The form of the answer."""
        return (self.text and self.text.format) or TextFormat()


def as_chat(given: ResponsesRequest) -> ChatRequest:
    """Return the same request to the chat; raise `Unfit` for what this interface cannot do."""
    _refuse_what_is_not_there(given)
    _refuse_a_search_of_nothing(given)
    return ChatRequest(
        messages=_messages(given),
        model=given.model,
        max_tokens=given.max_output_tokens,
        temperature=given.temperature,
        top_p=given.top_p,
        response_format=ResponseFormat(type=given.form.type, json_schema=NamedSchema(schema=given.form.schema)),
        store=given.store,
        filters=_filters(given),
        passages=given.passages or _most_results(given),
    )


def _refuse_a_search_of_nothing(given: ResponsesRequest) -> None:
    """Raise `Unfit`, as OpenAI does, where a tool names an empty list of vector stores, which is not all of them."""
    for place, tool in enumerate(given.tools_used):
        if tool.vector_store_ids == []:
            advice = "vector_store_ids is empty: name collections in it, or leave it out to search all documents"
            raise Unfit(advice, f"tools[{place}].vector_store_ids", code="empty_array")


def _refuse_what_is_not_there(given: ResponsesRequest) -> None:
    others = [tool.name or tool.type for tool in given.tools_used if tool.type != SEARCH]
    narrowed = any(tool.filters for tool in given.tools_used)
    for param, there, advice in (
        (
            "tools",
            others,
            f"no tool {', '.join(others)[:200]} is here: leave out tools, documents are searched anyway",
        ),
        ("tools", narrowed, "the filters of file_search are not read: send MiniRAG's own `filters` beside tools"),
        (
            "conversation",
            given.conversation,
            "leave it out, and name the response before by previous_response_id",
        ),
        ("background", given.background, "no answer is written in the background: leave out background, or stream"),
        ("prompt", given.prompt, "there are no stored prompts: send `instructions` and `input` in place of prompt"),
        ("top_logprobs", given.top_logprobs, "no probabilities are given: leave out top_logprobs"),
    ):
        if there:
            raise Unfit(advice, param, code="unsupported_parameter")


def _messages(given: ResponsesRequest) -> list[ChatMessage]:
    instructions = [ChatMessage(role="system", content=given.instructions)] if given.instructions else []
    if isinstance(given.input, str):
        return [*instructions, ChatMessage(role="user", content=given.input)]
    kept = [(place, item) for place, item in enumerate(given.input) if item.type != "reasoning"]
    return [*instructions, *(_message(item, f"input[{place}]") for place, item in kept)]


def _message(item: InputItem, place: str) -> ChatMessage:
    if (item.type or "message") != "message":
        raise Unfit(f"an item of the type {item.type!r} cannot be read here: send messages", place)
    if not isinstance(item.content, list):
        return ChatMessage(role=item.role, content=item.content)
    if others := {part.type for part in item.content} - {*READ}:
        raise Unfit(f"only text can be read, not {', '.join(sorted(others))[:80]}", f"{place}.content")
    return ChatMessage(
        role=item.role, content=[Part(type="text", text=part.text or part.refusal) for part in item.content]
    )


def _filters(given: ResponsesRequest) -> Filters | None:
    """Return the filters, with the vector stores to search as collections."""
    filters = given.filters or Filters()
    stores = [name for tool in given.tools_used for name in tool.vector_store_ids or ()]
    return msgspec.structs.replace(filters, collections=stores) if stores and filters.collections is None else filters


def _most_results(given: ResponsesRequest) -> int | None:
    limits = [tool.max_num_results for tool in given.tools_used if tool.max_num_results]
    return min(*limits, MOST_PASSAGES) if limits else None
