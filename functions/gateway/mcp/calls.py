"""What the tools call: MiniRAG's own HTTP interface, from inside the gateway or from a program beside it.

So whatever holds for a route holds for a tool: keys, bounds, filters, errors.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

import msgspec

from events.errors import MiniRAGError, Rejected, Unavailable

Heard = Callable[[str, Any], Awaitable[None]]  # takes the name and the data of a server-sent event


@dataclass(frozen=True, slots=True)
class Call:
    """A request of the HTTP interface."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    media_type: str = "application/json"


class Calls(Protocol):
    """Makes calls with the rights of whoever uses the tool. Both raise `MiniRAGError` with the route's own detail."""

    async def json(self, call: Call) -> Any:  # noqa: ANN401 - any JSON
        """Return what a route answers."""

    async def follow(self, call: Call, heard: Heard) -> None:
        """Tell each server-sent event that a route answers with; cancelling it ends the call."""


def error_of(status: int, body: bytes) -> MiniRAGError:
    """Return the error that a route answered with, as a problem or otherwise."""
    try:
        detail = str(msgspec.json.decode(body)["detail"])
    except (msgspec.DecodeError, KeyError, TypeError):
        detail = body.decode("utf-8", "replace").strip()[:300] or f"status {status}"
    kind = Unavailable if status in (429, 502, 503, 504) else Rejected
    return kind(detail, status=status)


@dataclass(slots=True)
class EventFrames:
    """Takes a stream of server-sent events, as the gateway writes them, piece by piece."""

    _rest: bytes = field(default=b"")

    def feed(self, piece: bytes) -> list[tuple[str, Any]]:
        """Return the name and the data of each event that is whole now; comments are left out."""
        *frames, self._rest = (self._rest + piece).split(b"\n\n")
        return [_event(frame) for frame in frames if frame.startswith(b"event: ")]


def _event(frame: bytes) -> tuple[str, Any]:
    name, _, data = frame.removeprefix(b"event: ").partition(b"\ndata: ")
    return name.decode(), msgspec.json.decode(data)
