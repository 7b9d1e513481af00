"""POST /search."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from events.event import Event
from events.registry import PIPELINE_WAKE
from events.searches import Scores, SearchedPassage, SearchResult
from functions.serving.signing import is_our_address, is_signed
from tests.unit.gateway.serving import ID, KEY, Asker, Serving, serving, until, whole


@pytest.fixture
def asker(gateway: Serving) -> Iterator[Asker]:
    asker = Asker(gateway, "/search", query="Where?")
    yield asker
    asker.close()


def found() -> dict[str, object]:
    """Return what the last function on a search's way brings to the gateway."""
    passage = SearchedPassage(
        id=ID,
        document=ID,
        name="normandy.txt",
        text="It lies in France.",
        heading="Places",
        page=None,
        start=10,
        end=28,
        language="en",
        scores=Scores(words=1.5, fused=0.9),
    )
    result = SearchResult(query="Where?", searched="where", passages=[passage], timings={"embed": 1.0, "search": 2.0})
    return {"found": msgspec.to_builtins(result)}


def asked_of(event: Event) -> dict[str, Any]:
    """Return the data of the question's event."""
    data: dict[str, Any] = msgspec.json.decode(event.data)
    return data


def test_passages_come_with_every_field_and_the_time_of_each_stage(gateway: Serving, asker: Asker) -> None:
    response, event = asker.asked()
    assert gateway.reply(event, found()) == 204
    body = response.result().json()
    [passage] = body["passages"]
    assert (response.result().status_code, body["query"], body["searched"]) == (200, "Where?", "where")
    assert (passage["page"], passage["sentences"], passage["heading"]) == (None, [], "Places")
    assert passage["scores"] == {"words": 1.5, "vectors": None, "fused": 0.9}
    assert body["timings"].keys() == {"embed", "search", "total"}


def test_the_event_says_what_is_wanted_and_is_of_no_conversation(gateway: Serving, asker: Asker) -> None:
    response, event = asker.asked(filters={"tags": ["a"]}, limit=7, alpha=0.25, neighbours=2, spans=True)
    gateway.reply(event, found())
    response.result()
    data = asked_of(event)
    assert data["search"] == {"neighbours": 2, "spans": True}
    assert data["options"] == {"passages": 7, "alpha": 0.25}
    assert (data["question"], data["filters"], "conversation" in data) == ("Where?", {"tags": ["a"]}, False)


def test_the_event_is_signed_and_so_is_the_address_of_its_answer(gateway: Serving, asker: Asker) -> None:
    response, event = asker.asked()
    gateway.reply(event, found())
    response.result()
    assert (is_signed(KEY, event), event.get("tenant")) == (True, "default")
    assert is_our_address(KEY, event.get("replyto"))
    assert event.get("deadline")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"query": " "}, "query"),
        ({"query": "Where?", "limit": 0}, "limit"),
        ({"query": "Where?", "limit": 21}, "limit"),
        ({"query": "Where?", "alpha": 2}, "alpha"),
        ({"query": "Where?", "neighbours": 4}, "neighbours"),
        ({"query": "Where?", "spans": "yes"}, "spans"),
        ({"query": "Where?", "filters": {"tag": ["a"]}}, "tag"),
        ({"query": "Where?", "passages": 3}, "passages"),
        ({"question": "Where?"}, "question"),
    ],
    ids=str,
)
def test_what_does_not_fit_is_refused_by_its_name(gateway: Serving, body: dict[str, Any], field: str) -> None:
    response = gateway.http.post("/search", json=body)
    assert (response.status_code, response.headers["content-type"]) == (422, "application/problem+json")
    assert field in response.json()["detail"]


@pytest.mark.parametrize(
    ("body", "status"), [(b"{", 400), (b"[]", 422), (b"x" * 50_000, 413)], ids=["cut", "list", "long"]
)
def test_a_body_that_is_no_search_is_refused(gateway: Serving, body: bytes, status: int) -> None:
    assert gateway.http.post("/search", content=body).status_code == status


def test_a_search_without_the_key_is_refused(tmp_path: Path) -> None:
    with serving(tmp_path, api_key="secret") as gateway:
        refused = gateway.http.post("/search", json={"query": "Where?"})
    assert (refused.status_code, "key" in refused.json()["detail"]) == (401, True)


def test_a_search_that_failed_says_where_and_why(gateway: Serving, asker: Asker) -> None:
    response, event = asker.asked()
    gateway.reply(event, {"error": {"stage": "search", "reason": "the store is gone", "code": 503}})
    body = response.result().json()
    assert (response.result().status_code, body["stage"], body["reason"]) == (502, "search", "the store is gone")


def test_a_search_that_expires_says_which_stage_was_heard_of_last(tmp_path: Path) -> None:
    with serving(tmp_path, question_deadline_seconds=1.0) as gateway:
        asker = Asker(gateway, "/search", query="Where?")
        response, event = asker.asked()
        gateway.reply(event, {"stage": "embed", "ms": 1.0})
        body = response.result().json()
        asker.close()
    assert (body["status"], body["stage"], "search came next" in body["detail"]) == (504, "embed", True)


def test_an_answer_of_functions_that_know_no_search_is_told_as_such(gateway: Serving, asker: Asker) -> None:
    response, event = asker.asked()
    gateway.stream(event, whole(event))
    assert (response.result().status_code, "older version" in response.result().json()["detail"]) == (503, True)


def test_one_search_too_many_is_told_when_to_come_again(tmp_path: Path) -> None:
    with serving(tmp_path, waiting_questions=1) as narrow:
        asker = Asker(narrow, "/search", query="Where?")
        response, event = asker.asked()
        refused = narrow.http.post("/search", json={"query": "Why?"})
        assert (refused.status_code, int(refused.headers["retry-after"]) > 0) == (429, True)
        narrow.reply(event, found())
        assert response.result().status_code == 200
        asker.close()


def test_questions_and_searches_take_no_room_from_each_other(tmp_path: Path) -> None:
    asking = {"question": "Where?", "stream": True}
    with serving(tmp_path, waiting_questions=1) as narrow, narrow.http.stream("POST", "/ask", json=asking):
        narrow.broker.question()
        asker = Asker(narrow, "/search", query="Where?")
        response, event = asker.asked()
        narrow.reply(event, found())
        assert response.result().status_code == 200
        asker.close()


def test_who_goes_is_waited_for_no_longer(gateway: Serving) -> None:
    with pytest.raises(Exception, match="timed out"):
        gateway.http.post("/search", json={"query": "Where?"}, timeout=0.3)
    event = gateway.broker.question()
    until(lambda: not gateway.waits(), "the gateway notices that the asker has gone")
    assert gateway.reply(event, found()) == 410


def test_only_the_first_search_after_a_pause_wakes_functions_and_none_of_an_answers(
    gateway: Serving, asker: Asker
) -> None:
    for _ in range(2):
        response, event = asker.asked()
        until(lambda: gateway.broker.of_type(PIPELINE_WAKE), "the wake event reaches the Broker")
        gateway.reply(event, found())
        response.result()
    assert [event.source for event in gateway.broker.of_type(PIPELINE_WAKE)] == ["/minirag/gateway/search"]


def test_a_question_after_a_search_still_wakes_the_whole_chain(gateway: Serving, asker: Asker) -> None:
    response, event = asker.asked()
    until(lambda: gateway.broker.of_type(PIPELINE_WAKE), "the search's wake reaches the Broker")
    gateway.reply(event, found())
    response.result()
    asking = Asker(gateway, "/ask", question="Where?")
    response, event = asking.asked()
    until(lambda: len(gateway.broker.of_type(PIPELINE_WAKE)) == 2, "the question's wake reaches the Broker")
    gateway.stream(event, whole(event))
    response.result()
    asking.close()
    assert gateway.broker.of_type(PIPELINE_WAKE)[1].source == "/minirag/gateway"


def test_searches_are_counted_beside_questions(gateway: Serving, asker: Asker) -> None:
    response, event = asker.asked()
    gateway.reply(event, found())
    response.result()
    lines = gateway.http.get("/metrics").text.splitlines()
    assert {"minirag_searches_asked_total 1", "minirag_searches_answered_total 1", "minirag_searches_waiting 0"} <= set(
        lines
    )
    assert "minirag_questions_asked_total 0" in lines


def test_ask_takes_no_search(gateway: Serving) -> None:
    refused = gateway.http.post("/ask", json={"question": "Where?", "search": {}})
    assert (refused.status_code, "search" in refused.json()["detail"]) == (422, True)
