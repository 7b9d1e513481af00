"""A source that tests fill, and its follower before a real gateway, where documents become searchable when told."""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cli.watch import gateway as gateway_module
from cli.watch.follower import Follower, Options
from cli.watch.source import Entry, Gone, SourceAway
from cli.watch.state import State
from cli.watch.telling import Teller
from minirag import Client, transport
from tests.unit.client.conftest import CERTIFICATES
from tests.unit.gateway.serving import Serving, serving

REST = 2.0


class Shelf:
    """A source in memory. What is put there has a new fingerprint, and what is renamed keeps its own."""

    def __init__(self) -> None:
        self.label, self.place = "the shelf", "here:0"
        self.files: dict[str, tuple[bytes, str]] = {}  # content and fingerprint by name
        self.closed: list[str] = []
        self.volumes: dict[str, str] = {}  # by the first part of a name
        self.read_names: list[str] = []
        self.away = ""
        self._count = 0

    def put(self, name: str, content: bytes | str = "") -> None:
        self._count += 1
        data = content if isinstance(content, bytes) else (content or f"text of {name}").encode()
        self.files[name] = (data, str(self._count))

    def touch(self, name: str) -> None:
        self.put(name, self.files[name][0])

    def rename(self, old: str, new: str) -> None:
        self.files[new] = self.files.pop(old)

    def entries(self) -> Iterable[Entry]:
        if self.away:
            raise SourceAway(self.away)
        for name, (data, mark) in self.files.items():
            yield Entry(
                name,
                mark,
                len(data),
                f"{self.volumes.get(name.partition('/')[0], self.place.partition(':')[0])}:{mark}",
            )
        yield from (Entry(name, "", -1) for name in self.closed)

    def read(self, entry: Entry) -> bytes:
        self.read_names.append(entry.name)
        if self.away:
            raise SourceAway(self.away)
        data, mark = self.files.get(entry.name, (b"", ""))
        if mark != entry.fingerprint:
            raise Gone(entry.name)
        return data

    def wait(self, seconds: float) -> None:
        """Return at once."""


def count_of(gateway: Serving, name: str) -> int:
    """Return one of the gateway's counters."""
    text = gateway.services.counters.text(questions=0, searches=0)
    return int(re.findall(rf"^minirag_{name}_total (\d+)", text, re.MULTILINE)[0])


class Followed:
    """A shelf that is followed; time passes only when a test says so."""

    def __init__(self, served: Serving, folder: Path, shelf: Any, capsys: pytest.CaptureFixture[str]) -> None:
        self.gateway, self.shelf, self._folder, self._capsys = served, shelf, folder, capsys
        self.now = 0.0
        self.start()

    def start(self, **options: Any) -> None:
        """Begin anew, as after the end of the command, with what is on record."""
        self.state = State(self._folder / "state", "the shelf")
        labels = options.setdefault("labels", {})
        self.state.take(labels)
        self.follower = Follower(
            self.shelf, self.state, Teller("the shelf", as_json=True), Options(**options), self._clock
        )

    def kill(self) -> None:
        """End it as `kill -9` does: nothing more is written, and what it held is let go."""
        self.follower.close()

    def turn(self, seconds: float = REST) -> float:
        """Let time pass, and let it take its turn; return the seconds until the next."""
        self.now += seconds
        return self.follower.turn()

    def settle(self) -> list[str]:
        """Take turns until nothing is left to do; return what was said, as "what name"."""
        for _ in range(10):
            self.turn()
            self.index()
            if self.follower.idle:
                return self.said()
        raise AssertionError("it does not come to rest")

    def index(self) -> None:
        """Let everything that was accepted become searchable."""
        for name, phase in self.documents().items():
            if phase not in ("indexed", "failed"):
                self.gateway.happen(name, "current", chunks=1, ms=1)

    def documents(self) -> dict[str, str]:
        """Return the phase of each document of the gateway, by name."""
        listed = self.gateway.http.get("/documents", params={"limit": 500}).json()["documents"]
        return {one["name"]: one["phase"] for one in listed}

    def accepted(self) -> int:
        """Return how many uploads the gateway took that changed something."""
        return count_of(self.gateway, "documents_accepted")

    def lines(self) -> list[dict[str, str]]:
        """Return all that was said since the last time."""
        return [json.loads(line) for line in self._capsys.readouterr().out.splitlines()]

    def said(self) -> list[str]:
        """Return what was said of documents since the last time, in the order of the alphabet."""
        return sorted(f"{one['what']} {one.get('name', '')}".strip() for one in self.lines() if one["what"] != "whole")

    def _clock(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[float]:
    """Nothing set, a home of its own, no certificates read, no pauses between retries; return those pauses."""
    pauses: list[float] = []
    for name in ("MINIRAG_URL", "MINIRAG_KEY", "MINIRAG_HOST", "PORT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("MINIRAG_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(transport, "wait", pauses.append)
    return pauses


@pytest.fixture(autouse=True)
def requests(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every request that the follower made, as METHOD PATH."""
    made: list[str] = []

    def client(url: str, retries: int) -> Client:
        opened = Client(url, retries=retries, verify=CERTIFICATES)
        note = lambda request: made.append(f"{request.method} {request.url.path}")  # noqa: E731
        opened.transport.http.event_hooks = {"request": [note]}
        return opened

    monkeypatch.setattr(gateway_module, "Client", client)
    return made


@pytest.fixture
def gateway(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Serving]:
    with serving(tmp_path / "gateway") as served:
        monkeypatch.setenv("MINIRAG_URL", served.url)
        yield served


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def followed(gateway: Serving, shelf: Shelf, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Followed]:
    made = Followed(gateway, tmp_path, shelf, capsys)
    yield made
    made.follower.close()
