"""POST /events."""

from typing import Any

import httpx
import msgspec
import pytest

from events.registry import CHUNKS_SPLIT, DOCUMENT_UPLOADED, QUESTION_ASKED
from functions.serving.signing import is_signed
from tests.unit.gateway.serving import ID, KEY, Serving

DOCUMENT = {"name": "a.txt", "content": "some text"}


def post(gateway: Serving, type_: str, data: Any, **attributes: str) -> httpx.Response:
    given = {"specversion": "1.0", "id": "e1", "source": "/test", "type": type_, **attributes}
    headers = {f"ce-{name}": value for name, value in given.items()} | {"content-type": "application/json"}
    return gateway.http.post("/events", headers=headers, content=msgspec.json.encode(data))


def test_an_event_reaches_the_broker_signed_for_its_tenant(gateway: Serving) -> None:
    response = post(gateway, DOCUMENT_UPLOADED, DOCUMENT)
    [event] = gateway.broker.events
    assert (response.status_code, response.json()["id"]) == (202, "e1")
    assert (event.id, event.source, event.get("tenant"), is_signed(KEY, event)) == ("e1", "/test", "default", True)


def test_a_structured_event_is_taken_too(gateway: Serving) -> None:
    event = {
        "specversion": "1.0",
        "id": "e2",
        "source": "/test",
        "type": QUESTION_ASKED,
        "data": {"question": "Where?"},
    }
    headers = {"content-type": "application/cloudevents+json"}
    assert gateway.http.post("/events", headers=headers, content=msgspec.json.encode(event)).status_code == 202
    assert gateway.broker.events[0].type == QUESTION_ASKED


def test_an_uploaded_document_says_where_it_will_be(gateway: Serving) -> None:
    response = post(gateway, DOCUMENT_UPLOADED, DOCUMENT)
    assert response.headers["location"] == f"/documents/{response.json()['document']}"


def test_an_event_without_a_time_gets_one_so_that_its_redeliveries_agree(gateway: Serving) -> None:
    post(gateway, DOCUMENT_UPLOADED, DOCUMENT)
    assert gateway.broker.events[0].get("time")


def test_extensions_that_only_minirag_may_set_are_dropped(gateway: Serving) -> None:
    ours = {"replyto": "http://elsewhere", "tenant": "another", "signature": "x", "attempt": "9", "subject": ID}
    post(gateway, QUESTION_ASKED, {"question": "Where?"}, **ours)
    [event] = gateway.broker.events
    assert (event.get("tenant"), event.get("subject") == ID, is_signed(KEY, event)) == ("default", False, True)
    assert not [name for name in ("replyto", "attempt") if event.get(name)]


def test_a_question_says_where_its_answer_will_be(gateway: Serving) -> None:
    response = post(gateway, QUESTION_ASKED, {"question": "Where?"})
    [event] = gateway.broker.events
    assert response.json()["question"] == event.get("subject")
    assert response.headers["location"] == f"/questions/{event.get('subject')}"


@pytest.mark.parametrize(
    ("type_", "data", "status"),
    [
        (CHUNKS_SPLIT, {"document": ID, "generation": ID, "batch": 0, "batches": 1}, 422),
        ("com.example.other", {}, 422),
        (DOCUMENT_UPLOADED, {"name": "../a.txt", "content": "x"}, 422),
        (DOCUMENT_UPLOADED, {**DOCUMENT, "generation": ID}, 422),
        (DOCUMENT_UPLOADED, {**DOCUMENT, "document": ID}, 422),
        (QUESTION_ASKED, {"question": ""}, 422),
        (DOCUMENT_UPLOADED, {"name": "a.txt", "content": "x" * 600_000}, 413),
    ],
    ids=["inner type", "unknown type", "bad name", "forged generation", "forged document", "no question", "too large"],
)
def test_an_event_that_may_not_come_from_outside_is_refused(
    gateway: Serving, type_: str, data: dict[str, Any], status: int
) -> None:
    assert post(gateway, type_, data).status_code == status
    assert gateway.broker.events == []


def test_an_event_from_the_future_is_refused(gateway: Serving) -> None:
    assert post(gateway, DOCUMENT_UPLOADED, DOCUMENT, time="2999-01-01T00:00:00Z").status_code == 422


def test_what_is_no_event_is_refused(gateway: Serving) -> None:
    assert gateway.http.post("/events", json={"question": "Where?"}).status_code == 400


def test_a_broker_that_is_down_is_a_503_for_the_producer_to_repeat(gateway: Serving) -> None:
    gateway.broker.status = 500
    response = post(gateway, DOCUMENT_UPLOADED, DOCUMENT)
    assert (response.status_code, "retry-after" in response.headers) == (503, True)
