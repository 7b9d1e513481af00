"""POST /mcp: the Model Context Protocol over streamable HTTP, each request complete in itself."""

from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from events.binding import media_type
from events.errors import Rejected
from functions.gateway.http.operations import unlisted
from functions.gateway.http.validation import bounded_body
from functions.gateway.services import in_thread
from functions.serving.lazy import LazyResource

if TYPE_CHECKING:
    from mcp.server.lowlevel.server import Server

MAX_BODY = 4 * 2**20  # bytes: a document of some 3 MB in base64


@unlisted  # as an operation of HTTP: the protocol itself tells its clients what there is
async def mcp(request: Request) -> Response:
    """Answer a message of the Model Context Protocol: tools to search, ask, list, read and upload documents."""
    if media_type(request.headers.get("content-type", "")) != "application/json":
        raise Rejected("send a message of the Model Context Protocol as application/json", status=415)
    body = await bounded_body(request, MAX_BODY)
    return _Served(await in_thread(_server.get), body)


def _build() -> "Server[Any]":
    """Import the SDK, which no start of the gateway is to pay for, and return its server."""
    from functions.gateway.mcp.own_routes import OwnRoutes  # noqa: PLC0415
    from functions.gateway.mcp.server import build_server  # noqa: PLC0415

    return build_server(OwnRoutes)


_server = LazyResource(_build)


class _Served(Response):
    """Hands the request on to the SDK's server."""

    def __init__(self, server: "Server[Any]", body: bytes) -> None:
        self.background = None
        self._server, self._body = server, body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        from functions.gateway.mcp.server import serve_http  # noqa: PLC0415 - imported by now

        read = [{"type": "http.request", "body": self._body, "more_body": False}]

        async def again() -> Message:
            return read.pop() if read else await receive()

        await serve_http(self._server, scope, again, send)
