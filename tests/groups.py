"""How the tests are spread over processes (`./build.sh test`), and which of them are slow.

A file's tests run in one process, one after the other, as they would without any spreading. Those that start whole
systems share one process, so that no two systems of this machine disturb each other; it begins with them, for they take
the longest.
"""

import pytest
from xdist.scheduler import LoadScopeScheduling

SYSTEMS = ("tests/flow/", "tests/chaos/", "tests/page/", "tests/e2e/", "tests/contract/broker/")
ONE_SERVER = "tests/contract/stores/"  # may run against a server, which must hold nothing else
SLOW_FIXTURES = {"prepared", "embedder", "generator"}  # real models


def group_of(file: str) -> str:
    """Return the name of those tests that a test in this file must not run beside."""
    if file.startswith(SYSTEMS):
        return "systems"
    return "stores" if file.startswith(ONE_SERVER) else file


class ByGroup(LoadScopeScheduling):  # type: ignore[misc] # pytest-xdist has no types
    """Gives each group to one process: pytest-xdist asks this for the part of a test's name that it goes by."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid.partition("::")[0])


def mark(items: list[pytest.Item]) -> None:
    """Mark the slow ones; the order stays, but the systems come first."""
    for item in items:
        if SLOW_FIXTURES & {*getattr(item, "fixturenames", ())}:
            item.add_marker(pytest.mark.slow)
    items.sort(key=lambda item: group_of(item.nodeid.partition("::")[0]) != "systems")
