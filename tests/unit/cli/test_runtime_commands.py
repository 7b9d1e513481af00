"""./build.sh up and down"""

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from cli.commands.documents import documents
from cli.commands.down import down
from cli.commands.status import status
from cli.commands.up import up
from tests.unit.cli.fake_gateway import FakeGateway


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


@pytest.mark.parametrize(("value", "told"), [("1000", True), ("7", False), ("", False)])
def test_up_names_a_setting_that_the_running_one_does_not_have(
    gateway: FakeGateway, home: Path, monkeypatch: pytest.MonkeyPatch, value: str, told: bool
) -> None:
    noted = json.loads((home / "runtime.json").read_text())
    (home / "runtime.json").write_text(json.dumps({**noted, "settings": {"MAX_UPLOAD_BYTES": "7"}}))
    monkeypatch.setenv("MAX_UPLOAD_BYTES", value)
    result = CliRunner().invoke(up)
    assert (result.exit_code, "MAX_UPLOAD_BYTES" in result.stderr, "down" in result.stderr) == (0, told, told)


def test_up_on_a_port_in_use_ends_with_the_runtimes_sentence(home: Path, taken_port: int) -> None:
    result = CliRunner().invoke(up, ["--port", str(taken_port)])
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1].startswith(
        f"MiniRAG cannot start: port {taken_port} is in use by another program"
    )


@pytest.mark.parametrize("port", ["0", "abc", "65535"])
def test_up_refuses_what_is_no_port_in_its_own_name(port: str) -> None:
    result = CliRunner().invoke(up, ["--port", port])
    assert result.exit_code == 1
    assert result.stderr.startswith(f"build.sh up: argument --port: '{port}' is no port: give a number from 1 to 65534")


def test_up_honours_the_variable_port(home: Path, taken_port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", str(taken_port))
    assert f"port {taken_port} is in use" in CliRunner().invoke(up).stderr


@pytest.mark.parametrize("arguments", [["--port", "9"], []])
def test_up_on_another_port_than_the_one_it_runs_on_is_refused(
    gateway: FakeGateway, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    if not arguments:
        monkeypatch.setenv("PORT", "9")
    result = CliRunner().invoke(up, arguments)
    assert (result.exit_code, "runs" in result.stderr) == (1, True)


@pytest.mark.parametrize("command", [status, down, documents])
def test_a_command_refuses_a_variable_port_that_is_not_the_running_ones(
    gateway: FakeGateway, monkeypatch: pytest.MonkeyPatch, command: click.Command
) -> None:
    monkeypatch.setenv("PORT", "9")
    result = CliRunner().invoke(command)
    assert result.exit_code == 1
    assert "PORT is 9, but the MiniRAG of this home runs on port" in result.stderr


def test_a_variable_port_that_is_the_running_ones_is_fine(
    gateway: FakeGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORT", gateway.url.rpartition(":")[2])
    assert CliRunner().invoke(documents).exit_code == 0


def test_a_variable_port_beside_another_url_is_refused(gateway: FakeGateway, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINIRAG_URL", gateway.url)
    monkeypatch.setenv("PORT", "9")
    assert "PORT is 9, but MINIRAG_URL is" in CliRunner().invoke(documents).stderr


def test_down_without_a_running_minirag_is_no_failure() -> None:
    result = CliRunner().invoke(down)
    assert (result.exit_code, result.stdout) == (0, "MiniRAG is not running\n")
