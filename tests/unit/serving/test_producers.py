"""What outside producers may say, and what becomes of the rest."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from events.errors import Rejected, Unavailable
from events.event import Event, make
from events.identity import document_id
from events.registry import ANSWER_GENERATED, DOCUMENT_DELETED, DOCUMENT_UPLOADED, QUESTION_ASKED, TYPES
from functions.serving.producers import OPEN, believed, normalised
from functions.serving.settings import Settings
from functions.serving.signing import signed, signed_address

KEY = "a key for tests"
ID = "019c13ec-9e00-72d7-9642-b726b0440162"
SETTINGS = Settings(signing_key=KEY)
DOCUMENT: dict[str, Any] = {"name": "a.txt", "content": "some text"}
TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
OURS = {
    "tenant": "another",
    "signature": "0" * 64,
    "subject": ID,
    "attempt": "9" * 30,
    "timings": "embed:1",
    "replyto": signed_address(KEY, "http://127.0.0.1:1/answers/1"),
    "partitionkey": "x",
}


def upload(data: dict[str, Any] | None = None, **extensions: str) -> Event:
    return make(DOCUMENT_UPLOADED, "/producer", "e1", DOCUMENT | (data or {}), extensions)


def question(data: dict[str, Any] | None = None, id_: str = ID, source: str = "/producer", **extensions: str) -> Event:
    return make(QUESTION_ASKED, source, id_, {"question": "Why?"} | (data or {}), extensions)


def taken(event: Event, **settings: Any) -> Event:
    return believed(event, msgspec.structs.replace(SETTINGS, **settings))


def data_of(event: Event) -> dict[str, Any]:
    return dict(msgspec.json.decode(event.data))


def test_a_signed_event_is_taken_as_it_is() -> None:
    event = signed(KEY, upload({"document": ID, "generation": ID}, tenant="another", attempt="3"))
    assert taken(event) is event


@pytest.mark.parametrize("type_", sorted(TYPES.keys() - OPEN.keys()))
def test_no_other_type_is_taken_without_a_signature(type_: str) -> None:
    with pytest.raises(Rejected, match="is not signed") as caught:
        taken(make(type_, "/producer", "1", {}))
    assert caught.value.status == 403


def test_a_signature_of_another_event_is_none() -> None:
    signature = signed(KEY, make(DOCUMENT_DELETED, "/minirag/documents", "1", {})).get("signature")
    with pytest.raises(Rejected, match="is not signed"):
        taken(make(ANSWER_GENERATED, "/minirag/generate", "1", {}, {"signature": signature}))


@pytest.mark.parametrize("event", [upload(), question()], ids=str)
def test_where_outside_producers_are_not_wanted_nothing_unsigned_is_taken(event: Event) -> None:
    with pytest.raises(Rejected, match="OUTSIDE_PRODUCERS") as caught:
        taken(event, outside_producers=False)
    assert caught.value.status == 403


def test_without_a_key_it_is_said_what_to_set() -> None:
    with pytest.raises(Unavailable, match="SIGNING_KEY"):
        taken(upload(), signing_key="")


@pytest.mark.parametrize("event", [upload().extended(**OURS), question().extended(**OURS)], ids=["upload", "question"])
def test_what_only_minirag_may_say_is_dropped(event: Event) -> None:
    found = taken(event)
    assert not [name for name in OURS if name not in ("tenant", "subject") and found.get(name)]
    assert (found.get("tenant"), found.get("subject") == ID) == ("default", False)


def test_a_trace_is_handed_on() -> None:
    assert taken(question(traceparent=TRACE)).get("traceparent") == TRACE
    assert not taken(question(traceparent="../..")).get("traceparent")


def test_an_upload_is_about_the_document_of_its_name() -> None:
    assert taken(upload()).get("subject") == document_id("default", "a.txt")


def test_an_upload_is_taken_the_same_each_time_it_is_delivered() -> None:
    event = upload(knativearrivaltime="2026-01-31T12:00:00Z")
    assert taken(event) == taken(event)
    assert taken(event).get("time") == "2026-01-31T12:00:00Z"


@pytest.mark.parametrize("field", ["document", "generation"])
@pytest.mark.parametrize("value", [ID, "ffffffff-ffff-7fff-bfff-ffffffffffff"])
def test_an_upload_that_names_its_own_document_or_generation_is_refused(field: str, value: str) -> None:
    with pytest.raises(Rejected, match="leave out"):
        taken(upload({field: value}))


@pytest.mark.parametrize("event", [upload({"model": "/etc/passwd.gguf"}), question({"embedder": "no such"})], ids=str)
def test_a_model_that_nobody_knows_is_refused_at_once(event: Event) -> None:
    with pytest.raises(Rejected, match="no embedding model"):
        taken(event)


def test_a_schema_that_refers_to_itself_for_ever_is_refused_at_once() -> None:
    schema = {"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/a"}}}
    with pytest.raises(Rejected, match="ref"):
        taken(question({"options": {"json_schema": schema}}))


def test_the_model_of_this_deployment_is_known_wherever_it_comes_from() -> None:
    taken(question({"embedder": "/models/own.gguf"}), embedder="/models/own.gguf")


def test_a_question_from_outside_cannot_want_passages_which_would_go_nowhere() -> None:
    assert "search" not in data_of(taken(question({"search": {"neighbours": 1}})))


@pytest.mark.parametrize("make_event", [upload, question])
@pytest.mark.parametrize("ahead", [timedelta(minutes=6), timedelta(days=36500)], ids=str)
def test_a_time_of_the_future_is_refused(make_event: Any, ahead: timedelta) -> None:
    with pytest.raises(Rejected, match="future"):
        taken(make_event(time=(datetime.now(UTC) + ahead).isoformat()))


@pytest.mark.parametrize("arrival", ["2999-01-01T00:00:00Z", "soon"])
def test_a_made_up_time_of_arrival_is_refused_too(arrival: str) -> None:
    with pytest.raises(Rejected, match="time"):
        taken(upload(knativearrivaltime=arrival))


@pytest.mark.parametrize("dataref", [f"default/chunks/{ID}/{ID}/0-00000.json", "another/uploads/0", "default/x/0"])
def test_a_dataref_names_what_a_producer_may_have(dataref: str) -> None:
    with pytest.raises(Rejected, match="dataref"):
        taken(upload(dataref=dataref))
    assert taken(upload(dataref="default/uploads/0")).get("dataref") == "default/uploads/0"


def test_a_question_has_an_id_that_follows_from_its_source_and_id() -> None:
    one, again, elsewhere = (taken(question(source=source)) for source in ("/a", "/a", "/b"))
    assert one.id == one.get("subject") == again.id
    assert len({ID, one.id, elsewhere.id, taken(question(id_="other", source="/a")).id}) == 4


def test_a_question_cannot_be_put_into_a_conversation_of_ours() -> None:
    one, again, elsewhere = (
        data_of(taken(question({"conversation": ID}, id_, source)))["conversation"]
        for id_, source in (("1", "/a"), ("2", "/a"), ("3", "/b"))
    )
    assert one == again
    assert len({ID, one, elsewhere}) == 3


@pytest.mark.parametrize("given", ["", "soon", "2999-01-01T00:00:00Z", "9999-12-31T23:59:59-23:59", "2026-01-01"])
def test_a_questions_deadline_is_no_later_than_one_of_ours(given: str) -> None:
    latest = datetime.now(UTC) + timedelta(seconds=SETTINGS.question_deadline_seconds)
    deadline = datetime.fromisoformat(taken(question(deadline=given)).get("deadline"))
    assert abs(deadline - latest) < timedelta(seconds=30)


def test_an_earlier_deadline_stays() -> None:
    earlier = (datetime.now(UTC) + timedelta(seconds=20)).isoformat(timespec="milliseconds")
    assert datetime.fromisoformat(taken(question(deadline=earlier)).get("deadline")) == datetime.fromisoformat(earlier)


def test_a_question_whose_deadline_has_passed_is_refused_for_nobody_would_answer_it() -> None:
    with pytest.raises(Rejected, match="has passed"):
        taken(question(deadline="2020-01-01T00:00:00Z"))


def test_a_time_before_1970_is_told_so() -> None:
    with pytest.raises(Rejected, match="before 1970"):
        taken(upload(time="1969-12-31T00:00:00Z"))


def test_a_time_may_be_written_in_small_letters() -> None:
    assert taken(upload(time="2026-01-31t12:00:00z")).get("subject")


def test_a_long_id_is_refused() -> None:
    with pytest.raises(Rejected, match="longer"):
        taken(question(id_="x" * 201))


def test_what_is_said_through_the_gateway_belongs_to_the_callers_tenant() -> None:
    found = normalised(upload(), "another", SETTINGS)
    assert (found.get("tenant"), found.get("subject")) == ("another", document_id("another", "a.txt"))


def test_a_question_may_bring_a_text_but_no_longer_one_than_its_event_holds_with_passages() -> None:
    assert data_of(taken(question({"brought": "The mill is old.", "brought_as_blob": True})))["brought"]
    with pytest.raises(Rejected, match="larger than 24 KiB: ask at the gateway"):
        taken(question({"brought": "x" * 25_000}))


def test_a_question_names_no_text_that_lies_among_the_blobs() -> None:
    assert "brought_as_blob" not in data_of(taken(question({"brought_as_blob": True})))
