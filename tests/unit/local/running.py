"""Starts the real runtime as a process of its own, for tests."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import httpx

from bench.private_runtime import free_port_pair

ROOT = Path(__file__).resolve().parents[3]
DEADLINE = 20.0  # seconds
T = TypeVar("T")


def until(condition: Callable[[], T], what: str) -> T:
    """Return the condition's value as soon as it is true; fail after the deadline."""
    end = time.monotonic() + DEADLINE
    while not (value := condition()):
        assert time.monotonic() < end, f"waited in vain: {what}"
        time.sleep(0.02)
    return value


class Runtime:
    """A runtime process; `front` and `sink` are its base URLs."""

    def __init__(self, manifests: Path, home: Path, *flags: str) -> None:
        self.home, self.port = home, free_port_pair()
        self.front, self.sink = f"http://127.0.0.1:{self.port}", f"http://127.0.0.1:{self.port + 1}"
        self.client = httpx.Client(timeout=DEADLINE, trust_env=False)
        self._command = [sys.executable, "-m", "knative.local.runtime", "--manifests", str(manifests)]
        self._command += ["--home", str(home), "--port", str(self.port), *flags]
        self.process = self._start()

    def restart(self, *flags: str) -> None:
        """Start again over the same home, after the process has ended."""
        self.process = self._start(*flags)

    def _start(self, *flags: str) -> "subprocess.Popen[bytes]":
        (self.home / "runtime.json").unlink(missing_ok=True)
        self.home.mkdir(parents=True, exist_ok=True)
        with (self.home / "output").open("ab") as output:
            process = subprocess.Popen([*self._command, *flags], cwd=ROOT, stdout=output, stderr=output)
        until(lambda: (self.home / "runtime.json").exists() or process.poll() is not None, "the start")
        assert process.poll() is None, self.output()
        return process

    def output(self) -> str:
        return (self.home / "output").read_text(encoding="utf-8")

    def status(self) -> Any:
        return self.client.get(f"{self.sink}/-/status").json()

    def pids(self, service: str) -> list[int]:
        """Return the processes of a service's instances, the forked ones too."""
        groups = {instance["pid"] for instance in self.status()["services"][service]["instances"]}
        return [pid for pid in running_pids() if group_of(pid) in groups]

    def post(self, type_: str, id_: str) -> int:
        """Post an event to the Broker `default` and return the status."""
        headers = {"ce-specversion": "1.0", "ce-type": type_, "ce-source": "/test", "ce-id": id_}
        headers["content-type"] = "application/json"
        return self.client.post(f"{self.sink}/default/default", headers=headers, content=b'{"a": 1}').status_code

    def stop(self) -> int:
        """End it gracefully and return its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(DEADLINE)

    def kill(self) -> None:
        """kill -9."""
        self.process.kill()
        self.process.wait()


@contextmanager
def runtime(manifests: Path, home: Path, *flags: str) -> Iterator[Runtime]:
    """Yield a running runtime and end it."""
    running = Runtime(manifests, home, *flags)
    try:
        yield running
    finally:
        running.stop()
        running.client.close()


def running_pids() -> list[int]:
    """Return all processes that are no zombies."""
    found = subprocess.run(["ps", "-eo", "pid=,stat="], capture_output=True, text=True, check=True).stdout.split("\n")
    pairs = [line.split() for line in found if line.strip()]
    return [int(pid) for pid, state in pairs if not state.startswith("Z")]


def group_of(pid: int) -> int:
    try:
        return os.getpgid(pid)
    except ProcessLookupError:
        return 0


def read_json(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))
