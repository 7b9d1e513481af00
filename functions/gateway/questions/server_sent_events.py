"""Server-sent events."""

from collections.abc import AsyncIterator, Callable

import msgspec
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from functions.gateway.questions.pending import Message

EVENTS = "text/event-stream"
HEADERS = {"cache-control": "no-store", "x-accel-buffering": "no"}
SIGN_OF_LIFE = b": still waiting\n\n"  # a comment; keeps proxies from closing a silent connection


class EventStream(StreamingResponse):
    """Streams server-sent events, and calls `closed` however it ends: also when the client goes away."""

    def __init__(self, framed: AsyncIterator[bytes], closed: Callable[[], None]) -> None:
        super().__init__(framed, headers=HEADERS, media_type=EVENTS)
        self._closed = closed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._closed()


def frame(message: Message | None) -> bytes:
    """Return a message as one event of a stream; None as a sign of life."""
    if message is None:
        return SIGN_OF_LIFE
    return b"event: " + message.name.encode() + b"\ndata: " + msgspec.json.encode(message.data) + b"\n\n"


async def frames(messages: AsyncIterator[Message | None]) -> AsyncIterator[bytes]:
    """Yield each message as one event of a stream."""
    async for message in messages:
        yield frame(message)
