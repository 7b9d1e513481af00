"""What is read from a dead letter, as far as the Broker tells."""

import base64

import pytest

from events.event import Event, make
from events.identity import document_id
from events.registry import CHUNKS_SPLIT, DOCUMENT_UPLOADED, QUESTION_ASKED
from functions.care.deadletter import NO_REASON, Letter
from functions.care.deadletter import read_letter as read
from functions.problem import problem

ID = "019c13ec-9e00-72d7-9642-b726b0440162"


def read_letter(event: Event, trigger: str, tenant: str) -> Letter:
    return read(event, trigger, tenant, signed=True)


def uploaded(data: object, **extensions: str) -> Event:
    return make(DOCUMENT_UPLOADED, "/test", "e1", data, extensions)


def errordata(body: bytes) -> str:
    return base64.b64encode(body[:1024]).decode()


def test_the_reason_is_the_detail_of_the_stages_problem() -> None:
    event = uploaded({}, knativeerrordata=errordata(problem(422, 'it holds only "pictures"')))
    assert read_letter(event, "split-uploaded", "default").reason == 'it holds only "pictures"'


def test_a_reason_that_was_cut_is_read_as_far_as_it_goes() -> None:
    event = uploaded({}, knativeerrordata=errordata(problem(422, "long " * 500)))
    assert read_letter(event, "t", "default").reason.startswith("long long")


def test_a_body_that_is_no_problem_is_the_reason_itself() -> None:
    event = uploaded({}, knativeerrordata=errordata(b"Bad Gateway"))
    assert read_letter(event, "t", "default").reason == "Bad Gateway"


def test_without_error_attributes_the_reason_says_that_there_was_no_answer() -> None:
    assert read_letter(uploaded({}), "t", "default").reason == NO_REASON


def test_the_stage_follows_from_the_type() -> None:
    assert read_letter(uploaded({}), "split-uploaded", "default").stage == "split"


def test_an_unknown_type_failed_at_its_trigger() -> None:
    assert read_letter(make("my.own", "/test", "1", {}), "my-trigger", "default").stage == "my-trigger"


def test_a_document_is_known_by_its_fields() -> None:
    letter = read_letter(make(CHUNKS_SPLIT, "/t", "1", {"document": ID, "generation": ID}), "t", "default")
    assert (letter.document, letter.generation) == (ID, ID)


def test_an_outside_upload_is_known_by_its_name() -> None:
    letter = read_letter(uploaded({"name": "a.txt"}, time="2026-02-01T09:30:00Z"), "t", "default")
    assert letter.document == document_id("default", "a.txt")
    assert letter.generation


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"\xff", b'{"name": 7}', b'{"document": null}'])
def test_data_that_cannot_be_read_names_no_document(data: bytes) -> None:
    assert read_letter(Event(uploaded({}).attributes, data), "t", "default").document == ""


def test_a_question_is_no_document() -> None:
    assert read_letter(make(QUESTION_ASKED, "/t", ID, {"name": "a.txt"}), "t", "default").document == ""


def test_the_kept_event_is_the_one_that_failed_without_the_brokers_additions() -> None:
    letter = read_letter(uploaded({}, knativeerrorcode="422", knativeerrordest="http://x"), "t", "default")
    assert letter.code == 422
    assert not [name for name in letter.event.attributes if name.startswith("knativeerror")]


def test_the_same_letter_has_the_same_id_and_another_attempt_another() -> None:
    first, again = read_letter(uploaded({}), "t", "default"), read_letter(uploaded({}), "t", "default")
    assert first.id == again.id
