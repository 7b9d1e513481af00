"""A response as OpenAI's clients expect it, whole or while it is being written."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from events.questions import Usage
from functions.gateway.openai.annotations import Annotation
from functions.gateway.openai.chat_serializers import Reply, own_fields
from functions.gateway.openai.responses_request import ResponsesRequest

Done = Mapping[str, Any]  # what is said of an answer, but for its citations


def text_part(text: str, marks: list[Annotation]) -> dict[str, object]:
    """Return a text as a part of a message."""
    return {"type": "output_text", "text": text, "annotations": [one.of_response() for one in marks], "logprobs": []}


def refusal_part(text: str) -> dict[str, object]:
    """Return the words that stand in an answer's place as a part of a message."""
    return {"type": "refusal", "refusal": text}


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

    def whole(self, done: Done, citations: list[Any]) -> dict[str, Any]:
        """Return the whole response in one object."""
        if self.reply.refuses(done):
            return self.ended(done, citations, [refusal_part(done["answer"])])
        text = done["answer"] + self.reply.sources(done, citations)
        return self.ended(done, citations, [text_part(text, self.reply.annotations(text, done, citations))])

    def ended(self, done: Done, citations: list[Any], parts: list[dict[str, object]]) -> dict[str, Any]:
        """Return the response whose message has these parts."""
        cut = done["finish_reason"] == "length"
        status, why = ("incomplete", {"reason": "max_output_tokens"}) if cut else ("completed", None)
        more = {"output": [self.message(status, parts)], "usage": _usage(done["usage"])}
        more |= {"store": False} if done.get("plain") else {}  # as every chat with the model alone
        return self.state(status, incomplete_details=why, **more, **own_fields(done, citations))

    def message(self, status: str, parts: list[dict[str, object]]) -> dict[str, object]:
        """Return its message with these parts."""
        return {
            "id": self.message_id,
            "type": "message",
            "status": status,
            "role": "assistant",
            "content": parts,
        }

    def state(self, status: str, **more: object) -> dict[str, Any]:
        """Return the response as it is now."""
        given = self.given
        limit = given.max_output_tokens
        return {
            "id": f"resp_{self.reply.question}",
            "object": "response",
            "created_at": self.reply.created,
            "status": status,
            "background": False,
            "error": None,
            "incomplete_details": None,
            "instructions": given.instructions,
            "max_output_tokens": limit if limit and limit > 0 else None,
            "metadata": given.metadata or {},
            "model": self.reply.model,
            "output": [],
            "parallel_tool_calls": False,
            "previous_response_id": f"resp_{self.previous}" if self.previous else None,
            "reasoning": {"effort": None, "summary": None},
            "store": given.store is not False,
            "temperature": given.temperature or 0.0,
            "text": {"format": msgspec.to_builtins(given.form) | {"type": given.form.type}},
            "tool_choice": given.tool_choice or "auto",
            "tools": [{"vector_store_ids": [], **msgspec.to_builtins(tool)} for tool in given.tools_used],
            "top_p": given.top_p or 1.0,
            "truncation": "disabled",
            "usage": None,
            "user": None,
            **more,
        }


def _usage(usage: Usage) -> dict[str, object]:
    return {
        "input_tokens": usage.prompt_tokens,
        "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
        "output_tokens": usage.completion_tokens,
        "output_tokens_details": {"reasoning_tokens": 0},
        "total_tokens": usage.prompt_tokens + usage.completion_tokens,
    }
