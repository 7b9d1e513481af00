"""gateway: the HTTP interface and the page; asynchronous, and one process, since answers come back to it."""

from functions_framework import aio
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from functions.gateway.application import application
from functions.gateway.services import Services
from functions.serving.env import Env

_application = application(Services.of(Env.from_environment()))


class Mounted(Response):
    """Hands the request on to the application."""

    def __init__(self) -> None:
        self.background = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await _application(scope, receive, send)


class EveryRequest(aio.ExceptionHandlerMiddleware):
    """Hands every request to the application, whatever its method and path.

    The framework routes seven methods and paths without line breaks, and answers all else in plain text.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        handler = _application if scope["type"] == "http" else self.app
        await handler(scope, receive, send)


# The outermost of the middleware that the framework puts together once it has loaded this file.
aio.ExceptionHandlerMiddleware = EveryRequest  # type: ignore[misc]


@aio.http
async def gateway(_: Request) -> Response:
    """Answer any request by the gateway's own application."""
    return Mounted()
