"""A gateway served over real HTTP, with real stores, between a client and a Broker that records."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import msgspec
import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from events import binding
from events.event import Event
from events.identity import DocumentKey, IndexKey, document_id
from events.questions import AnswerGenerated, Citation, QuestionAsked, Usage
from events.registry import PROMPT_BUILT, QUESTION_ASKED
from functions.documents.progress import fact
from functions.gateway.application import application
from functions.gateway.services import Services
from functions.serving.broker_client import BrokerClient
from functions.serving.env import Env
from functions.serving.lazy import LazyResource
from functions.serving.reports import Reporter
from functions.serving.settings import Settings
from functions.stores.facts import DocumentState, Kind
from functions.stores.opening import open_blobs, open_passages, open_records
from tests.unit.gateway import contract

KEY = "a key for tests"
PATIENCE = 10.0  # seconds
ID = "019c13ec-9e00-72d7-9642-b726b0440162"
PDF = Citation(
    number=1,
    id=ID,
    document=ID,
    name="a.pdf",
    text="It lies in France.",
    page=3,
    start=0,
    end=18,
    score=1.0,
    quote_start=0,
    quote_end=0,
)


def until(condition: Callable[[], Any], what: str) -> Any:
    """Return the condition's first true value; fail when there is none in time."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if value := condition():
            return value
        time.sleep(0.005)
    raise AssertionError(f"waited in vain: {what}")


class RecordingBroker(ThreadingHTTPServer):
    """Takes every event and keeps it in `events`; answers `status`, once it `answers`."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Recorder)
        self.events: list[Event] = []
        self.status = 202
        self.answers = threading.Event()
        self.answers.set()
        self.url = f"http://127.0.0.1:{self.server_address[1]}/"

    def of_type(self, type_: str) -> list[Event]:
        """Return the events of one type so far."""
        return [event for event in self.events if event.type == type_]

    def question(self) -> Event:
        """Return the newest question, or prompt for the model alone, once there is one that no test has seen yet."""
        asked = (QUESTION_ASKED, PROMPT_BUILT)
        event: Event = until(lambda: [one for one in self.events if one.type in asked], "the Broker gets a question")[
            -1
        ]
        self.events.remove(event)
        return event


class _Recorder(BaseHTTPRequestHandler):
    server: RecordingBroker
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.events.append(binding.receive(dict(self.headers), body))
        self.server.answers.wait(PATIENCE)
        self.send_response(self.server.status)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class Door:
    """One HTTP server for all tests of a process: starting one takes longer than most tests. It serves `app`."""

    def __init__(self) -> None:
        self.app: ASGIApp | None = None
        self._server = uvicorn.Server(
            uvicorn.Config(self._serve, port=0, log_level="error", interface="asgi3", lifespan="off")
        )
        threading.Thread(target=self._server.run, daemon=True).start()
        until(lambda: self._server.started, "the server serves")
        self.url = f"http://127.0.0.1:{self._server.servers[0].sockets[0].getsockname()[1]}"

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert self.app is not None
        await self.app(scope, receive, send)


@cache
def door() -> Door:
    """Return the server of this process."""
    return Door()


class Serving:
    """A gateway under test, and what its neighbours would do."""

    def __init__(self, folder: Path, broker: RecordingBroker, **settings: Any) -> None:
        given: dict[str, Any] = {"signing_key": KEY, "k_sink": broker.url, "max_upload_bytes": 1000} | settings
        self.settings = Settings(**given)
        self.broker = broker
        self.folder = folder
        self.records = open_records((folder / "store.sqlite").as_uri().replace("file:", "sqlite:", 1))
        self.blobs = open_blobs((folder / "blobs").as_uri())
        self.passages = open_passages(f"sqlite://{folder}/store.sqlite")
        self.url = door().url
        self.services = self._services()
        door().app = application(self.services)
        secured = self.url.startswith("https:")  # no: reading the certificates would take most of a test's time
        hooks = {"response": [contract.hold]}  # no test gets what /openapi.json does not say
        self.http = httpx.Client(
            base_url=self.url, timeout=PATIENCE, trust_env=False, verify=secured, event_hooks=hooks
        )

    def _services(self) -> Services:
        env = Env(
            settings=self.settings,
            records=LazyResource(lambda: self.records),
            passages=LazyResource(lambda: self.passages),
            blobs=LazyResource(lambda: self.blobs),
            broker=LazyResource(lambda: BrokerClient(self.settings.k_sink, self.settings.signing_key)),
            reports=LazyResource(lambda: Reporter(self.settings.signing_key)),
        )
        return replace(Services.of(env), address=self.url)

    def upload(self, name: str, content: bytes, **params: str) -> httpx.Response:
        """Upload one file as a raw body."""
        return self.http.post("/documents", params={"name": name, **params}, content=content)

    def state(self, name: str) -> DocumentState | None:
        """Return what is on record of a document."""
        return self.records.state(
            DocumentKey(IndexKey("default", self.settings.embedder), document_id("default", name))
        )

    def happen(self, name: str, kind: Kind, number: int = 0, **data: object) -> None:
        """Write a fact about the document's latest generation, as the steps do."""
        state = self.state(name)
        assert state is not None
        self.records.write(fact(state, kind, number, **data))

    def waits(self) -> bool:
        """Tell whether a question is waited for."""
        return len(self.services.waiting) > 0

    def reply(self, event: Event, message: dict[str, object]) -> int:
        """Send a report to the event's `replyto`; return the status."""
        return self.http.post(event.get("replyto"), json=message).status_code

    def stream(self, event: Event, *lines: dict[str, object]) -> int:
        """Stream lines to the event's `replyto`; return the status."""
        content = b"".join(msgspec.json.encode(line) + b"\n" for line in lines)
        headers = {"content-type": "application/x-ndjson"}
        return self.http.post(event.get("replyto"), content=content, headers=headers).status_code


@contextmanager
def serving(folder: Path, **settings: Any) -> Iterator[Serving]:
    """Serve a gateway for a while."""
    with RecordingBroker() as broker:
        threading.Thread(target=broker.serve_forever, args=(0.01,), daemon=True).start()
        gateway = Serving(folder, broker, **settings)
        try:
            yield gateway
        finally:
            gateway.http.close()
            broker.shutdown()


class Asker:
    """Posts questions in another thread, since whoever asks waits; `given` is in every one of them."""

    def __init__(self, gateway: Serving, path: str, **given: Any) -> None:
        self._gateway, self._path, self._given = gateway, path, given
        self._pool = ThreadPoolExecutor()

    def asked(self, headers: dict[str, str] | None = None, **more: Any) -> tuple["Future[httpx.Response]", Event]:
        """Send a question; return its response to come, and the event that the Broker got."""
        body = {**self._given, **more}
        sent = self._pool.submit(self._gateway.http.post, self._path, json=body, headers=headers)
        return sent, self._gateway.broker.question()

    def close(self) -> None:
        self._pool.shutdown()


def token(number: int, text: str, attempt: str = "first", checked: str = "") -> dict[str, object]:
    """Return a line of the token stream, with what it makes certain of the answer."""
    return {"attempt": attempt, "n": number, "text": text, "checked": checked}


def whole(
    event: Event, text: str = "In France.", attempt: str = "first", *, answered: bool = True
) -> dict[str, object]:
    """Return the last line of the token stream: the answer to the event's question."""
    asked = msgspec.json.decode(event.data, type=QuestionAsked)
    citation = msgspec.structs.replace(PDF, name="normandy.txt", page=None)
    answer = AnswerGenerated(
        question=asked.question,
        conversation=asked.conversation,
        store=asked.store,
        answer=text,
        answered=answered,
        citations=[citation],
        model="a model",
        usage=Usage(prompt_tokens=5, completion_tokens=2),
        timings={"embed": 1.5, "generate": 20.0},
    )
    return {"attempt": attempt, "answer": msgspec.to_builtins(answer)}
