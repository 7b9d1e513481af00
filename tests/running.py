"""A whole MiniRAG for tests: the real manifests, functions and models under the local runtime, in a home of its own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from events.identity import document_id
from knative.door.private_runtime import free_port_pair

ROOT = Path(__file__).parents[1]
PATIENCE = 240.0  # seconds: a bound for a machine under load, not a measure


def until(condition: Callable[[], Any], what: str, patience: float = PATIENCE) -> Any:
    """Return the first true value of `condition`; fail when there is none in time."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if value := condition():
            return value
        time.sleep(0.05)
    raise AssertionError(f"waited {patience:.0f} s in vain: {what}")


class Running:
    """One local runtime; `home` outlives it, so that a second one can go on where the first was killed."""

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

    def tick(self) -> None:
        """Do what the PingSource does every five minutes."""
        headers = {
            "ce-specversion": "1.0",
            "ce-id": "tick",
            "ce-source": "/test",
            "ce-type": "dev.knative.sources.ping",
        }
        self.call("reconcile", headers=headers | {"content-type": "application/json"}, content=b"{}").raise_for_status()

    def upload(self, name: str, content: bytes | str) -> httpx.Response:
        """Upload one file."""
        return self.http.post("/documents", params={"name": name}, content=content)

    def document(self, name: str) -> dict[str, Any]:
        """Return what the gateway says of a document."""
        return dict(self.http.get(f"/documents/{document_id('default', name)}").json())

    def wait_for(self, name: str, *phases: str) -> dict[str, Any]:
        """Return the document once its state begins with one of these phases."""
        phases = phases or ("indexed",)

        def reached() -> dict[str, Any] | None:
            found = self.document(name)
            return found if str(found.get("state", "")).startswith(phases) else None

        return dict(until(reached, f"{name} becomes {' or '.join(phases)}"))

    def ask(self, question: str, **more: Any) -> dict[str, Any]:
        """Ask a question and return the whole answer."""
        answer = self.http.post("/ask", json={"question": question, **more})
        return dict(answer.raise_for_status().json())

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
