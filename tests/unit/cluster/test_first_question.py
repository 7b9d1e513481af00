"""The question that a deployment ends with."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import click
import pytest

from cli.cluster import first_question
from minirag import Client


def test_a_gateway_that_cannot_be_reached_is_asked_again_after_a_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(time, "monotonic", lambda: float(sum(pauses)))
    monkeypatch.setattr(time, "sleep", pauses.append)

    @contextmanager
    def unreachable(timeout: float) -> Iterator[Client]:
        with Client("http://127.0.0.1:1", timeout=timeout) as client:
            yield client

    monkeypatch.setattr(first_question, "gateway_client", unreachable)
    with pytest.raises(click.ClickException, match="not answered: nothing answers at http://127"):
        first_question.ask_first_question(5.0)
    assert sum(pauses) == 5.0
