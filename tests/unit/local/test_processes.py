"""The runtime as a process: what it leaves behind, and what it refuses."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bench.private_runtime import free_port_pair
from tests.unit.local.conftest import MANIFESTS
from tests.unit.local.running import ROOT, Runtime, read_json, running_pids, runtime, until

pytestmark = pytest.mark.slow

SPAWN_AND_DIE = """
import asyncio, os, signal
from pathlib import Path
from knative.local.child import Children

async def main():
    process = await Children(Path(".")).spawn(["/bin/sh", "-c", "sleep 300 & sleep 300"], os.environ, print)
    print(process.pid, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main())
"""


def _pids_and_port(running: Runtime) -> tuple[list[int], int]:
    running.client.get(running.front + "/who")
    return running.pids("echo"), running.status()["services"]["echo"]["instances"][0]["port"]


def _is_closed(port: int) -> bool:
    with socket.socket() as sock:
        return sock.connect_ex(("127.0.0.1", port)) != 0


def test_no_process_and_no_port_is_left_after_kill_9(tmp_path: Path) -> None:
    with runtime(MANIFESTS, tmp_path) as running:
        pids, port = _pids_and_port(running)
        assert len(pids) >= 2  # gunicorn's master and its worker
        running.kill()
        until(lambda: not set(pids) & set(running_pids()), "the end of the instances")
        # A process counts as ended with its first thread; the last one that ends gives the port back.
        until(lambda: _is_closed(port), "the end of the port")


def test_nothing_is_left_after_a_graceful_stop(tmp_path: Path) -> None:
    with runtime(MANIFESTS, tmp_path) as running:
        pids, port = _pids_and_port(running)
        status = running.stop()
        left = set(pids) & set(running_pids())
    assert (status, left, _is_closed(port)) == (0, set(), True)
    assert not (tmp_path / "runtime.json").exists()


def test_a_child_that_was_just_started_is_not_left_either() -> None:
    ended = subprocess.run([sys.executable, "-c", SPAWN_AND_DIE], cwd=ROOT, capture_output=True, text=True, check=False)
    group = int(ended.stdout)
    until(lambda: not _group_exists(group), "the end of the child and what it forked")


def test_a_runtime_starts_at_once_after_another_one_was_killed(tmp_path: Path) -> None:
    with runtime(MANIFESTS, tmp_path) as running:
        _pids_and_port(running)
        running.kill()
        running.restart()
        assert running.client.get(running.front + "/who").status_code == 200


def test_a_killed_supervisor_is_replaced_and_knows_all_children(tmp_path: Path) -> None:
    with runtime(MANIFESTS, tmp_path) as running:
        pids, _ = _pids_and_port(running)
        os.kill(_supervisor_of(running.process.pid), signal.SIGKILL)
        running.client.get(running.front + "/who", headers={"host": "narrow.localhost"})  # starts one more child
        pids += running.pids("narrow")
        running.kill()
        until(lambda: not set(pids) & set(running_pids()), "the end of all instances")


def test_the_runtime_tells_its_pid_ports_and_settings(running: Runtime) -> None:
    told = read_json(running.home / "runtime.json")
    settings = told.pop("settings")
    assert set(settings) == {"COLOUR", "SHAPE"}
    assert told == {"pid": running.process.pid, "port": running.port, "sink_port": running.port + 1}


def test_a_second_runtime_on_the_same_home_is_refused(running: Runtime) -> None:
    status, message = _refused("--home", str(running.home), "--port", str(free_port_pair()))
    assert (status, "another runtime works in" in message, message.count("\n")) == (1, True, 1)


def test_a_port_in_use_is_refused(tmp_path: Path) -> None:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        sock.listen()
        port = sock.getsockname()[1]
        status, message = _refused("--home", str(tmp_path), "--port", str(port))
    assert (status, f"port {port} is in use" in message, message.count("\n")) == (1, True, 1)


def test_a_port_that_is_none_is_refused_in_the_commands_own_name(tmp_path: Path) -> None:
    status, message = _refused("--home", str(tmp_path), "--port", "abc")
    assert (status, message.startswith("build.sh run: argument --port: 'abc' is no port"), message.count("\n")) == (
        1,
        True,
        1,
    )


@pytest.mark.parametrize("name", ["broker.sqlite", "store.sqlite"])
def test_a_damaged_file_is_refused_with_its_name_and_what_to_do(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x" * 5000)
    status, message = _refused("--home", str(tmp_path), "--port", str(free_port_pair()))
    told = f"{tmp_path}/{name} is damaged" in message and "with its -wal and -shm" in message
    assert (status, told, message.count("\n")) == (1, True, 1)


def test_a_store_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "store.sqlite")) as store:
        store.executescript("create table kept (text); insert into kept values (hex(zeroblob(100000)));")
    os.truncate(tmp_path / "store.sqlite", 10_000)
    status, message = _refused("--home", str(tmp_path), "--port", str(free_port_pair()))
    assert (status, f"{tmp_path}/store.sqlite is damaged" in message, message.count("\n")) == (1, True, 1)


def test_a_folder_in_place_of_the_store_is_refused(tmp_path: Path) -> None:
    (tmp_path / "store.sqlite").mkdir()
    status, message = _refused("--home", str(tmp_path), "--port", str(free_port_pair()))
    assert (status, f"{tmp_path}/store.sqlite is no file" in message, message.count("\n")) == (1, True, 1)


@pytest.mark.parametrize("value", ["0", "-1", "nan", "soon"])
def test_seconds_that_are_none_are_refused_by_name(tmp_path: Path, value: str) -> None:
    status, message = _refused(
        "--home", str(tmp_path), "--port", str(free_port_pair()), "--env", f"STALL_SECONDS={value}"
    )
    assert (status, "STALL_SECONDS" in message, message.count("\n")) == (1, True, 1)


def test_settings_that_the_functions_refuse_are_refused_at_the_start(tmp_path: Path) -> None:
    base = str(ROOT / "knative" / "base")
    flags = ("--home", str(tmp_path), "--port", str(free_port_pair()), "--env", "MAX_UPLOAD_BYTES=abc")
    status, message = _refused(*flags, "--manifests", base)
    assert (status, "MAX_UPLOAD_BYTES is 'abc'" in message, message.count("\n")) == (1, True, 1)


def test_a_folder_without_manifests_is_refused(tmp_path: Path) -> None:
    status, message = _refused("--home", str(tmp_path), "--manifests", str(tmp_path))
    assert (status, "no *.yaml files" in message) == (1, True)


def _refused(*flags: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "knative.local.runtime", "--manifests", str(MANIFESTS), *flags]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=20, check=False)
    return ended.returncode, ended.stderr


def _group_exists(group: int) -> bool:
    listed = subprocess.run(["ps", "-eo", "pgid=,stat="], capture_output=True, text=True, check=True).stdout
    return any(line.split()[0] == str(group) and "Z" not in line for line in listed.splitlines())


def _supervisor_of(pid: int) -> int:
    listed = subprocess.run(["ps", "-wweo", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
    lines = [line.split(None, 2) for line in listed.splitlines()]
    return next(int(child) for child, parent, arguments in lines if parent == str(pid) and "supervisor" in arguments)
