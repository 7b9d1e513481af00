"""A field that does not exist is refused by name, for a misspelt filter would let every document answer."""

from typing import Any

import pytest

from events.registry import QUESTION_ASKED
from tests.unit.gateway.serving import ID, Asker, Serving

ASKED = {"question": "Why?"}
CHAT = {"messages": [{"role": "user", "content": "Why?"}]}
EVENT = {"specversion": "1.0", "id": "1", "source": "/test", "type": QUESTION_ASKED}


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/ask", ASKED | {"filter": {"documents": [ID]}}, "filter"),
        ("/ask", ASKED | {"filters": {"colection": ["x"]}}, "filters.colection"),
        ("/ask", ASKED | {"options": {"max_token": 1}}, "options.max_token"),
        ("/ask", ASKED | {"history": [{"question": "a", "answer": "b", "at": 1}]}, "history"),
        ("/index", {"model": "m", "swich": True}, "swich"),
        ("/v1/chat/completions", CHAT | {"filters": {"colection": ["x"]}}, "filters.colection"),
        ("/events", EVENT | {"data": ASKED | {"filters": {"colection": ["x"]}}}, "filters.colection"),
        ("/events", EVENT | {"data": ASKED | {"options": {"max_token": 1}}}, "options.max_token"),
    ],
    ids=str,
)
def test_an_unknown_field_is_refused_by_name(gateway: Serving, path: str, body: dict[str, Any], field: str) -> None:
    headers = {"content-type": "application/cloudevents+json" if path == "/events" else "application/json"}
    response = gateway.http.post(path, json=body, headers=headers)
    assert (response.status_code, field in response.text) == (400 if path.startswith("/v1") else 422, True)
    assert not gateway.broker.events


def test_an_unknown_field_beside_the_metadata_is_refused_by_name(gateway: Serving) -> None:
    document = gateway.upload("a.txt", b"text").json()["id"]
    response = gateway.http.patch(f"/documents/{document}", json={"metadata": {}, "meta": {}})
    assert (response.status_code, "meta: there is no such field" in response.text) == (422, True)


def test_an_unknown_field_of_an_uploads_form_is_refused_by_name(gateway: Serving) -> None:
    form = {"file": ("a.txt", b"text"), "metdata": (None, b"{}")}
    response = gateway.http.post("/documents", files=form)
    assert (response.status_code, "metdata: there is no such field" in response.text) == (422, True)
    assert gateway.state("a.txt") is None


def test_openai_fields_that_nothing_here_uses_are_ignored(gateway: Serving) -> None:
    asker = Asker(gateway, "/v1/chat/completions", **CHAT)
    response, event = asker.asked(user="someone", store=True, metadata={"a": "b"})
    gateway.reply(event, {"error": {"stage": "search", "reason": "enough"}})
    assert response.result().status_code == 502
    asker.close()


def test_an_events_other_unknown_fields_are_ignored_so_that_its_type_can_grow(gateway: Serving) -> None:
    body = EVENT | {"data": ASKED | {"later": 1}}
    headers = {"content-type": "application/cloudevents+json"}
    assert gateway.http.post("/events", json=body, headers=headers).status_code == 202


def test_an_empty_list_of_filters_reaches_the_broker_as_one(gateway: Serving) -> None:
    asker = Asker(gateway, "/ask", **ASKED)
    response, event = asker.asked(filters={"documents": []})
    gateway.reply(event, {"error": {"stage": "search", "reason": "enough"}})
    assert b'"filters":{"documents":[]}' in event.data
    response.result()
    asker.close()
