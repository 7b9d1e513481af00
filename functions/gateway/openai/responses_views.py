"""The structures that /v1/responses answers with, field by field as OpenAI's clients read them."""

from typing import Any, Literal

import msgspec
from msgspec import UNSET, UnsetType

from events.questions import Citation, Quote


class UrlCitation(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="url_citation"):
    """A place of the text, and the source that it rests on."""

    url: str
    title: str
    start_index: int
    end_index: int


class TextPart(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="output_text"):
    """A text with what it rests on."""

    text: str
    annotations: list[UrlCitation] = []
    logprobs: list[Any] = []


class RefusalPart(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="refusal"):
    """The words that stand in an answer's place where JSON was asked for."""

    refusal: str


class OutputMessage(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="message"):
    """The one message of a response."""

    id: str
    status: Literal["in_progress", "completed", "incomplete"]
    content: list[TextPart | RefusalPart]
    role: Literal["assistant"] = "assistant"


class InputTokensDetails(msgspec.Struct, frozen=True, kw_only=True):
    """What of the tokens read was kept from before: nothing is told of that here."""

    cached_tokens: int = 0
    cache_write_tokens: int = 0


class OutputTokensDetails(msgspec.Struct, frozen=True, kw_only=True):
    """What of the tokens written was only thought: nothing is told of that here."""

    reasoning_tokens: int = 0


class Reasoning(msgspec.Struct, frozen=True, kw_only=True):
    """How to think before answering, which cannot be said here."""

    effort: None = None
    summary: None = None


class ResponseUsage(msgspec.Struct, frozen=True, kw_only=True):
    """Tokens that the model read and wrote."""

    input_tokens: int
    output_tokens: int
    total_tokens: int
    input_tokens_details: InputTokensDetails = InputTokensDetails()
    output_tokens_details: OutputTokensDetails = OutputTokensDetails()


class ResponseView(msgspec.Struct, frozen=True, kw_only=True):
    """A response; what stands behind `user` OpenAI's interface does not know: it is as in an answer of /ask."""

    id: str
    created_at: int
    status: Literal["in_progress", "completed", "incomplete", "failed"]
    model: str
    text: dict[str, Any]
    object: Literal["response"] = "response"
    background: bool = False
    error: dict[str, str] | None = None
    incomplete_details: dict[str, str] | None = None
    instructions: str | None = None
    max_output_tokens: int | None = None
    metadata: dict[str, Any] = {}
    output: list[OutputMessage] = []
    parallel_tool_calls: bool = False
    previous_response_id: str | None = None
    reasoning: Reasoning = Reasoning()
    store: bool = True
    temperature: float = 0.0
    tool_choice: Any = "auto"
    tools: list[dict[str, Any]] = []
    top_p: float = 1.0
    truncation: Literal["auto", "disabled"] = "disabled"
    usage: ResponseUsage | None = None
    user: None = None
    citations: list[Citation] | UnsetType = UNSET
    answered: bool | UnsetType = UNSET
    quoted: bool | UnsetType = UNSET
    generated: str | UnsetType = UNSET
    support: list[Quote] | UnsetType = UNSET
    plain: bool | UnsetType = UNSET


class DeletedResponse(msgspec.Struct, frozen=True, kw_only=True):
    """A response that is no more."""

    id: str
    object: Literal["response.deleted"] = "response.deleted"
    deleted: bool = True


class InputText(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="input_text"):
    """A text that was asked."""

    text: str


class InputMessage(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="message"):
    """What a response was asked."""

    id: str
    content: list[InputText]
    status: Literal["completed"] = "completed"
    role: Literal["user"] = "user"


class InputItems(msgspec.Struct, frozen=True, kw_only=True):
    """All that a response was asked: its question."""

    data: list[InputMessage]
    first_id: str
    last_id: str
    object: Literal["list"] = "list"
    has_more: bool = False
