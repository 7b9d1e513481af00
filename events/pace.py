"""How slowly a body may come: a client that only trickles holds what others wait for."""

import asyncio
import time
from collections.abc import Callable

from events.asgi import Message, Receive

PROGRESS = 4096  # bytes: no body of an honest client is slower than so many in any `seconds`


class Pace:
    """Gives a body `seconds` of waiting for each `PROGRESS` bytes of it; `left` are those until it counts as stalled.

    What is not spent waiting does not count: a server that is busy itself takes nothing from its client's time.
    """

    def __init__(self, seconds: float) -> None:
        self.left = self._seconds = seconds
        self._owed, self._whole = PROGRESS, False

    async def received(self, receive: Receive) -> Message:
        """Return the request's next message; raise `TimeoutError`, with a sentence for its client, at a stalled body.

        What comes after the body, such as that the client has left, may take any time.
        """
        if self._whole:
            return await receive()
        began = time.monotonic()
        try:
            async with asyncio.timeout(self.left):
                message = await receive()
        except TimeoutError:
            told = f"less than {PROGRESS} bytes of the body came within {self._seconds:g} s"
            raise TimeoutError(f"{told}: send it again, without a pause") from None
        self.come(len(message.get("body", b"")), time.monotonic() - began)
        self._whole = not message.get("more_body", False)
        return message

    def come(self, size: int, waited: float) -> None:
        """Take note that `size` bytes came after `waited` seconds."""
        self._owed -= size
        self.left -= waited
        if self._owed <= 0:
            self.left, self._owed = self._seconds, PROGRESS


def paced(receive: Receive, seconds: float, stalled: Callable[[str], Exception]) -> Receive:
    """Return a way to receive a request whose body must not stall: of a sentence for its client, `stalled` makes the
    error that is raised then."""
    pace = Pace(seconds)

    async def received() -> Message:
        try:
            return await pace.received(receive)
        except TimeoutError as error:
            raise stalled(str(error)) from error

    return received
