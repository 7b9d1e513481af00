"""A response as OpenAI's clients expect it, whole or while it is being written."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import msgspec
from msgspec.structs import asdict, replace

from events.questions import Usage
from functions.gateway.openai.annotations import Annotation
from functions.gateway.openai.chat_serializers import Reply, own_fields
from functions.gateway.openai.responses_request import ResponsesRequest, Tool
from functions.gateway.openai.responses_views import (
    OutputMessage,
    RefusalPart,
    ResponseUsage,
    ResponseView,
    TextPart,
    UrlCitation,
)

Done = Mapping[str, Any]  # what is said of an answer, but for its citations
Part = TextPart | RefusalPart
Status = Literal["in_progress", "completed", "incomplete"]


def text_part(text: str, marks: list[Annotation]) -> TextPart:
    """Return a text as a part of a message."""
    return TextPart(text=text, annotations=[UrlCitation(**asdict(one)) for one in marks])


@dataclass(frozen=True, slots=True)
class ResponseObject:
    """What every state of one response says of itself; `previous` is the id of the question before."""

    reply: Reply
    given: ResponsesRequest
    previous: str = ""

    @property
    def message_id(self) -> str:
        """The id of its one message."""
        return f"msg_{self.reply.question}"

    def whole(self, done: Done, citations: list[Any]) -> ResponseView:
        """Return the whole response in one object."""
        if self.reply.refuses(done):
            return self.ended(done, citations, [RefusalPart(refusal=done["answer"])])
        text = done["answer"] + self.reply.sources(done, citations)
        return self.ended(done, citations, [text_part(text, self.reply.annotations(text, done, citations))])

    def ended(self, done: Done, citations: list[Any], parts: list[Part]) -> ResponseView:
        """Return the response whose message has these parts."""
        cut, plain = done["finish_reason"] == "length", bool(done.get("plain"))
        status: Status = "incomplete" if cut else "completed"
        return replace(
            self.begun(),
            status=status,
            incomplete_details={"reason": "max_output_tokens"} if cut else None,
            output=[self.message(status, parts)],
            usage=_usage(done["usage"]),
            store=self.given.store is not False and not plain,  # as every chat with the model alone
            **own_fields(done, citations),
        )

    def message(self, status: Status, parts: list[Part]) -> OutputMessage:
        """Return its message with these parts."""
        return OutputMessage(id=self.message_id, status=status, content=parts)

    def begun(self) -> ResponseView:
        """Return the response before anything of it is written."""
        given, limit = self.given, self.given.max_output_tokens
        return ResponseView(
            id=f"resp_{self.reply.question}",
            created_at=self.reply.created,
            status="in_progress",
            instructions=given.instructions,
            max_output_tokens=limit if limit and limit > 0 else None,
            metadata=given.metadata or {},
            model=self.reply.model,
            previous_response_id=f"resp_{self.previous}" if self.previous else None,
            store=given.store is not False,
            temperature=given.temperature or 0.0,
            text={"format": {"type": given.form.type, **msgspec.to_builtins(given.form)}},
            tool_choice=given.tool_choice or "auto",
            tools=[_tool(tool) for tool in given.tools_used],
            top_p=given.top_p or 1.0,
        )


def _tool(tool: Tool) -> dict[str, Any]:
    return {**msgspec.to_builtins(tool), "vector_store_ids": tool.vector_store_ids or []}


def _usage(usage: Usage) -> ResponseUsage:
    return ResponseUsage(
        input_tokens=usage.prompt_tokens,
        output_tokens=usage.completion_tokens,
        total_tokens=usage.prompt_tokens + usage.completion_tokens,
    )
