"""Answers as OpenAI's clients expect them: one completion, or chunks of it."""

import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from events.questions import Citation, Quote, Usage
from functions.conversation.answer_view import AnswerView
from functions.gateway.openai.annotations import Addresses, Annotation, ChatMark, annotations
from functions.gateway.openai.errors import openai_error
from functions.gateway.openai.shown_text import Shown
from functions.gateway.openai.source_list import rests_on, sources
from functions.gateway.questions.pending import Message
from functions.gateway.questions.server_sent_events import SIGN_OF_LIFE

DONE = b"data: [DONE]\n\n"


class ChatAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The assistant's message; `refusal` where there is no answer that fits the schema."""

    content: str | None
    refusal: str | None
    annotations: list[ChatMark] = []
    role: Literal["assistant"] = "assistant"


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """The one answer."""

    message: ChatAnswer
    finish_reason: Literal["stop", "length"]
    index: int = 0
    logprobs: None = None


class TokenUsage(msgspec.Struct, frozen=True, kw_only=True):
    """Tokens that the model read and wrote."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class ChatCompletion(msgspec.Struct, frozen=True, kw_only=True):
    """A whole answer; what stands after `usage` OpenAI's interface does not know: it is as in an answer of /ask."""

    id: str
    created: int
    model: str
    choices: list[Choice]
    usage: TokenUsage
    citations: list[Citation] | UnsetType = UNSET
    answered: bool | UnsetType = UNSET
    quoted: bool | UnsetType = UNSET
    generated: str | UnsetType = UNSET
    support: list[Quote] | UnsetType = UNSET
    plain: Annotated[bool | UnsetType, Meta(description="the model's own words, of no documents")] = UNSET
    object: Literal["chat.completion"] = "chat.completion"


@dataclass(frozen=True, slots=True)
class Reply:
    """What every part of one reply says of itself."""

    question: str
    model: str
    is_json: bool = False  # the answer fits a schema: nothing may be added to it
    site: str = ""  # the gateway's address, as the client knows it: annotations lead to its documents
    tells_usage: bool = False  # in a stream
    created: int = field(default_factory=lambda: int(time.time()))

    def completion(self, done: Mapping[str, Any], citations: list[Any]) -> ChatCompletion:
        """Return the whole answer in one object."""
        refused = self.refuses(done)
        content = None if refused else done["answer"] + self.sources(done, citations)
        marks = [ChatMark(one) for one in self.annotations(content or "", done, citations)]
        message = ChatAnswer(content=content, refusal=done["answer"] if refused else None, annotations=marks)
        return ChatCompletion(
            id=self._id,
            created=self.created,
            model=self.model,
            choices=[Choice(message=message, finish_reason=done["finish_reason"])],
            usage=_usage(done["usage"]),
            **own_fields(done, citations),
        )

    def chunk(self, delta: dict[str, Any], finish_reason: str | None = None, **more: object) -> bytes:
        """Return a piece of the answer as one event of a stream."""
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish_reason}
        more |= {"usage": None} if self.tells_usage else {}  # but for the last one, as OpenAI's
        return _frame(self._part([choice], **more))

    def usage_chunk(self, usage: Usage) -> bytes:
        """Return the last event of a stream that tells its usage."""
        return _frame(self._part([], usage=_usage(usage)))

    def refuses(self, done: Mapping[str, Any]) -> bool:
        """Tell whether plain words came where JSON was asked for: there is no answer, and they say so."""
        return self.is_json and not done["answered"]

    def sources(self, done: Mapping[str, Any], citations: list[Any]) -> str:
        """Return what the answer rests on; nothing behind JSON, and where there is no answer."""
        return sources(done["answer"], done["support"], citations) if done["answered"] and not self.is_json else ""

    def annotations(self, text: str, done: Mapping[str, Any], citations: list[Any], start: int = 0) -> list[Annotation]:
        """Return the marks in a text that begins with the answer, which stands at `start` of what is shown."""
        if not done["answered"] or self.is_json:
            return []
        return annotations(text, rests_on(done["support"], citations), Addresses(self.site, self.question), start)

    def last_words(self, shown: Shown, done: Mapping[str, Any], citations: list[Any]) -> tuple[str, list[Annotation]]:
        """Return what a stream that has shown this much of the answer ends with, and the marks in all of it."""
        rest, behind = shown.finish(done["answer"]), self.sources(done, citations)
        start = shown.length - len(done["answer"])
        return rest + behind, self.annotations(done["answer"] + behind, done, citations, start)

    @property
    def _id(self) -> str:
        return f"chatcmpl-{self.question}"

    def _part(self, choices: list[Any], **more: object) -> dict[str, Any]:
        head = {"id": self._id, "object": "chat.completion.chunk", "created": self.created, "model": self.model}
        return {**head, "choices": choices, **more}


async def chunks(reply: Reply, messages: AsyncIterator[Message | None]) -> AsyncIterator[bytes]:
    """Yield the events of a stream, from the assistant's first empty word to [DONE]; of the answer each sentence once
    it has passed its check, for a client of this interface cannot mark what has not."""
    shown, citations = Shown(), list[Any]()
    yield reply.chunk({"role": "assistant", "content": ""})
    async for message in messages:
        if message is None:
            yield SIGN_OF_LIFE
        elif message.name == "checked":
            yield reply.chunk({"content": shown.add(message.data["text"])})
        elif message.name == "citations":
            citations = message.data
        elif message.name == "error":
            yield _frame(openai_error(message.data))
        elif message.name == "done":
            for last in _ending(reply, message.data, shown, citations):
                yield last
    yield DONE


def _ending(reply: Reply, done: Mapping[str, Any], shown: Shown, citations: list[Any]) -> list[bytes]:
    delta: dict[str, Any] = {"refusal": done["answer"]}
    if not reply.refuses(done):
        text, marks = reply.last_words(shown, done, citations)
        delta = {"content": text} | ({"annotations": [ChatMark(one) for one in marks]} if marks else {})
    frames = [reply.chunk(delta)] if any(delta.values()) else []
    frames.append(reply.chunk({}, done["finish_reason"], **own_fields(done, citations)))
    return [*frames, reply.usage_chunk(done["usage"])] if reply.tells_usage else frames


def own_fields(done: Mapping[str, Any], citations: list[Any]) -> dict[str, Any]:
    """Return the fields that OpenAI's interface does not know; of the model alone but that it is it that speaks."""
    if done.get("plain"):
        return {"plain": True}
    own = [name for name in AnswerView.__struct_fields__ if name not in ("answer", "citations")]
    return {"citations": citations, **{name: done[name] for name in own}}


def _usage(usage: Usage) -> TokenUsage:
    total = usage.prompt_tokens + usage.completion_tokens
    return TokenUsage(prompt_tokens=usage.prompt_tokens, completion_tokens=usage.completion_tokens, total_tokens=total)


def _frame(data: object) -> bytes:
    return b"data: " + msgspec.json.encode(data) + b"\n\n"
