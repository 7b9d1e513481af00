"""Posting events to the Broker from the event loop, over connections that stay open."""

import httpx

from events import binding
from events.errors import Unavailable
from events.event import Event
from functions.serving.http_client import client_to
from functions.serving.signing import signed_to_go

TIMEOUT = httpx.Timeout(10.0)  # seconds; the person is waiting
LIMITS = httpx.Limits(max_keepalive_connections=32, keepalive_expiry=300.0)  # seconds


class AsyncBrokerClient:
    """Signs events and posts them to one Broker, from one event loop."""

    def __init__(self, sink: str, key: str) -> None:
        self._sink, self._key = sink, key
        self._client = client_to(sink, timeout=TIMEOUT, limits=LIMITS)

    async def emit(self, event: Event) -> None:
        """Post the event; raise `Unavailable` unless the Broker took it, and without a key to sign it by."""
        if not self._sink:
            raise Unavailable("no Broker is known: K_SINK is not set (a SinkBinding sets it)")
        headers, body = binding.send(signed_to_go(self._key, event))
        try:
            response = await self._post(headers, body)
        except httpx.HTTPError as error:
            raise Unavailable(f"the Broker does not answer, try again in a moment: {type(error).__name__}") from error
        if not response.is_success:
            raise Unavailable(f"the Broker refused an event of type {event.type} with status {response.status_code}")

    async def _post(self, headers: dict[str, str], body: bytes) -> httpx.Response:
        try:
            return await self._client.post(self._sink, headers=headers, content=body)
        except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError):
            # The Broker closed an idle connection at this very moment. Events have ids, so twice is as good as once.
            return await self._client.post(self._sink, headers=headers, content=body)
