"""The Broker's door: POST /<namespace>/<broker>, with the statuses of Knative's ingress."""

import sqlite3

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from events.binding import receive as receive_event
from events.errors import Rejected
from knative.local.broker import Broker
from knative.local.delivery_queue import Envelope
from knative.local.dispatcher import passing
from knative.local.problems import problem_response
from knative.local.queue_trouble import explained

MAX_BODY = 32 * 1024 * 1024  # bytes; Knative has no limit, but one machine should have one


class Ingress:
    """An ASGI application over Brokers by `namespace/name`."""

    def __init__(self, brokers: dict[str, Broker]) -> None:
        self._brokers = brokers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            response = await self._answer(Request(scope, receive))
        except ClientDisconnect:
            return
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=200, headers={"allow": "POST, OPTIONS"})
        if request.method != "POST":
            return _error(405, "the Broker takes POST only")
        path = request.url.path.rstrip("/")
        if not path:
            return _error(404, "post to /<namespace>/<broker>")
        if path.count("/") != 2:
            return _error(400, "the path must be /<namespace>/<broker>")
        broker = self._brokers.get(path.lstrip("/"))
        body = await _bounded_body(request)
        if body is None:
            return _error(413, f"an event may have {MAX_BODY} bytes; send large data by reference (dataref)")
        return await _accept(broker, dict(request.headers), body)


async def _accept(broker: Broker | None, headers: dict[str, str], body: bytes) -> Response:
    try:
        event = receive_event(headers, body)
    except Rejected as error:
        return _error(error.status, error.detail)
    if broker is None:
        return _error(404, "there is no such Broker")
    try:
        await broker.accept(Envelope(dict(event.attributes), event.data, passing(headers)))
    except Rejected as error:
        return _error(error.status, error.detail)
    except sqlite3.Error as error:
        return _error(500, f"the event could not be kept: {explained(error, broker.queue.file)}")
    return Response(status_code=202)


async def _bounded_body(request: Request) -> bytes | None:
    body = bytearray()
    async for block in request.stream():
        body += block
        if len(body) > MAX_BODY:
            return None
    return bytes(body)


def _error(status: int, reason: str) -> Response:
    return problem_response(status, reason)
