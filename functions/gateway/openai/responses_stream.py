"""A response as a stream of OpenAI's events, in their order."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

import msgspec
from msgspec.structs import replace

from functions.gateway.http.responses import Problem
from functions.gateway.openai.annotations import Annotation
from functions.gateway.openai.errors import openai_error
from functions.gateway.openai.responses_object import Done, Part, ResponseObject, text_part
from functions.gateway.openai.responses_views import RefusalPart, ResponseView, TextPart
from functions.gateway.openai.shown_text import Shown
from functions.gateway.questions.pending import Message
from functions.gateway.questions.server_sent_events import SIGN_OF_LIFE

EMPTY_TEXT, EMPTY_REFUSAL = TextPart(text=""), RefusalPart(refusal="")


async def events(response: ResponseObject, messages: AsyncIterator[Message | None]) -> AsyncIterator[bytes]:
    """Yield the events of a stream, from `response.created` to the last state of the response; of the answer each
    sentence once it has passed its check."""
    writing, citations = _Writing(response), list[Any]()
    for state in ("created", "in_progress"):
        yield writing.state(state, response.begun())
    async for message in messages:
        if message is None:
            yield SIGN_OF_LIFE
        elif message.name == "checked":
            for event in writing.text(writing.shown.add(message.data["text"])):
                yield event
        elif message.name == "citations":
            citations = message.data
        elif message.name == "error":
            yield writing.failed(message.data)
        elif message.name == "done":
            for event in writing.ending(message.data, citations):
                yield event


class _Writing:
    """Numbers the events of one stream, and keeps which part of the message is being written."""

    def __init__(self, response: ResponseObject) -> None:
        self.shown = Shown()
        self._response = response
        self._number = 0
        self._parts: list[Part] = []  # those that are whole
        self._is_open = False  # a part is being written
        self._text = ""  # of it

    def text(self, delta: str) -> Iterator[bytes]:
        """Yield what says that the text goes on, and before that, that it begins."""
        if not self._is_open:
            yield from self._open(EMPTY_TEXT)
        if delta:
            self._text += delta
            yield self._of_part("response.output_text.delta", delta=delta, logprobs=[])

    def ending(self, done: Done, citations: list[Any]) -> Iterator[bytes]:
        """Yield everything from the last words to the last state."""
        reply = self._response.reply
        if reply.refuses(done):
            yield from self._refusal(done["answer"])
        else:
            text, marks = reply.last_words(self.shown, done, citations)
            yield from self.text(text)
            yield from self._close_text(marks)
        ended = self._response.ended(done, citations, self._parts)
        [item] = ended.output
        yield self._event("response.output_item.done", output_index=0, item=item)
        yield self.state(ended.status, ended)

    def state(self, name: str, response: ResponseView) -> bytes:
        """Return the event that tells the whole response in this state."""
        return self._event(f"response.{name}", response=response)

    def failed(self, problem: Problem) -> bytes:
        """Return the event that ends a stream without an answer."""
        error = {"code": "server_error", "message": openai_error(problem).error.message}
        return self.state("failed", replace(self._response.begun(), status="failed", error=error))

    def _refusal(self, words: str) -> Iterator[bytes]:
        if self._is_open:
            yield from self._close_text([])
        yield from self._open(EMPTY_REFUSAL)
        yield self._of_part("response.refusal.delta", delta=words)
        yield self._of_part("response.refusal.done", refusal=words)
        yield from self._close(RefusalPart(refusal=words))

    def _close_text(self, marks: list[Annotation]) -> Iterator[bytes]:
        part = text_part(self._text, marks)
        for index, one in enumerate(part.annotations):
            kind = "response.output_text.annotation.added"
            yield self._of_part(kind, annotation_index=index, annotation=one)
        yield self._of_part("response.output_text.done", text=self._text, logprobs=[])
        yield from self._close(part)

    def _open(self, part: Part) -> Iterator[bytes]:
        if not self._parts:
            item = self._response.message("in_progress", [])
            yield self._event("response.output_item.added", output_index=0, item=item)
        self._is_open, self._text = True, ""
        yield self._of_part("response.content_part.added", part=part)

    def _close(self, part: Part) -> Iterator[bytes]:
        yield self._of_part("response.content_part.done", part=part)
        self._parts.append(part)
        self._is_open = False

    def _of_part(self, kind: str, **fields: object) -> bytes:
        place = {"item_id": self._response.message_id, "output_index": 0, "content_index": len(self._parts)}
        return self._event(kind, **place, **fields)

    def _event(self, kind: str, **fields: object) -> bytes:
        data = msgspec.json.encode({"type": kind, "sequence_number": self._number, **fields})
        self._number += 1
        return b"event: " + kind.encode() + b"\ndata: " + data + b"\n\n"
