"""Where the Broker delivers to: a Service of the manifests, or a bare URL."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

import httpx

from events.errors import Unavailable
from knative.local.instance import broken_off
from knative.local.serving import Service

URL_CAPACITY = 32  # deliveries open at once to one bare URL
URL_SECONDS = 600.0  # for a bare URL without `delivery.timeout`, which on a cluster may take for ever


@dataclass(frozen=True)
class Answer:
    """A subscriber's answer, header names in lower case; `timed_out` when it did not come in time."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = field(default=b"", repr=False)
    timed_out: bool = False


class Target(Protocol):
    """Something that takes an event by POST; `capacity` is how many at once."""

    url: str
    capacity: int

    async def post(self, headers: Mapping[str, str], body: bytes, timeout: float | None) -> Answer:
        """Return the answer: 502 when the connection fails, 503 without a place, 504 after `timeout` seconds."""


class ServiceTarget:
    """A Service and a path, called without the way over the runtime's own port."""

    def __init__(self, service: Service, path: str, url: str) -> None:
        self.url = url
        self.capacity = service.capacity
        self._service = service
        self._path = path

    async def post(self, headers: Mapping[str, str], body: bytes, timeout: float | None) -> Answer:
        answer = await self._post(headers, body, timeout)
        self._service.errors += answer.status >= 500
        return answer

    async def _post(self, headers: Mapping[str, str], body: bytes, timeout: float | None) -> Answer:
        limit = min(timeout or self._service.spec.timeout, self._service.spec.timeout)
        try:
            async with asyncio.timeout(limit), self._service.place() as instance:
                began = time.monotonic()
                try:
                    return await _post(instance.transport, instance.address + self._path, headers, body)
                except (httpx.HTTPError, OSError) as error:
                    return Answer(502, body=str(await broken_off(instance, began, error)).encode())
        except Unavailable as error:
            return Answer(503, body=error.detail.encode())
        except TimeoutError:
            return Answer(504, timed_out=True)


class UrlTarget:
    """A bare http URL."""

    def __init__(self, url: str, transport: httpx.AsyncHTTPTransport) -> None:
        self.url = url
        self.capacity = URL_CAPACITY
        self._transport = transport

    async def post(self, headers: Mapping[str, str], body: bytes, timeout: float | None) -> Answer:
        try:
            async with asyncio.timeout(timeout or URL_SECONDS):
                return await _post(self._transport, self.url, headers, body)
        except TimeoutError:
            return Answer(504, timed_out=True)
        except (httpx.HTTPError, OSError) as error:
            return Answer(502, body=repr(error).encode(errors="replace"))


async def _post(transport: httpx.AsyncHTTPTransport, url: str, headers: Mapping[str, str], body: bytes) -> Answer:
    # The transport without a client around it: no redirects, no cookies, no proxy, and half the time per request.
    response = await transport.handle_async_request(httpx.Request("POST", url, headers=headers, content=body))
    try:
        content = await response.aread()
    finally:
        await response.aclose()
    return Answer(response.status_code, {name.lower(): value for name, value in response.headers.items()}, content)
