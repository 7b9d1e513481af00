"""The real default models, prepared once for all tests that need them."""

import signal
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from model.catalog import Entry, find
from model.embedding import Embedder
from model.generation import Generator
from model.prepare import prepare
from tests import groups

# A shell starts a job in the background with Ctrl-C ignored, and the processes under test would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    groups.mark(items)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> groups.ByGroup:  # the log is pytest-xdist's own
    return groups.ByGroup(config, log)


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


@pytest.fixture(scope="session")
def prepared() -> dict[str, Entry]:
    """The default embedder and generator by kind, their weights ready."""
    entries = {"embed": find(kind="embed"), "generate": find(kind="generate")}
    for entry in entries.values():
        prepare(entry, say)
    return entries


@pytest.fixture(scope="session")
def embedder(prepared: dict[str, Entry]) -> Iterator[Embedder]:
    loaded = Embedder.load()
    yield loaded
    loaded.close()


@pytest.fixture(scope="session")
def generator(prepared: dict[str, Entry]) -> Iterator[Generator]:
    loaded = Generator.load(slots=2)
    yield loaded
    loaded.close()
