"""The question that a deployment ends with."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import click
import httpx
import pytest

from cli.cluster import first_question


def refuse(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("connection refused", request=request)


def test_a_gateway_that_cannot_be_reached_is_asked_again_after_a_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(time, "monotonic", lambda: float(sum(pauses)))
    monkeypatch.setattr(time, "sleep", pauses.append)

    @contextmanager
    def unreachable() -> Iterator[httpx.Client]:
        with httpx.Client(base_url="http://gateway", transport=httpx.MockTransport(refuse)) as client:
            yield client

    monkeypatch.setattr(first_question, "gateway_client", unreachable)
    with pytest.raises(click.ClickException, match="not answered: connection refused"):
        first_question.ask_first_question(5.0)
    assert sum(pauses) == 5.0
