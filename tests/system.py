"""What the flow tests need of a MiniRAG, be it this machine's own or one on a cluster."""

import os
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

import httpx

from events import binding
from events.event import Event, make
from events.identity import document_id
from events.signature import signed

ON_CLUSTER = bool(os.environ.get("MINIRAG_E2E"))  # set by ./build.sh e2e
PATIENCE = 600.0  # seconds: a bound for a machine under load, not a measure
PING = {"specversion": "1.0", "id": "tick", "source": "/test", "type": "dev.knative.sources.ping"}


def until(condition: Callable[[], Any], what: str, patience: float = PATIENCE) -> Any:
    """Return the first true value of `condition`; fail when there is none in time."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if value := condition():
            return value
        time.sleep(0.05)
    raise AssertionError(f"waited {patience:.0f} s in vain: {what}")


class System(ABC):
    """A MiniRAG under test: `http` calls its gateway, `broker` is the URL of its Broker.

    A test's documents bear `prefix` in their names, so that they meet no document that was there before.
    """

    http: httpx.Client
    broker: str
    prefix: str = ""
    max_upload_bytes: int

    @abstractmethod
    def call(self, service: str, **request: Any) -> httpx.Response:
        """Send a request to any service, as its neighbours would."""

    @abstractmethod
    def passages(self) -> list[dict[str, Any]]:
        """Return every passage in the store, of whatever document and generation."""

    @abstractmethod
    def signing_key(self) -> str:
        """Return the key by which its functions sign what they send each other."""

    @abstractmethod
    def settle(self) -> None:
        """Return when what was sent to the Broker before has been delivered."""

    def name(self, name: str) -> str:
        """Return the name that a test's document has here."""
        return self.prefix + name

    def id_of(self, name: str) -> str:
        """Return the identity of a test's document."""
        return document_id("default", self.name(name))

    def texts(self, name: str) -> set[str]:
        """Return the texts of a document's stored passages."""
        return {row["text"] for row in self.passages() if row["name"] == self.name(name)}

    def post_event(self, type_: str, data: object, **extensions: str) -> httpx.Response:
        """Post an event to the Broker in binary mode, as an outside producer."""
        return self._post(make(type_, "/test", str(time.time_ns()), data, extensions))

    def post_signed(self, type_: str, data: object, **extensions: str) -> httpx.Response:
        """Post an event to the Broker, as one of its functions."""
        return self._post(signed(self.signing_key(), make(type_, "/test", str(time.time_ns()), data, extensions)))

    def tick(self) -> None:
        """Do what the PingSource does every five minutes."""
        headers = {f"ce-{key}": value for key, value in PING.items()} | {"content-type": "application/json"}
        self.call("reconcile", headers=headers, content=b"{}").raise_for_status()

    def _post(self, event: Event) -> httpx.Response:
        headers, body = binding.send(event)
        return httpx.post(self.broker, headers=headers, content=body, trust_env=False, timeout=PATIENCE)

    def upload(self, name: str, content: bytes | str) -> httpx.Response:
        """Upload one file."""
        return self.http.post("/documents", params={"name": self.name(name)}, content=content)

    def document(self, name: str) -> dict[str, Any]:
        """Return what the gateway says of a document."""
        return dict(self.http.get(f"/documents/{self.id_of(name)}").json())

    def failures(self, name: str) -> list[dict[str, Any]]:
        """Return the stored failures of a document."""
        found = self.http.get("/failures").raise_for_status().json()["failures"]
        return [one for one in found if one["name"] == self.name(name)]

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
