"""Posting events to the Broker."""

import httpx

from events import binding
from events.errors import Unavailable
from events.event import Event
from functions.calling import plain_client
from functions.loading import Resource
from functions.settings import read_settings

TIMEOUT = 30.0  # seconds


class Emitter:
    """Posts events to one Broker; safe to share between threads."""

    def __init__(self, sink: str) -> None:
        self._sink = sink
        self._client = plain_client(TIMEOUT) if sink.startswith("http:") else httpx.Client(timeout=TIMEOUT)

    def emit(self, event: Event) -> None:
        """Post the event; raise `Unavailable` unless the Broker took it."""
        if not self._sink:
            raise Unavailable("no Broker is known: K_SINK is not set (a SinkBinding sets it)")
        headers, body = binding.send(event)
        try:
            response = self._client.post(self._sink, headers=headers, content=body)
        except httpx.HTTPError as error:
            raise Unavailable(f"the Broker does not answer: {error}") from error
        if not response.is_success:
            raise Unavailable(f"the Broker refused an event of type {event.type} with status {response.status_code}")


def broker() -> Resource[Emitter]:
    """Return the Broker of this process, from K_SINK, opened at first use."""
    return Resource(lambda: Emitter(read_settings().k_sink))
