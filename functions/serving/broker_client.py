"""Posting events to the Broker, signed: from threads, and from an event loop."""

from collections.abc import Mapping

import httpx

from events import binding
from events.errors import Unavailable
from events.event import Event
from functions.serving.http_client import client_to, plain_client
from functions.serving.signing import signed_to_go

TIMEOUT = 30.0  # seconds
WAITED_FOR = httpx.Timeout(10.0)  # seconds; a person is waiting
LIMITS = httpx.Limits(max_keepalive_connections=32, keepalive_expiry=300.0)  # seconds


class BrokerClient:
    """Signs events and posts them to one Broker; safe to share between threads."""

    def __init__(self, sink: str, key: str) -> None:
        self._sink, self._key = sink, key
        self._client = plain_client(TIMEOUT) if sink.startswith("http:") else httpx.Client(timeout=TIMEOUT)

    def emit(self, event: Event) -> None:
        """Post the event; raise `Unavailable` unless the Broker took it, and without a key to sign it by."""
        headers, body = _message(self._sink, self._key, event)
        try:
            response = self._client.post(self._sink, headers=headers, content=body)
        except httpx.HTTPError as error:
            raise Unavailable(f"the Broker does not answer: {error}") from error
        _check_taken(response, event)


class AsyncBrokerClient:
    """Signs events and posts them to one Broker from one event loop, over connections that stay open."""

    def __init__(self, sink: str, key: str) -> None:
        self._sink, self._key = sink, key
        self._client = client_to(sink, timeout=WAITED_FOR, limits=LIMITS)

    async def emit(self, event: Event) -> None:
        """Post the event; raise `Unavailable` unless the Broker took it, and without a key to sign it by."""
        headers, body = _message(self._sink, self._key, event)
        try:
            response = await self._post(headers, body)
        except httpx.HTTPError as error:
            raise Unavailable(f"the Broker does not answer, try again in a moment: {type(error).__name__}") from error
        _check_taken(response, event)

    async def _post(self, headers: Mapping[str, str], body: bytes) -> httpx.Response:
        try:
            return await self._client.post(self._sink, headers=headers, content=body)
        except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError):
            # The Broker closed an idle connection at this very moment. Events have ids, so twice is as good as once.
            return await self._client.post(self._sink, headers=headers, content=body)


def _message(sink: str, key: str, event: Event) -> tuple[dict[str, str], bytes]:
    """Return the headers and the body of a signed event."""
    if not sink:
        raise Unavailable("no Broker is known: K_SINK is not set (a SinkBinding sets it)")
    return binding.send(signed_to_go(key, event))


def _check_taken(response: httpx.Response, event: Event) -> None:
    if not response.is_success:
        raise Unavailable(f"the Broker refused an event of type {event.type} with status {response.status_code}")
