"""How the tests are spread over processes (`./build.sh test`), and which of them are slow.

A file's tests run in one process, one after the other, as they would without any spreading. Those that start whole
systems share one process, so that no two systems of this machine disturb each other; it begins with them, for they take
the longest.
"""

import pytest

SYSTEMS = ("tests/flow/", "tests/chaos/", "tests/page/", "tests/e2e/", "tests/contract/broker/")
ONE_SERVER = "tests/contract/stores/"  # may run against a server, which must hold nothing else
SLOW_FIXTURES = {"prepared", "embedder", "generator"}  # real models


def group_of(file: str) -> str:
    """Return the name of those tests that a test in this file must not run beside."""
    if file.startswith(SYSTEMS):
        return "systems"
    return "stores" if file.startswith(ONE_SERVER) else file


def file_of(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[0]


def mark(items: list[pytest.Item]) -> None:
    """Mark the slow ones, and each with its group; the order is the same as before, but for the systems."""
    for item in items:
        if SLOW_FIXTURES & {*getattr(item, "fixturenames", ())}:
            item.add_marker(pytest.mark.slow)
        item.add_marker(pytest.mark.xdist_group(group_of(file_of(item))))
    items.sort(key=lambda item: group_of(file_of(item)) != "systems")
