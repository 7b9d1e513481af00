"""What failed, and trying it again."""

import base64
from typing import Any

import pytest
from msgspec.structs import replace

from events.event import make
from events.identity import DocumentKey, IndexKey, document_id, generation_after, generation_of
from events.registry import CHUNKS_SPLIT, DOCUMENT_UPLOADED, QUESTION_ASKED
from functions.documents.progress import uploaded
from functions.serving.signing import is_signed
from functions.stores.dead_letters import Failure
from functions.stores.facts import Before, Fact
from tests.unit.gateway.serving import ID, KEY, Serving


def put(gateway: Serving, **more: Any) -> Failure:
    """Write a failure, as `fail` does."""
    given: dict[str, Any] = {"type": QUESTION_ASKED, "stage": "search", "reason": "the store is gone"} | more
    given = {"attributes": {}, "data": ""} | given
    failure = Failure(id=ID, tenant="default", at=1, **given)
    gateway.records.add_failure(failure)
    return failure


def failure_at(at: int, **more: Any) -> Failure:
    given: dict[str, Any] = {"type": QUESTION_ASKED, "stage": "search", "reason": "the store is gone"} | more
    return Failure(tenant="default", at=at, attributes={}, data="", **given)


def failed(gateway: Serving) -> dict[str, Any]:
    """Upload a document that fails; return what the upload said."""
    uploaded: dict[str, Any] = gateway.upload("a.txt", b"text").json()
    gateway.happen("a.txt", "failed", 1, stage="split", reason="out of memory")
    about = {"document": uploaded["id"], "generation": uploaded["generation"], "name": "a.txt"}
    put(gateway, type=DOCUMENT_UPLOADED, stage="split", reason="out of memory", **about)
    return uploaded


def replay(gateway: Serving) -> int:
    return gateway.http.post(f"/failures/{ID}/replay").status_code


def test_failures_say_what_where_and_why(gateway: Serving) -> None:
    failed(gateway)
    [failure] = gateway.http.get("/failures").json()["failures"]
    assert (failure["name"], failure["stage"], failure["reason"]) == ("a.txt", "split", "out of memory")
    assert failure["replayable"] is True


def test_a_document_that_kept_its_text_of_before_is_a_failure_that_can_be_tried_again(gateway: Serving) -> None:
    gateway.upload("a.txt", b"text")
    state = gateway.state("a.txt")
    assert state is not None
    assert state.upload is not None
    again = replace(state.upload, rereads=1, before=Before(chunks=3))
    gateway.records.write(uploaded(state.key, generation_after(state.generation), again))
    gateway.happen("a.txt", "admitted", 1)
    gateway.happen("a.txt", "failed", 1, stage="split", reason="out of memory")
    about = {"document": state.document, "generation": generation_after(state.generation), "name": "a.txt"}
    put(gateway, type=DOCUMENT_UPLOADED, stage="split", reason="out of memory", **about)
    assert [one["replayable"] for one in gateway.http.get("/failures").json()["failures"]] == [True]
    assert (replay(gateway), gateway.http.get(f"/documents/{state.document}").json()["phase"]) == (202, "splitting")


def listed(gateway: Serving) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = gateway.http.get("/failures").json()["failures"]
    return found


def test_a_document_that_was_replayed_and_indexed_is_no_failure_any_more(gateway: Serving) -> None:
    failed(gateway)
    replay(gateway)
    gateway.happen("a.txt", "split", batches=0, chunks=0)
    gateway.happen("a.txt", "current", chunks=0, ms=1)
    assert listed(gateway) == []


def test_a_document_whose_newer_upload_is_indexed_is_no_failure_any_more(gateway: Serving) -> None:
    failed(gateway)
    gateway.upload("a.txt", b"newer text")
    gateway.happen("a.txt", "split", batches=0, chunks=0)
    gateway.happen("a.txt", "current", chunks=0, ms=1)
    assert listed(gateway) == []


def test_a_deleted_document_is_no_failure_any_more(gateway: Serving) -> None:
    gateway.http.delete(failed(gateway)["location"])
    assert listed(gateway) == []


def test_a_failure_stays_until_the_newer_upload_is_indexed_but_cannot_be_replayed(gateway: Serving) -> None:
    failed(gateway)
    gateway.upload("a.txt", b"newer text")
    assert [failure["replayable"] for failure in listed(gateway)] == [False]


def test_mended_failures_take_no_place_in_a_short_list(gateway: Serving) -> None:
    gateway.records.add_failure(failure_at(1, id="019c13ec-9e00-72d7-9642-000000000000"))
    gateway.http.delete(failed(gateway)["location"])
    mended = gateway.records.failures("default")[0]
    for number in range(2, 8):
        gateway.records.add_failure(replace(mended, id=f"019c13ec-9e00-72d7-9642-00000000000{number}", at=number))
    found = gateway.http.get("/failures", params={"limit": 1}).json()["failures"]
    assert [failure["stage"] for failure in found] == ["search"]


def test_a_replay_sends_the_document_again_under_a_new_attempt(gateway: Serving) -> None:
    failed(gateway)
    response = gateway.http.post(f"/failures/{ID}/replay")
    first, second = gateway.broker.of_type(DOCUMENT_UPLOADED)
    assert (response.status_code, response.json()["state"]) == (202, "splitting")
    assert (first.get("attempt"), second.get("attempt")) == ("1", "2")
    assert first.id != second.id


def test_a_replay_takes_no_fields(gateway: Serving) -> None:
    failed(gateway)
    response = gateway.http.post(f"/failures/{ID}/replay", json={"stages": []})
    assert (response.status_code, "stages: there is no such field" in response.text) == (422, True)


def test_a_second_replay_changes_nothing(gateway: Serving) -> None:
    failed(gateway)
    replay(gateway)
    assert replay(gateway) == 200
    assert len(gateway.broker.of_type(DOCUMENT_UPLOADED)) == 2


def test_a_failure_of_an_older_upload_is_not_replayed(gateway: Serving) -> None:
    failed(gateway)
    gateway.upload("a.txt", b"newer text")
    assert replay(gateway) == 409


def test_a_deleted_document_is_not_replayed(gateway: Serving) -> None:
    gateway.http.delete(failed(gateway)["location"])
    assert replay(gateway) == 404


def test_a_question_is_not_replayed(gateway: Serving) -> None:
    put(gateway)
    assert replay(gateway) == 422


@pytest.mark.parametrize("id_", [ID, "x"])
def test_an_unknown_failure_is_not_found(gateway: Serving, id_: str) -> None:
    assert gateway.http.post(f"/failures/{id_}/replay").status_code == 404


def outside(gateway: Serving, data: dict[str, Any]) -> str:
    """Put on record, as `fail` does, an upload by an outside producer that never was accepted; return its id."""
    document = document_id("default", "b.txt")
    event = make(DOCUMENT_UPLOADED, "/producer", "1", data, {"time": "2026-01-31T12:00:00Z"})
    generation = generation_of("1", "2026-01-31T12:00:00Z")
    upload = {"name": "b.txt", "size": 0} | dict.fromkeys(("media_type", "sha256", "fingerprint", "dataref"), "")
    about: dict[str, Any] = {
        "key": DocumentKey(IndexKey("default", gateway.settings.embedder), document),
        "generation": generation,
    }
    reason = {"stage": "split", "reason": "the store was away"}
    gateway.records.write(Fact(**about, kind="uploaded", at=1, data=upload))
    gateway.records.write(Fact(**about, kind="failed", number=1, at=1, data=reason))
    recorded = {"attributes": dict(event.attributes), "data": base64.b64encode(event.data).decode()}
    put(gateway, type=DOCUMENT_UPLOADED, document=document, generation=generation, name="b.txt", **recorded)
    return document


def test_a_producers_upload_that_never_was_accepted_is_taken_in_by_a_replay(gateway: Serving) -> None:
    document = outside(gateway, {"name": "b.txt", "content": "some text"})
    response = gateway.http.post(f"/failures/{ID}/replay")
    [event] = gateway.broker.of_type(DOCUMENT_UPLOADED)
    assert (response.status_code, response.json()["replayed"], is_signed(KEY, event)) == (202, True, True)
    assert gateway.http.get(f"/documents/{document}/content").text == "some text"


@pytest.mark.parametrize("more", [{"document": ID}, {"generation": ID}, {"model": "/x.gguf"}, {"size": "big"}], ids=str)
def test_a_replay_makes_no_forged_upload_one_of_ours(gateway: Serving, more: dict[str, Any]) -> None:
    outside(gateway, {"name": "b.txt", "content": "some text"} | more)
    assert replay(gateway) == 422
    assert gateway.broker.events == []


def test_an_event_that_nobody_signed_and_no_producer_may_send_is_not_replayed(gateway: Serving) -> None:
    uploaded = failed(gateway)
    gateway.records.add_failure(
        Failure(
            id=uploaded["id"],
            tenant="default",
            at=1,
            stage="embed",
            reason="forged",
            type=CHUNKS_SPLIT,
            attributes={"id": "1", "source": "/forged", "type": CHUNKS_SPLIT, "specversion": "1.0"},
            data="",
            document=uploaded["id"],
            generation=uploaded["generation"],
        )
    )
    before = len(gateway.broker.events)
    response = gateway.http.post(f"/failures/{uploaded['id']}/replay")
    assert (response.status_code, "signed" in response.json()["detail"]) == (422, True)
    assert len(gateway.broker.events) == before
