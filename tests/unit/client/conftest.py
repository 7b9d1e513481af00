"""A scripted server, a client of each kind, and pauses that are noted in the place of waiting."""

import asyncio
import ssl
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest

from minirag import AsyncClient, Client, transport
from tests.unit.client.scripted import Blocking, Server, serving

Make = Callable[..., Any]
CERTIFICATES = ssl.create_default_context()  # read once: that takes longer than a test


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MINIRAG_URL", "MINIRAG_KEY", "MINIRAG_HOST"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Note each pause; none of them takes time."""
    noted: list[float] = []

    async def note(seconds: float) -> None:
        noted.append(seconds)

    monkeypatch.setattr(transport, "wait", noted.append)  # and not those of Python, which a server beside it calls, too
    monkeypatch.setattr(transport, "async_wait", note)
    return noted


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as started:
        yield started


@pytest.fixture(params=["sync", "async"])
def make(request: pytest.FixtureRequest) -> Iterator[Make]:
    """Make a client of each kind: every test states what both do."""
    if request.param == "sync":
        made: list[Client] = []

        def sync(*arguments: Any, **named: Any) -> Any:
            made.append(Client(*arguments, verify=CERTIFICATES, **named))
            return made[-1]

        yield sync
        for client in made:
            client.close()
        return
    with closing(asyncio.new_event_loop()) as loop:
        awaited: list[AsyncClient] = []

        def blocking(*arguments: Any, **named: Any) -> Any:
            awaited.append(AsyncClient(*arguments, verify=CERTIFICATES, **named))
            return Blocking(loop, awaited[-1])

        yield blocking
        for each in awaited:
            loop.run_until_complete(each.close())
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.run_until_complete(loop.shutdown_default_executor())


@pytest.fixture
def client(make: Make, server: Server) -> Any:
    return make(server.url)
