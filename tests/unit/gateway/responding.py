"""Asking for responses, in place of the functions behind the gateway."""

from collections.abc import Iterator
from typing import Any

import httpx
import msgspec
import pytest

from events.event import Event
from tests.unit.gateway.serving import Asker, Serving, whole


class Responding(Asker):
    """Asks for responses, and answers for the functions behind."""

    def __init__(self, gateway: Serving) -> None:
        super().__init__(gateway, "/v1/responses", input="Where?")

    def answered(self, text: str = "In France.", **body: Any) -> dict[str, Any]:
        """Return the whole response to a question that is answered so."""
        response, event = self.asked(**body)
        self._gateway.stream(event, whole(event, text))
        found: dict[str, Any] = response.result().json()
        return found

    def data(self, **body: Any) -> dict[str, Any]:
        """Return the data of the event that a question becomes."""
        response, event = self.asked(**body)
        self._gateway.stream(event, whole(event))
        response.result().raise_for_status()
        data: dict[str, Any] = msgspec.json.decode(event.data)
        return data

    def streamed(self, *lines: dict[str, object], text: str) -> list[dict[str, Any]]:
        """Return the events of a stream whose model writes these lines, and then the text."""
        response, event = self.asked(stream=True)
        self._gateway.stream(event, *lines, whole(event, text))
        return events(response.result())


@pytest.fixture
def responding(gateway: Serving) -> Iterator[Responding]:
    responding = Responding(gateway)
    yield responding
    responding.close()


def events(response: httpx.Response) -> list[dict[str, Any]]:
    """Return the data of each event of a stream, whose name it repeats."""
    found = []
    for frame in response.text.removesuffix("\n\n").split("\n\n"):
        name, _, data = frame.partition("\n")
        found.append(msgspec.json.decode(data.removeprefix("data: ")))
        assert found[-1]["type"] == name.removeprefix("event: ")
    return found


def conversation_of(event: Event) -> str:
    """Return the conversation that a question is in."""
    found: str = msgspec.json.decode(event.data)["conversation"]
    return found
