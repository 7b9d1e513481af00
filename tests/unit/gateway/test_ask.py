"""POST /ask."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from events.identity import generation_ms
from events.registry import PIPELINE_WAKE
from functions.serving.signing import is_our_address, is_signed
from tests.unit.gateway.serving import ID, KEY, Asker, Serving, serving, token, until, whole


@pytest.fixture
def asker(gateway: Serving) -> Iterator[Asker]:
    asker = Asker(gateway, "/ask", question="Where?")
    yield asker
    asker.close()


def messages(response: httpx.Response) -> list[tuple[str, Any]]:
    """Return the server-sent events of a response."""
    frames = [frame.split("\n") for frame in response.text.split("\n\n") if frame.startswith("event: ")]
    return [(name.removeprefix("event: "), msgspec.json.decode(data.removeprefix("data: "))) for name, data in frames]


def test_an_answer_comes_in_one_piece(gateway: Serving, asker: Asker) -> None:
    response, event = asker.asked(conversation=ID)
    gateway.stream(event, token(0, "In France."), whole(event))
    body = response.result().json()
    assert (body["answer"], body["conversation"], body["id"]) == ("In France.", ID, event.id)
    assert body["citations"][0]["name"] == "normandy.txt"
    assert body["usage"] == {"prompt_tokens": 5, "completion_tokens": 2}
    assert body["timings"].keys() == {"embed", "generate", "first_token", "total"}


@pytest.mark.parametrize(
    "how", [{"stream": True}, {"headers": {"accept": "text/event-stream"}}], ids=["field", "header"]
)
def test_an_answer_streams_as_server_sent_events(gateway: Serving, asker: Asker, how: dict[str, Any]) -> None:
    response, event = asker.asked(**how)
    gateway.reply(event, {"stage": "embed", "ms": 2.5})
    gateway.stream(event, token(0, "In"), token(1, " France."), whole(event))
    told = messages(response.result())
    assert response.result().headers["content-type"].startswith("text/event-stream")
    assert [name for name, _ in told] == ["stage", "stage", "token", "token", "citations", "done"]
    assert [data["text"] for name, data in told if name == "token"] == ["In", " France."]
    assert told[-1][1]["answer"] == "In France."


def test_a_stage_that_is_done_says_what_comes_next(gateway: Serving, asker: Asker) -> None:
    response, event = asker.asked(stream=True)
    for stage in ("embed", "search", "prompt"):
        gateway.reply(event, {"stage": stage, "ms": 2.5})
    gateway.reply(event, {"stage": "generate", "state": "started", "attempt": "first"})
    gateway.stream(event, whole(event))
    told = [data for name, data in messages(response.result()) if name == "stage"]
    assert [(each["stage"], each["waiting_for"]) for each in told] == [
        ("asked", "embed"),
        ("embed", "search"),
        ("search", "prompt"),
        ("prompt", "generate"),
        ("generate", "generate"),
    ]


def test_the_first_message_holds_the_ids_for_a_client_that_may_lose_the_stream(gateway: Serving, asker: Asker) -> None:
    response, event = asker.asked(stream=True, conversation=ID)
    gateway.stream(event, whole(event))
    name, data = messages(response.result())[0]
    assert (name, data["id"], data["conversation"]) == ("stage", event.id, ID)


def test_reports_that_overtake_each_other_never_lead_back(gateway: Serving, asker: Asker) -> None:
    response, event = asker.asked(stream=True)
    for stage in ("search", "embed", "search"):
        gateway.reply(event, {"stage": stage, "ms": 2.5})
    gateway.stream(event, whole(event))
    told = [data["waiting_for"] for name, data in messages(response.result()) if name == "stage"]
    assert told == ["embed", "prompt", "prompt"]


def test_the_event_carries_what_the_stages_need(gateway: Serving, asker: Asker) -> None:
    response, event = asker.asked(question="Where?", options={"passages": 3})
    gateway.stream(event, whole(event))
    response.result()
    data = msgspec.json.decode(event.data)
    assert (data["question"], data["options"]) == ("Where?", {"passages": 3})
    assert event.get("subject") == event.id
    assert (is_signed(KEY, event), event.get("tenant")) == (True, "default")
    assert is_our_address(KEY, event.get("replyto"))
    assert event.get("traceparent").startswith("00-")


def test_the_deadline_is_a_time_with_its_zone(gateway: Serving, asker: Asker) -> None:
    response, event = asker.asked()
    gateway.stream(event, whole(event))
    response.result()
    deadline = datetime.fromisoformat(event.get("deadline"))
    seconds = deadline.timestamp() - generation_ms(event.id) / 1000
    assert deadline.tzinfo is not None
    assert abs(seconds - gateway.settings.question_deadline_seconds) < 5


@pytest.mark.parametrize(
    ("given", "kept"), [(f"00-{'a' * 32}-{'b' * 16}-01", True), ("00-zz", False)], ids=["valid", "invalid"]
)
def test_a_clients_trace_is_continued_if_it_is_one(gateway: Serving, asker: Asker, given: str, kept: bool) -> None:
    response, event = asker.asked(headers={"traceparent": given})
    gateway.stream(event, whole(event))
    response.result()
    assert (event.get("traceparent") == given) is kept


def test_a_conversation_begins_when_none_is_named(gateway: Serving, asker: Asker) -> None:
    response, event = asker.asked()
    gateway.stream(event, whole(event))
    assert response.result().json()["conversation"] == msgspec.json.decode(event.data)["conversation"]


def test_the_turn_is_written_before_the_answer_is_told(gateway: Serving, asker: Asker) -> None:
    response, event = asker.asked(conversation=ID)
    gateway.stream(event, whole(event))
    response.result()
    turn = gateway.records.turn("default", event.id)
    assert turn is not None and (turn.answer, turn.conversation) == ("In France.", ID)


def test_no_turn_is_written_of_what_is_not_to_be_stored(gateway: Serving, asker: Asker) -> None:
    response, event = asker.asked(conversation=ID, store=False)
    gateway.stream(event, whole(event))
    assert response.result().json()["answer"] == "In France."
    assert gateway.records.turns("default", ID) == []


def test_only_the_first_question_after_a_pause_wakes_the_chain(gateway: Serving, asker: Asker) -> None:
    for _ in range(2):
        response, event = asker.asked()
        until(lambda: gateway.broker.of_type(PIPELINE_WAKE), "the wake event reaches the Broker")
        gateway.stream(event, whole(event))
        response.result()
    assert len(gateway.broker.of_type(PIPELINE_WAKE)) == 1


def test_all_faults_of_a_question_are_told_at_once(gateway: Serving) -> None:
    body = {"question": " ", "conversation": "x", "options": {"passages": 99}}
    response = gateway.http.post("/ask", json=body)
    assert response.status_code == 422
    assert all(field in response.json()["detail"] for field in ("question", "conversation", "options.passages"))


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"{", 400), (b"[]", 422), (b"\xff", 400), (b'{"question": "%s"}' % (b"x" * 4001), 422), (b"x" * 50_000, 413)],
    ids=["no JSON", "no object", "no text", "too long", "too large"],
)
def test_a_body_that_is_no_question_is_refused(gateway: Serving, body: bytes, status: int) -> None:
    response = gateway.http.post("/ask", content=body)
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")


def test_a_question_that_the_broker_does_not_take_is_a_503_and_not_waited_for(gateway: Serving) -> None:
    gateway.broker.status = 500
    response = gateway.http.post("/ask", json={"question": "Where?", "stream": True})
    assert (response.status_code, gateway.waits()) == (503, False)


def test_a_question_that_failed_says_where_and_why(gateway: Serving, asker: Asker) -> None:
    response, event = asker.asked()
    gateway.reply(event, {"error": {"stage": "search", "reason": "the store is gone", "code": 503}})
    body = response.result().json()
    assert (response.result().status_code, body["stage"], body["reason"]) == (502, "search", "the store is gone")


def test_a_streamed_question_that_failed_ends_with_an_error(gateway: Serving, asker: Asker) -> None:
    response, event = asker.asked(stream=True)
    gateway.reply(event, {"error": {"stage": "search", "reason": "the store is gone", "code": 503}})
    name, data = messages(response.result())[-1]
    assert (name, data["status"], data["stage"]) == ("error", 502, "search")


def test_a_question_that_expires_says_which_stage_was_heard_of_last(tmp_path: Path) -> None:
    with serving(tmp_path, question_deadline_seconds=1.0) as gateway:
        asker = Asker(gateway, "/ask", question="Where?")
        response, event = asker.asked()
        gateway.reply(event, {"stage": "embed", "ms": 1.0})
        body = response.result().json()
        asker.close()
    assert (body["status"], body["stage"], "search came next" in body["detail"]) == (504, "embed", True)


def test_without_a_signing_key_no_question_is_taken(tmp_path: Path) -> None:
    with serving(tmp_path, signing_key="") as gateway:
        response = gateway.http.post("/ask", json={"question": "Where?"})
    assert (response.status_code, "SIGNING_KEY" in response.json()["detail"]) == (503, True)


def test_a_question_on_its_way_can_be_looked_at(gateway: Serving, asker: Asker) -> None:
    response, event = asker.asked()
    gateway.reply(event, {"stage": "embed", "ms": 1.0})
    body = gateway.http.get(f"/questions/{event.id}").json()
    gateway.stream(event, whole(event))
    response.result()
    assert (body["state"], body["waiting_for"]) == ("waiting", "search")
    assert [stage["stage"] for stage in body["stages"]] == ["asked", "embed"]


def test_an_answer_can_be_looked_up_afterwards(gateway: Serving, asker: Asker) -> None:
    response, event = asker.asked(conversation=ID)
    gateway.stream(event, whole(event))
    response.result()
    body = gateway.http.get(f"/questions/{event.id}").json()
    assert (body["state"], body["answer"]) == ("answered", "In France.")
    assert gateway.http.get(f"/conversations/{ID}").json()["turns"] == [body]
    [conversation] = gateway.http.get("/conversations").json()["conversations"]
    assert (conversation["id"], conversation["first_question"]) == (ID, "Where?")


@pytest.mark.parametrize("path", [f"/questions/{ID}", "/questions/x", f"/conversations/{ID}", "/conversations/x"])
def test_an_unknown_question_or_conversation_is_not_found(gateway: Serving, path: str) -> None:
    assert gateway.http.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/ask", "/v1/chat/completions"])
@pytest.mark.parametrize("stream", [False, True])
def test_one_question_too_many_is_told_when_to_come_again(tmp_path: Path, path: str, stream: bool) -> None:
    with serving(tmp_path, waiting_questions=2) as narrow:
        asker = Asker(narrow, "/ask", question="Where?")
        waiting = [asker.asked() for _ in range(2)]
        body = {"question": "Why?", "messages": [{"role": "user", "content": "Why?"}], "stream": stream}
        body.pop("messages" if path == "/ask" else "question")
        refused = narrow.http.post(path, json=body)
        assert (refused.status_code, refused.headers["retry-after"]) == (429, "3")
        for response, event in waiting:
            narrow.stream(event, whole(event))
            assert response.result().status_code == 200
        asker.close()


def test_who_goes_makes_room_for_the_next_question(tmp_path: Path) -> None:
    with serving(tmp_path, waiting_questions=1) as narrow:
        with narrow.http.stream("POST", "/ask", json={"question": "Where?", "stream": True}):
            assert narrow.http.post("/ask", json={"question": "Why?"}).status_code == 429
        until(lambda: not narrow.waits(), "the gateway notices that the asker has gone")
        with narrow.http.stream("POST", "/ask", json={"question": "Why?", "stream": True}) as response:
            assert response.status_code == 200


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/", "/documents", "/metrics"])
def test_the_page_probes_and_reads_need_no_room(tmp_path: Path, path: str) -> None:
    asking = {"question": "Where?", "stream": True}
    with serving(tmp_path, waiting_questions=1) as narrow, narrow.http.stream("POST", "/ask", json=asking):
        assert narrow.http.get(path).status_code == 200
