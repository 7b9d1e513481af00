"""A time limit on the progress of bodies."""

from functools import partial

from starlette.types import ASGIApp, Receive, Scope, Send

from events.errors import Rejected
from events.pace import paced

SLOW = "/answers/"  # a model's tokens come as slowly as it writes; that address is signed before a body is read there
stalled = partial(Rejected, status=408)


class PacedBodies:
    """Ends a request with 408 whose body has stalled, wherever it is read."""

    def __init__(self, app: ASGIApp, seconds: float) -> None:
        self._app, self._seconds = app, seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        timed = scope["type"] == "http" and not scope["path"].startswith(SLOW)
        await self._app(scope, paced(receive, self._seconds, stalled) if timed else receive, send)
