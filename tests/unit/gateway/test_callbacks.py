"""POST /answers/{id}/{signature}: what other functions tell, and when they are told to stop."""

import itertools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import msgspec
import pytest

from events.event import Event
from events.identity import question_id
from functions.serving.signing import signed_address
from tests.unit.gateway.serving import KEY, Serving, token, until, whole

NDJSON = {"content-type": "application/x-ndjson"}


class Listener:
    """A client that reads a streamed answer as it comes."""

    def __init__(self, gateway: Serving) -> None:
        self.told: list[tuple[str, Any]] = []
        self._gateway, self._left = gateway, threading.Event()
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()
        self.event = gateway.broker.question()

    def _listen(self) -> None:
        body = {"question": "Where?", "stream": True}
        client = httpx.Client(base_url=self._gateway.url, timeout=10, trust_env=False)
        with client, client.stream("POST", "/ask", json=body) as response:
            name = ""
            for line in response.iter_lines():
                if line.startswith("event: "):
                    name = line.removeprefix("event: ")
                elif line.startswith("data: "):
                    self.told.append((name, msgspec.json.decode(line.removeprefix("data: "))))
                if self._left.is_set():
                    return

    def names(self) -> list[str]:
        """Return the names of the messages so far, stages left out."""
        return [name for name, _ in self.told if name != "stage"]

    def hears(self, name: str) -> Any:
        """Return the data of the first message of this name, once it has come."""
        return until(lambda: [data for told, data in self.told if told == name], f"the client hears {name}")[0]

    def leave(self) -> None:
        """Go away at the next line."""
        self._left.set()

    def ends(self) -> None:
        """Wait until the stream is at its end."""
        self._thread.join(10)
        assert not self._thread.is_alive()


@pytest.fixture
def listener(gateway: Serving) -> Listener:
    return Listener(gateway)


@contextmanager
def slow_stream(gateway: Serving, event: Event) -> Iterator[Any]:
    """Give a function that sends one line of a stream that stays open, and one that returns the final status."""
    lines: list[bytes | None] = []
    ready, status = threading.Semaphore(0), list[int]()

    def body() -> Iterator[bytes]:
        while True:
            ready.acquire()
            line = lines.pop(0)
            if line is None:
                return
            yield line

    def post() -> None:
        with httpx.Client(timeout=10, trust_env=False) as client:
            status.append(client.post(event.get("replyto"), content=body(), headers=NDJSON).status_code)

    def send(line: dict[str, object] | None) -> None:
        """Send a line, an empty one for {}, or the end for None."""
        lines.append(None if line is None else (msgspec.json.encode(line) if line else b"") + b"\n")
        ready.release()

    thread = threading.Thread(target=post, daemon=True)
    thread.start()
    yield send, status
    send(None)
    thread.join(10)


def test_an_address_that_the_gateway_did_not_sign_is_forbidden(gateway: Serving, listener: Listener) -> None:
    forged = listener.event.get("replyto").rpartition("/")[0] + "/" + "0" * 64
    assert gateway.http.post(forged, json={"stage": "embed"}).status_code == 403
    gateway.stream(listener.event, whole(listener.event))


def test_a_signature_holds_for_one_question_only(gateway: Serving, listener: Listener) -> None:
    signature = listener.event.get("replyto").rpartition("/")[2]
    address = f"{gateway.url}/answers/{question_id()}/{signature}"
    assert gateway.http.post(address, json={"stage": "embed"}).status_code == 403
    gateway.stream(listener.event, whole(listener.event))


def test_a_question_that_nobody_waits_for_is_gone(gateway: Serving) -> None:
    address = signed_address(KEY, f"{gateway.url}/answers/{question_id()}")
    assert gateway.http.post(address, json={"stage": "embed"}).status_code == 410
    assert gateway.http.post(address, content=b'{"attempt": "a"}\n', headers=NDJSON).status_code == 410


def test_an_answered_question_is_gone(gateway: Serving, listener: Listener) -> None:
    assert gateway.stream(listener.event, whole(listener.event)) == 204
    listener.ends()
    until(lambda: gateway.reply(listener.event, {"stage": "generate", "ms": 3.0}) == 410, "the question is gone")


@pytest.mark.parametrize(
    ("content_type", "body", "status"),
    [
        ("text/plain", b"hello", 415),
        ("application/json", b"{", 400),
        ("application/json", b'{"ms": "fast"}', 422),
        ("application/x-ndjson", b"nonsense\n", 400),
        ("application/x-ndjson", b'{"n": 0}\n', 422),
        ("application/x-ndjson", b'{"attempt": "a", "answer": {}}\n', 422),
    ],
)
def test_a_malformed_report_is_refused_and_the_question_goes_on(
    gateway: Serving, listener: Listener, content_type: str, body: bytes, status: int
) -> None:
    address = listener.event.get("replyto")
    assert gateway.http.post(address, content=body, headers={"content-type": content_type}).status_code == status
    assert gateway.stream(listener.event, whole(listener.event)) == 204


def test_tokens_reach_the_client_while_the_stream_is_open(gateway: Serving, listener: Listener) -> None:
    with slow_stream(gateway, listener.event) as (send, status):
        send(token(0, "In"))
        assert listener.hears("token") == {"text": "In", "checked": False}
        send(whole(listener.event))
        listener.ends()
    assert status == [204]


def test_a_client_that_leaves_stops_the_run_in_the_middle_of_its_stream(gateway: Serving, listener: Listener) -> None:
    with slow_stream(gateway, listener.event) as (send, status):
        listener.leave()
        send(token(0, "In"))
        until(lambda: not gateway.waits(), "the gateway notices that the client has gone")
        number = itertools.count(1)
        until(lambda: send(token(next(number), " France")) or status, "the run, which goes on writing, is told to stop")
    assert status == [410]
    assert "minirag_questions_abandoned_total 1" in gateway.http.get("/metrics").text


def test_a_client_that_leaves_is_noticed_before_any_token(gateway: Serving) -> None:
    with httpx.Client(base_url=gateway.url, timeout=0.3, trust_env=False) as client, pytest.raises(httpx.ReadTimeout):
        client.post("/ask", json={"question": "Where?"})
    event = gateway.broker.question()
    until(lambda: not gateway.waits(), "the gateway notices that the client has gone")
    assert gateway.reply(event, {"stage": "embed", "ms": 1.0}) == 410


def test_another_attempt_after_tokens_starts_the_answer_over(gateway: Serving, listener: Listener) -> None:
    gateway.stream(listener.event, token(0, "In", "first"))
    gateway.stream(listener.event, token(0, "Near", "second"), whole(listener.event, "Near Paris.", "second"))
    listener.ends()
    assert listener.names() == ["token", "restart", "token", "citations", "done"]
    assert listener.hears("done")["answer"] == "Near Paris."


def test_another_attempt_before_any_token_is_no_restart(gateway: Serving, listener: Listener) -> None:
    for attempt in ("first", "second"):
        gateway.reply(listener.event, {"stage": "generate", "state": "started", "attempt": attempt})
    gateway.stream(listener.event, whole(listener.event, attempt="second"))
    listener.ends()
    assert listener.names() == ["citations", "done"]


def test_an_older_attempt_is_told_to_stop_and_its_lines_are_not_shown(gateway: Serving, listener: Listener) -> None:
    gateway.stream(listener.event, token(0, "old", "first"))
    gateway.stream(listener.event, token(0, "new", "second"))
    assert gateway.stream(listener.event, token(1, "old", "first"), whole(listener.event, "old", "first")) == 410
    gateway.stream(listener.event, whole(listener.event, "new", "second"))
    listener.ends()
    assert listener.hears("done")["answer"] == "new"
    assert listener.names() == ["token", "restart", "token", "citations", "done"]


def test_a_token_that_comes_twice_is_shown_once_and_a_gap_holds_nothing_back(
    gateway: Serving, listener: Listener
) -> None:
    lines = [token(0, "a"), token(0, "a"), token(1, "b"), token(4, "c"), token(2, "late")]
    gateway.stream(listener.event, *lines, whole(listener.event))
    listener.ends()
    assert [data["text"] for name, data in listener.told if name == "token"] == ["a", "b", "c"]


def checked(listener: Listener) -> list[str]:
    return [data["text"] for name, data in listener.told if name == "checked"]


def test_what_has_passed_its_check_is_told_beside_the_unchecked_tokens(gateway: Serving, listener: Listener) -> None:
    lines = [token(0, "In France. "), token(1, "Not far. ", checked="In France. [1]"), token(2, "It")]
    gateway.stream(listener.event, *lines, whole(listener.event, "In France. [1]"))
    listener.ends()
    assert listener.names() == ["token", "token", "checked", "token", "citations", "done"]
    assert checked(listener) == ["In France. [1]"]


def test_what_was_checked_is_told_once_though_the_answer_starts_over(gateway: Serving, listener: Listener) -> None:
    gateway.stream(listener.event, token(0, "One. ", checked="One."), token(1, "Two. ", checked=" Two."))
    again = [token(0, "One. ", "second", "One."), token(1, "Two. Three. ", "second", " Two. Three.")]
    gateway.stream(listener.event, *again, whole(listener.event, "One. Two. Three.", "second"))
    listener.ends()
    assert checked(listener) == ["One.", " Two.", " Three."]


def test_an_attempt_in_other_words_than_were_checked_waits_for_its_end(gateway: Serving, listener: Listener) -> None:
    gateway.stream(listener.event, token(0, "One. ", checked="One."))
    again = [token(0, "Another. ", "second", "Another."), token(1, "One. ", "second", " One.")]
    gateway.stream(listener.event, *again, whole(listener.event, "Another. One.", "second"))
    listener.ends()
    assert checked(listener) == ["One."]


def test_a_run_that_breaks_off_leaves_the_question_waiting_for_the_next_one(
    gateway: Serving, listener: Listener
) -> None:
    assert gateway.stream(listener.event, token(0, "In", "first")) == 204
    assert gateway.waits()
    gateway.stream(listener.event, whole(listener.event, attempt="second"))
    listener.ends()


def test_an_empty_line_while_the_model_reads_tells_the_client_nothing(gateway: Serving, listener: Listener) -> None:
    lines = b"\n\n" + msgspec.json.encode(whole(listener.event)) + b"\n"
    address = listener.event.get("replyto")
    assert gateway.http.post(address, content=lines, headers=NDJSON).status_code == 204
    listener.ends()
    assert listener.names() == ["citations", "done"]


def test_a_model_that_still_reads_is_told_to_stop_once_nobody_waits(gateway: Serving) -> None:
    with httpx.Client(base_url=gateway.url, timeout=0.3, trust_env=False) as client, pytest.raises(httpx.ReadTimeout):
        client.post("/ask", json={"question": "Where?"})
    event = gateway.broker.question()
    with slow_stream(gateway, event) as (send, status):
        until(lambda: not gateway.waits(), "the gateway notices that the client has gone")
        until(lambda: send({}) or status, "the model, which still reads, is told to stop")
    assert status == [410]
