"""Passes an HTTP request on to an instance and streams the answer back."""

import asyncio
import time
from collections.abc import AsyncIterator

import httpx
from starlette.types import Receive, Scope, Send

from events.errors import Unavailable
from knative.local.instance import BrokenOff, Instance, broken_off
from knative.local.problems import problem_response
from knative.local.serving import Service

READ_AHEAD = 1024 * 1024  # bytes of a body; an event is smaller
# Meaningful for one connection only (RFC 9110, 7.6.1).
_HOP_BY_HOP = {
    b"connection",
    b"expect",
    b"keep-alive",
    b"proxy-connection",
    b"te",
    b"trailer",
    b"transfer-encoding",
    b"upgrade",
}


def _is_passed(name: bytes) -> bool:
    """Tell whether a header goes on; one with an underscore would be taken for another (SCRIPT_NAME for the path)."""
    return name.lower() not in _HOP_BY_HOP and b"_" not in name


class ClientLeft(Exception):
    """The client closed the connection before its answer was complete."""


class Exchange:
    """One request on its way through a Service: the request's body, then the watch for the client's leaving."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._scope, self._receive, self._send = scope, receive, send
        self._ahead: list[bytes] = []  # of the body
        self._more = any(name.lower() in (b"content-length", b"transfer-encoding") for name, _ in scope["headers"])
        self._has_body = self._more
        self._sent = asyncio.Event()
        self.status = 0  # of the answer, once it has begun

    async def read_ahead(self) -> None:
        """Read the body before there is a place, as far as memory lets: who sends it slowly is to hold none."""
        room = READ_AHEAD
        while self._more and room > 0:
            self._ahead.append(await self._piece())
            room -= len(self._ahead[-1])

    async def relay(self, instance: Instance, path: str) -> None:
        """Send the request to the instance and its answer to the client; raise `ClientLeft` or `BrokenOff`."""
        began = time.monotonic()
        try:
            await self._relay_while_connected(instance, path)
        except (httpx.HTTPError, OSError) as error:
            raise await broken_off(instance, began, error) from error

    async def _relay_while_connected(self, instance: Instance, path: str) -> None:
        work = asyncio.create_task(self._relay(instance, path))
        watch = asyncio.create_task(self._watch())
        try:
            await asyncio.wait({work, watch}, return_when=asyncio.FIRST_COMPLETED)
            if not work.done():
                raise ClientLeft
            work.result()
        finally:
            work.cancel()
            watch.cancel()
            await asyncio.gather(work, watch, return_exceptions=True)

    async def _relay(self, instance: Instance, path: str) -> None:
        query = self._scope["query_string"].decode("latin-1")
        url = f"{instance.address}{path}{'?' + query if query else ''}"
        # Blanks around a value are no part of it (RFC 9110, 5.5), and a client sends none; uvicorn leaves those behind.
        headers = [(name, value.strip(b" \t")) for name, value in self._scope["headers"] if _is_passed(name)]
        if not self._has_body:
            self._sent.set()
        content = self._body() if self._has_body else None
        request = httpx.Request(self._scope["method"], url, headers=headers, content=content)
        response = await instance.transport.handle_async_request(request)
        try:
            kept = [(name, value) for name, value in response.headers.raw if name.lower() not in _HOP_BY_HOP]
            self.status = response.status_code
            await self._send({"type": "http.response.start", "status": response.status_code, "headers": kept})
            async for block in response.aiter_raw():
                await self._send({"type": "http.response.body", "body": block, "more_body": True})
            await self._send({"type": "http.response.body", "body": b""})
        finally:
            await response.aclose()

    async def _body(self) -> AsyncIterator[bytes]:
        for piece in self._ahead:
            yield piece
        while self._more:
            yield await self._piece()
        self._sent.set()

    async def _piece(self) -> bytes:
        message = await self._receive()
        if message["type"] == "http.disconnect":
            raise ClientLeft
        self._more = message.get("more_body", False)
        body: bytes = message.get("body", b"")
        return body

    async def _watch(self) -> None:
        await self._sent.wait()
        while (await self._receive())["type"] != "http.disconnect":
            pass


async def forward(service: Service, path: str, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer by an instance of the service: 503 without one, 504 after `timeoutSeconds`, 502 when it breaks off."""
    exchange = Exchange(scope, receive, send)
    try:
        async with asyncio.timeout(service.spec.timeout):
            if service.spec.scaling.concurrency:
                await exchange.read_ahead()
            async with service.place() as instance:
                await exchange.relay(instance, path)
        service.errors += exchange.status >= 500
        return
    except ClientLeft:
        return
    except Unavailable as error:
        status, reason = 503, error.detail
    except TimeoutError:
        status, reason = 504, f"{service.spec.name} did not answer within {service.spec.timeout:g} s"
    except BrokenOff as error:
        status, reason = 502, str(error)
    service.errors += 1
    if exchange.status:
        raise ConnectionError(reason)  # the server closes the connection, so the client sees that the answer is cut
    headers = {"retry-after": "1"} if status == 503 else {}
    await problem_response(status, reason, headers)(scope, receive, send)
