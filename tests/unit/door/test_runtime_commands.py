"""./build.sh up and down"""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from knative.door.start_runtime import up
from knative.door.stop_runtime import down
from tests.unit.door.fake_gateway import FakeGateway


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield int(taken.getsockname()[1])


def test_up_says_so_when_it_runs_already(gateway: FakeGateway) -> None:
    result = CliRunner().invoke(up)
    assert result.exit_code == 0
    assert result.stdout == f"MiniRAG is already running: {gateway.url.replace('127.0.0.1', 'localhost')}\n"


def test_up_on_a_port_in_use_ends_with_the_runtimes_sentence(home: Path, taken_port: int) -> None:
    result = CliRunner().invoke(up, ["--port", str(taken_port)])
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1].startswith(
        f"MiniRAG cannot start: port {taken_port} is in use by another program"
    )


def test_down_without_a_running_minirag_is_no_failure() -> None:
    result = CliRunner().invoke(down)
    assert (result.exit_code, result.stdout) == (0, "MiniRAG is not running\n")
