"""The world of a step under test: real stores in a folder, or only what a test gives it."""

from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from events.errors import Unavailable
from events.event import Event
from functions.serving.broker_client import BrokerClient
from functions.serving.env import Env
from functions.serving.lazy import LazyResource
from functions.serving.reports import Reporter
from functions.serving.settings import Settings
from functions.stores.opening import open_blobs, open_passages, open_records

RESOURCES = ("records", "passages", "blobs", "broker", "reports")


class Outbox(BrokerClient):
    """Keeps the events that are sent; while it is `away`, it takes none."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.away = False

    def emit(self, event: Event) -> None:
        if self.away:
            raise Unavailable("the Broker is away")
        self.events.append(event)


class Reports(Reporter):
    """Keeps what whoever waits is told."""

    def __init__(self) -> None:
        self.messages: list[dict[str, object]] = []

    def report(self, replyto: str, message: dict[str, object]) -> None:  # noqa: ARG002 - there is one who waits
        self.messages.append(message)


def world(folder: Path, broker: BrokerClient | None = None, reports: Reporter | None = None, **settings: Any) -> Env:
    """Return a world of its own, whose stores lie in this folder."""
    url = (folder / "store.sqlite").as_uri().replace("file:", "sqlite:", 1)
    return Env(
        settings=Settings(**settings),
        records=LazyResource(lambda: open_records(url)),
        passages=LazyResource(lambda: open_passages(url)),
        blobs=LazyResource(lambda: open_blobs((folder / "blobs").as_uri())),
        broker=opened(broker or Outbox()),
        reports=opened(reports or Reports()),
    )


def env_of(settings: Settings | None = None, **given: Any) -> Env:
    """Return a world with these resources, already there; another one raises when it is opened."""
    unknown = given.keys() - set(RESOURCES)
    assert not unknown, f"an Env has no {unknown}"
    resources: dict[str, Any] = {name: LazyResource(partial(_missing, name)) for name in RESOURCES}
    resources |= {name: opened(value) for name, value in given.items()}
    return Env(settings=settings or Settings(), **resources)


def opened(value: object) -> LazyResource[Any]:
    """Return a resource that has this value."""
    return LazyResource(lambda: value)


def _missing(name: str) -> NoReturn:
    raise AssertionError(f"this test gives the step no {name}")
