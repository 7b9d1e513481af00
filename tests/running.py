"""A whole MiniRAG for tests: the real manifests, functions and models under the local runtime, in a home of its own."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from bench.private_runtime import free_port_pair
from functions.stores.opening import open_passages
from tests.system import PATIENCE, System, until

ROOT = Path(__file__).parents[1]


class Running(System):
    """One local runtime; `home` outlives it, so that a second one can go on where the first was killed."""

    max_upload_bytes = 50_000_000

    def __init__(self, home: Path, *flags: str, **environment: str) -> None:
        self.home, self.port = home, free_port_pair()
        self.url, self.broker = f"http://127.0.0.1:{self.port}", f"http://127.0.0.1:{self.port + 1}/minirag/default"
        self.http = httpx.Client(base_url=self.url, timeout=PATIENCE, trust_env=False)
        self._flags, self._environment = flags, environment
        self.start()

    def start(self) -> None:
        """Start the runtime and wait until it takes requests."""
        command = [sys.executable, "-m", "knative.local.runtime", "--home", str(self.home), "--port", str(self.port)]
        weights = os.environ.get("MINIRAG_WEIGHTS", str(ROOT / ".minirag" / "weights"))
        environment = os.environ | {"MINIRAG_WEIGHTS": weights} | self._environment
        with (self.home / "terminal.log").open("ab") as log:
            self.process = subprocess.Popen(
                [*command, *self._flags], cwd=ROOT, env=environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )
        until(self._answers, f"the runtime answers (see {self.home}/terminal.log)")

    def stop(self) -> None:
        """Stop the runtime as Ctrl-C does, and wait for its end."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(60)

    def kill(self) -> None:
        """Kill the runtime alone, as `kill -9` does."""
        self.process.kill()
        self.process.wait(60)

    def status(self) -> dict[str, Any]:
        """Return the runtime's own report."""
        answer = httpx.get(f"http://127.0.0.1:{self.port + 1}/-/status", timeout=PATIENCE, trust_env=False)
        return dict(answer.raise_for_status().json())

    def instances(self, service: str) -> list[dict[str, Any]]:
        """Return the running instances of a service."""
        return list(self.status()["services"][service]["instances"])

    def idle(self) -> bool:
        """Tell whether the Broker has delivered everything."""
        return not self.status()["broker"]["queued"]

    def call(self, service: str, **request: Any) -> httpx.Response:
        """Send a request to any service, as its neighbours would."""
        headers = {"host": f"{service}.localhost"} | dict(request.pop("headers", {}))
        return self.http.request(request.pop("method", "POST"), request.pop("path", "/"), headers=headers, **request)

    def passages(self) -> list[dict[str, Any]]:
        """Return every passage in the store."""
        return [json.loads(line) for line in open_passages(f"sqlite://{self.home}/store.sqlite").dump()]

    def signing_key(self) -> str:
        """Return the key that the runtime has made for this home."""
        return (self.home / "secrets" / "minirag" / "signing").read_text().strip()

    def settle(self) -> None:
        """Return when the Broker has delivered everything."""
        until(self.idle, "the Broker is empty")

    def _answers(self) -> bool:
        if self.process.poll() is not None:
            raise AssertionError((self.home / "terminal.log").read_text())
        try:
            return self.status() is not None
        except httpx.HTTPError:
            return False


@contextmanager
def running(home: Path, *flags: str, **environment: str) -> Iterator[Running]:
    """Run MiniRAG in this home for a while."""
    system = Running(home, *flags, **environment)
    try:
        yield system
    finally:
        if system.process.poll() is None:
            system.stop()
        system.http.close()
