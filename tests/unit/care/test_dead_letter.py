"""What is read from a dead letter, as far as the Broker tells."""

import base64
import uuid

import msgspec
import pytest

from events.event import Event, make
from events.identity import document_id, generation_of, next_generation
from events.registry import CHUNKS_EMBEDDED, CHUNKS_SPLIT, DOCUMENT_DELETED, DOCUMENT_UPLOADED, QUESTION_ASKED
from functions.care.dead_letter import NO_REASON, Letter, failure_of
from functions.care.dead_letter import read_letter as read
from functions.serving.problems import problem

ID = "019c13ec-9e00-72d7-9642-b726b0440162"
GENERATION = next_generation()


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


@pytest.mark.parametrize(
    "claim",
    [
        {"document": "nonsense", "generation": GENERATION},
        {"document": ID, "generation": "ffffffff-ffff-7fff-bfff-ffffffffffff"},
        {"document": ID, "generation": "../.."},
        {"document": ID.upper(), "generation": GENERATION},
        {"document": ID, "generation": str(uuid.uuid4())},
        {"document": ID, "generation": GENERATION, "model": "m" * 300},
    ],
)
def test_what_never_could_be_accepted_is_no_document(claim: dict[str, str]) -> None:
    assert read_letter(make(CHUNKS_SPLIT, "/t", "1", claim), "t", "default").document == ""


def test_an_unsigned_upload_does_not_say_which_document_it_is() -> None:
    event = uploaded({"name": "a.txt", "document": ID, "generation": GENERATION}, time="2026-02-01T09:30:00Z")
    letter = read(event, "split-uploaded", "default", signed=False)
    assert letter.document == document_id("default", "a.txt")
    assert letter.generation == generation_of("e1", "2026-02-01T09:30:00Z")


def test_an_unsigned_upload_of_the_future_is_about_no_document() -> None:
    event = uploaded({"name": "a.txt"}, time="2999-01-01T00:00:00Z")
    assert read(event, "t", "default", signed=False).document == ""


def test_an_upload_without_a_sound_time_is_known_by_its_name_all_the_same() -> None:
    assert read(uploaded({"name": "a.txt"}, time="soon"), "t", "default", signed=False).name == "a.txt"


@pytest.mark.parametrize("name", ["../a", "/etc/passwd", "", "a\nb", "n" * 600])
def test_an_unsigned_upload_of_an_impossible_name_is_about_no_document(name: str) -> None:
    assert read(uploaded({"name": name}), "t", "default", signed=False).document == ""


@pytest.mark.parametrize("type_", [CHUNKS_SPLIT, CHUNKS_EMBEDDED, DOCUMENT_DELETED])
def test_any_other_unsigned_letter_is_about_no_document(type_: str) -> None:
    event = make(type_, "/t", "1", {"document": ID, "generation": GENERATION, "name": "a.txt"})
    assert read(event, "t", "default", signed=False).document == ""


def test_an_unsigned_letter_never_has_the_id_of_a_signed_one() -> None:
    assert read(uploaded({}), "t", "default", signed=False).id != read_letter(uploaded({}), "t", "default").id


def test_a_record_is_of_bounded_size() -> None:
    event = Event(uploaded({}, more="m" * 90_000).attributes, b"x" * 5_000_000)
    failure = failure_of(read_letter(event, "t" * 5000, "default"))
    assert len(msgspec.json.encode(failure)) < 800_000


@pytest.mark.parametrize("code", ["9" * 5000, "\u0664\u0660\u0660", "-4", "4e2", ""])
def test_a_code_that_is_none_is_left_out(code: str) -> None:
    assert read_letter(uploaded({}, knativeerrorcode=code), "t", "default").code == 0


@pytest.mark.parametrize("data", ["@@@", "eyJkZXRhaWwiOiAi", "caf\u00e9", "=", "A" * 4000])
def test_any_error_data_give_a_reason(data: str) -> None:
    assert read_letter(uploaded({}, knativeerrordata=data), "t", "default").reason


def test_a_question_is_no_document() -> None:
    assert read_letter(make(QUESTION_ASKED, "/t", ID, {"name": "a.txt"}), "t", "default").document == ""


def test_the_kept_event_is_the_one_that_failed_without_the_brokers_additions() -> None:
    letter = read_letter(uploaded({}, knativeerrorcode="422", knativeerrordest="http://x"), "t", "default")
    assert letter.code == 422
    assert not [name for name in letter.event.attributes if name.startswith("knativeerror")]


def test_the_same_letter_has_the_same_id_and_another_attempt_another() -> None:
    first, again = read_letter(uploaded({}), "t", "default"), read_letter(uploaded({}), "t", "default")
    assert first.id == again.id
