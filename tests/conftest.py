"""The real default models, prepared once for all tests that need them."""

import functools
import signal
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from events.errors import Unavailable
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


@functools.cache  # a source out of reach is tried once, not once for each case
def out_of_reach(name: str) -> str:
    """Prepare a model; return why that cannot be done here, "" when it is."""
    try:
        prepare(find(name), say)
    except Unavailable as error:
        return error.detail
    return ""


def prepared_or_skipped(name: str) -> str:
    """Return the name of a model whose weights are ready; where they cannot be had, the test says so and is skipped."""
    if reason := out_of_reach(name):
        pytest.skip(f"{name} cannot be fetched here: {reason}")
    return name


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
