"""generate as it is served, with a gateway at the other end of a connection. The model is a fake that is named so."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import flask
import pytest

from events import binding
from events.event import make
from events.questions import AnswerGenerated, Message, Options, PromptBuilt, Usage
from events.registry import PROMPT_BUILT
from events.validation import decode
from functions.answer.generate import build
from functions.serving.reports import Reporter
from functions.serving.settings import Settings
from functions.serving.signing import signed, signed_address
from tests.unit.world import env_of

KEY, ID = "a key for tests", "019c13ec-9e00-72d7-9642-b726b0440162"
MANY = 200_000  # pieces: more than the buffers of a connection take
DATA = PromptBuilt(
    question="Why?",
    messages=[Message(role="user", content="Why?")],
    citations=[],
    options=Options(json_schema={"type": "string"}),
)
Answer = tuple[int, bytes]  # status and body


class Repeating:
    """A model that says the same word again and again, until it is closed or has said it `times` times."""

    finish_reason, usage = "stop", Usage()

    def __init__(self, times: int) -> None:
        self._times, self.said, self.closed = times, 0, False

    def generate(self, *_: object) -> "Repeating":
        return self

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.said == self._times:
            raise StopIteration
        self.said += 1
        return "word "

    def is_ready(self, _patience: float) -> bool:
        return True

    def close(self) -> None:
        self.closed = True


class _Gateway(BaseHTTPRequestHandler):
    """Takes reports; of a stream it reads three lines, answers `status` if there is one, and hangs up."""

    status: int | None = None
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        if length := self.headers.get("content-length"):
            self.rfile.read(int(length))
            self._answer(204)
            return
        for _ in range(6):  # of chunks: each has its size in a line of its own
            self.rfile.readline()
        self.close_connection = True
        if self.status:
            self._answer(self.status)

    def _answer(self, status: int) -> None:
        self.send_response(status)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def gateway(status: int | None) -> Iterator[str]:
    """Serve such a gateway for a while; give the address for answers."""
    with ThreadingHTTPServer(("127.0.0.1", 0), type("Gateway", (_Gateway,), {"status": status})) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield signed_address(KEY, f"http://127.0.0.1:{server.server_address[1]}/answers/{ID}")
        server.shutdown()


@pytest.fixture
def post() -> Callable[[Any, str], Answer]:
    """Return what posts a question's messages to the function with this model, to be answered at this address."""

    def send(model: Any, replyto: str) -> Answer:
        function = build(env_of(Settings(signing_key=KEY), reports=Reporter(KEY)), lambda _: model)
        event = make(PROMPT_BUILT, "/minirag/prompt", ID, DATA, {"subject": ID, "tenant": "default"})
        headers, body = binding.send(signed(KEY, event.extended(replyto=replyto)))
        with flask.Flask("test").test_request_context("/", method="POST", headers=headers, data=body):
            response = function(flask.request)
            return response.status_code, response.get_data()

    return send


def test_a_gateway_that_waits_no_longer_stops_the_model_in_mid_stream(post: Callable[[Any, str], Answer]) -> None:
    model = Repeating(MANY)
    with gateway(410) as replyto:
        assert post(model, replyto) == (204, b"")
    assert model.closed and model.said < MANY


def test_a_gateway_that_dies_in_mid_stream_loses_no_word(post: Callable[[Any, str], Answer]) -> None:
    with gateway(None) as replyto:
        status, body = post(Repeating(500), replyto)
    assert (status, decode(body, AnswerGenerated).answer) == (200, ("word " * 500).strip())


def test_without_a_gateway_the_event_is_the_answer(post: Callable[[Any, str], Answer]) -> None:
    status, body = post(Repeating(3), "")
    assert (status, decode(body, AnswerGenerated).answer) == (200, "word word word")
