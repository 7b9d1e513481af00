"""A time limit on the progress of bodies."""

import asyncio
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from events.errors import Rejected
from events.pace import PROGRESS, Pace

SLOW = "/answers/"  # a model's tokens come as slowly as it writes; that address is signed before a body is read there


class PacedBodies:
    """Ends a request with 408 whose body has stalled, wherever it is read."""

    def __init__(self, app: ASGIApp, seconds: float) -> None:
        self._app, self._seconds = app, seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        timed = scope["type"] == "http" and not scope["path"].startswith(SLOW)
        await self._app(scope, self._paced(receive) if timed else receive, send)

    def _paced(self, receive: Receive) -> Receive:
        pace, whole = Pace(self._seconds), False

        async def received() -> Message:
            nonlocal whole
            if whole:
                return await receive()
            began = time.monotonic()
            try:
                async with asyncio.timeout(pace.left):
                    message = await receive()
            except TimeoutError as error:
                raise Rejected(stalled(self._seconds), status=408) from error
            pace.come(len(message.get("body", b"")), time.monotonic() - began)
            whole = not message.get("more_body", False)
            return message

        return received


def stalled(seconds: float) -> str:
    """Return what there is to say to whoever sends too slowly."""
    return f"less than {PROGRESS} bytes of the body came within {seconds:g} s: send it again, without a pause"
