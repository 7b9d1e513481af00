"""What /v1/responses keeps: gone on from, shown again and deleted."""

import pytest
from openai.types.responses import Response

from tests.unit.gateway.responding import Responding, conversation_of, responding
from tests.unit.gateway.serving import ID, Serving, whole

__all__ = ["responding"]  # the fixture


def test_a_response_goes_on_from_the_one_before(responding: Responding) -> None:
    first = responding.answered()
    second, event = responding.asked(input="And who?", previous_response_id=first["id"])
    responding._gateway.stream(event, whole(event))
    assert second.result().json()["previous_response_id"] == first["id"]
    [turn] = responding._gateway.records.turns("default", conversation_of(event))[:1]
    assert f"resp_{turn.id}" == first["id"]


def test_a_response_that_goes_on_from_an_earlier_one_knows_nothing_of_what_came_between(
    gateway: Serving, responding: Responding
) -> None:
    first = responding.answered(input="First?")
    responding.answered(input="Second?", previous_response_id=first["id"])
    third, event = responding.asked(input="Third?", previous_response_id=first["id"])
    gateway.stream(event, whole(event))
    third.result().raise_for_status()
    kept = [turn.question for turn in gateway.records.turns("default", conversation_of(event))]
    assert kept == ["First?", "Third?"]


def test_an_unstored_response_cannot_be_gone_on_from(gateway: Serving, responding: Responding) -> None:
    first = responding.answered(store=False)
    refused = gateway.http.post("/v1/responses", json={"input": "Where?", "previous_response_id": first["id"]})
    assert (refused.status_code, refused.json()["error"]["code"]) == (400, "previous_response_not_found")


def test_a_stored_response_is_shown_again(gateway: Serving, responding: Responding) -> None:
    first = responding.answered("In France. [1]")
    second = responding.answered("By the sea. [1]", previous_response_id=first["id"])
    shown = gateway.http.get(f"/v1/responses/{second['id']}").json()
    Response.model_validate(shown)
    same = ("id", "status", "output", "usage", "previous_response_id", "citations", "answered")
    assert {name: shown[name] for name in same} == {name: second[name] for name in same}


def test_the_items_of_a_stored_response_are_its_question(gateway: Serving, responding: Responding) -> None:
    items = gateway.http.get(f"/v1/responses/{responding.answered()['id']}/input_items").json()
    assert [item["content"] for item in items["data"]] == [[{"type": "input_text", "text": "Where?"}]]


def test_a_deleted_response_is_gone(gateway: Serving, responding: Responding) -> None:
    path = f"/v1/responses/{responding.answered()['id']}"
    deleted = gateway.http.delete(path)
    assert (deleted.status_code, deleted.json()["deleted"]) == (200, True)
    assert [gateway.http.request(method, path).status_code for method in ("GET", "DELETE")] == [404, 404]


def test_what_is_not_to_be_stored_is_not(gateway: Serving, responding: Responding) -> None:
    first = responding.answered(store=False)
    assert first["store"] is False
    assert gateway.http.get(f"/v1/responses/{first['id']}").status_code == 404
    assert gateway.records.conversations("default") == []


@pytest.mark.parametrize("path", ["resp_1", ID, f"resp_{ID}", f"resp_{ID}/input_items"])
def test_an_unknown_response_is_not_found_in_openais_shape(gateway: Serving, path: str) -> None:
    response = gateway.http.get(f"/v1/responses/{path}")
    assert (response.status_code, response.json()["error"]["type"]) == (404, "invalid_request_error")
