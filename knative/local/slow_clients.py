"""Time limits for clients that are slow to send: of a request's headers, and of the progress of its body."""

import asyncio

from starlette.types import ASGIApp, Receive, Scope, Send

from events.asgi import Answer
from events.pace import paced
from knative.local.http_grammar import Grammar
from knative.local.problems import problem_response


class Stalled(Exception):
    """Too little of a request's body came for too long; no `TimeoutError`, which says that a function is slow."""


class Paced:
    """Answers a request with 408 whose body has stalled, wherever it is read."""

    def __init__(self, app: ASGIApp, seconds: float) -> None:
        self._app, self._seconds = app, seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = Answer(send)
        try:
            await self._app(scope, paced(receive, self._seconds, Stalled), answer)
        except Stalled as error:
            if answer.begun:
                raise  # the server closes the connection, so the client sees that the answer is cut
            await problem_response(408, str(error), {"connection": "close"})(scope, receive, send)


def limited_headers(seconds: float) -> type[Grammar]:
    """Return uvicorn's protocol, but closing a connection whose headers take longer than so many seconds."""

    class LimitedHeaders(Grammar):
        _deadline: asyncio.TimerHandle | None = None

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self._deadline = self.loop.call_later(seconds, transport.close)

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            between = self.cycle is None or self.cycle.response_complete
            if self._deadline and not between:
                self._deadline.cancel()
                self._deadline = None
            elif between and not self._deadline and not self.transport.is_closing():
                self._deadline = self.loop.call_later(seconds, self.transport.close)

        def connection_lost(self, exc: Exception | None) -> None:
            super().connection_lost(exc)
            if self._deadline:
                self._deadline.cancel()

    return LimitedHeaders
