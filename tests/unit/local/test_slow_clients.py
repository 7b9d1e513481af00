"""Clients that are slow to send: they hold no place, and are given up in the end. The time limit is made short, and the
tests wait for the close itself."""

import resource
from collections.abc import Iterator
from contextlib import ExitStack, closing

import pytest

from tests.raw_http import connected, heard, status
from tests.unit.local.conftest import MANIFESTS
from tests.unit.local.running import Runtime, runtime

pytestmark = pytest.mark.slow

MANY = 30  # more than the places of `narrow` (1) and those that may wait for one (10)


@pytest.fixture(scope="module")
def hasty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runtime]:
    with runtime(MANIFESTS, tmp_path_factory.mktemp("hasty"), "--env", "STALL_SECONDS=0.2") as started:
        yield started


def begun(host: str, path: str = "/length") -> bytes:
    """Return the beginning of a request, with one byte of its body."""
    return f"POST {path} HTTP/1.1\r\nHost: {host}\r\ncontent-length: 1000\r\n\r\nx".encode()


@pytest.mark.parametrize("sent", [b"", b"GET /who HTTP/1.1\r\nHost: loc"], ids=["nothing", "half of them"])
def test_a_connection_whose_headers_do_not_come_is_closed(hasty: Runtime, sent: bytes) -> None:
    assert heard(connected(hasty.front, sent)) == b""


def test_headers_that_stall_behind_an_answer_close_the_connection(hasty: Runtime) -> None:
    connection = connected(hasty.front, b"GET / HTTP/1.1\r\nHost: nobody.localhost\r\n\r\n")
    assert status(connection.recv(65536)) == 404
    connection.sendall(b"GET / HTTP/1.1\r\nHos")
    heard(connection)


@pytest.mark.parametrize(
    ("port", "host", "path"),
    [
        ("front", "localhost", "/length"),
        ("front", "narrow.localhost", "/length"),
        ("sink", "localhost", "/default/default"),
        ("sink", "localhost", "/-/services/narrow/length"),
    ],
)
def test_a_body_that_stalls_ends_with_408(hasty: Runtime, port: str, host: str, path: str) -> None:
    assert status(heard(connected(getattr(hasty, port), begun(host, path)))) == 408


def test_a_stalled_body_leaves_nothing_in_flight(hasty: Runtime) -> None:
    heard(connected(hasty.front, begun("localhost")))
    service = hasty.status()["services"]["echo"]
    assert (service["waiting"], sum(instance["in_flight"] for instance in service["instances"])) == (0, 0)


def test_bodies_that_trickle_hold_no_place(running: Runtime) -> None:
    with ExitStack() as trickling:
        for _ in range(MANY):
            trickling.enter_context(closing(connected(running.front, begun("narrow.localhost"))))
        assert running.client.get(f"{running.front}/who", headers={"host": "narrow.localhost"}).status_code == 200


def test_the_runtime_opens_as_many_files_as_the_system_lets_it(running: Runtime) -> None:
    soft, hard = resource.prlimit(running.process.pid, resource.RLIMIT_NOFILE)
    assert soft == hard
