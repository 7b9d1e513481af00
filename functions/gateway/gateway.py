"""gateway: the HTTP interface and the page; asynchronous, and one process, since answers come back to it."""

import functions_framework.aio
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from functions.gateway.application import application
from functions.gateway.services import Services
from functions.settings import read_settings


class Mounted(Response):
    """Hands the request on to an ASGI application."""

    def __init__(self, app: ASGIApp) -> None:
        self.app, self.background = app, None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)


_mounted = Mounted(application(Services.from_settings(read_settings())))


@functions_framework.aio.http
async def gateway(_: Request) -> Response:
    """Answer any request by the gateway's own application."""
    return _mounted
