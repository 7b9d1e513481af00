"""A time limit on the progress of bodies."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from events.errors import Rejected
from events.pace import Pace

SLOW = "/answers/"  # a model's tokens come as slowly as it writes; that address is signed before a body is read there


class PacedBodies:
    """Ends a request with 408 whose body has stalled, wherever it is read."""

    def __init__(self, app: ASGIApp, seconds: float) -> None:
        self._app, self._seconds = app, seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        timed = scope["type"] == "http" and not scope["path"].startswith(SLOW)
        await self._app(scope, self._paced(receive) if timed else receive, send)

    def _paced(self, receive: Receive) -> Receive:
        pace = Pace(self._seconds)

        async def received() -> Message:
            try:
                return await pace.received(receive)
            except TimeoutError as error:
                raise Rejected(str(error), status=408) from error

        return received
