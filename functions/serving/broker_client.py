"""Posting events to the Broker, signed."""

import httpx

from events import binding
from events.errors import Unavailable
from events.event import Event
from functions.serving.http_client import plain_client
from functions.serving.signing import signed_to_go

TIMEOUT = 30.0  # seconds


class BrokerClient:
    """Signs events and posts them to one Broker; safe to share between threads."""

    def __init__(self, sink: str, key: str) -> None:
        self._sink, self._key = sink, key
        self._client = plain_client(TIMEOUT) if sink.startswith("http:") else httpx.Client(timeout=TIMEOUT)

    def emit(self, event: Event) -> None:
        """Post the event; raise `Unavailable` unless the Broker took it, and without a key to sign it by."""
        if not self._sink:
            raise Unavailable("no Broker is known: K_SINK is not set (a SinkBinding sets it)")
        headers, body = binding.send(signed_to_go(self._key, event))
        try:
            response = self._client.post(self._sink, headers=headers, content=body)
        except httpx.HTTPError as error:
            raise Unavailable(f"the Broker does not answer: {error}") from error
        if not response.is_success:
            raise Unavailable(f"the Broker refused an event of type {event.type} with status {response.status_code}")
