"""The gateway's own routes, called inside its process with what a request for tools has brought."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlencode

import msgspec
from starlette.requests import Request
from starlette.types import Message, Scope

from functions.gateway.mcp.calls import Call, EventFrames, Heard, error_of

KEPT = (b"host", b"authorization", b"cookie", b"traceparent")  # headers that say who calls, and by which name


class OwnRoutes:
    """Calls by ASGI, in the task of the caller: when that is cancelled, the route is, too."""

    def __init__(self, request: Request) -> None:
        self._request = request

    async def json(self, call: Call) -> Any:  # noqa: ANN401 - any JSON
        """Return what a route answers; raise `MiniRAGError` for a problem."""
        answer = _Answer()
        await self._run(call, answer)
        if answer.status >= 400:
            raise error_of(answer.status, bytes(answer.body))
        return msgspec.json.decode(bytes(answer.body))

    async def follow(self, call: Call, heard: Heard) -> None:
        """Tell each server-sent event of a route; raise `MiniRAGError` for a problem."""
        frames = EventFrames()

        async def tell(piece: bytes) -> None:
            for name, data in frames.feed(piece):
                await heard(name, data)

        answer = _Answer(tell)
        await self._run(call, answer)
        if answer.status >= 400:
            raise error_of(answer.status, bytes(answer.body))

    async def _run(self, call: Call, answer: "_Answer") -> None:
        waiting = [{"type": "http.request", "body": call.body, "more_body": False}]

        async def receive() -> Message:
            if waiting:
                return waiting.pop()
            return await asyncio.Future()  # nobody goes away from here: whoever leaves cancels this task

        await self._request.app(self._scope(call), receive, answer)

    def _scope(self, call: Call) -> Scope:
        outer = self._request.scope
        kept = [(name, value) for name, value in outer["headers"] if name in KEPT]
        length = (b"content-length", str(len(call.body)).encode())
        return {
            **{name: outer[name] for name in ("type", "asgi", "http_version", "scheme", "client", "server")},
            "method": call.method,
            "path": call.path,
            "raw_path": call.path.encode(),
            "root_path": "",
            "query_string": urlencode(call.query).encode(),
            "headers": [*kept, (b"content-type", call.media_type.encode()), length],
        }


class _Answer:
    """Takes a response: its body whole, or told piece by piece unless it is an error."""

    def __init__(self, tell: Callable[[bytes], Awaitable[None]] | None = None) -> None:
        self.status, self.body = 0, bytearray()
        self._tell = tell

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
        elif self._tell and self.status < 400:
            await self._tell(message.get("body", b""))
        else:
            self.body += message.get("body", b"")
