"""What a dead letter does to its document, to whoever waits, and to the list of failures. A real store."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import flask
import msgspec
import pytest

from events import binding
from events.errors import Damaged, Unavailable
from events.event import Event, make
from events.identity import DocumentKey, IndexKey, document_id, next_generation, now_ms
from events.registry import (
    CHUNKS_EMBEDDED,
    CHUNKS_SPLIT,
    DOCUMENT_DELETED,
    DOCUMENT_FAILED,
    DOCUMENT_UPLOADED,
    QUESTION_ASKED,
)
from functions.care import fail
from functions.serving.env import Env
from functions.serving.lazy import LazyResource
from functions.serving.settings import Settings
from functions.serving.signing import signed
from functions.stores.facts import Fact, Upload
from functions.stores.records import Records
from tests.unit.world import Outbox, Reports, world

KEY = "a key for tests"
DOCUMENT, GENERATION = document_id("default", "a.txt"), next_generation()
UPLOAD = Upload(name="a.txt", media_type="text/plain", size=1, sha256="0", fingerprint="f", dataref="default/uploads/0")
UPLOADED = {"document": DOCUMENT, "generation": GENERATION, "name": "a.txt"}
Take = Callable[[str, Event], list[dict[str, object]]]


@pytest.fixture
def env(tmp_path: Path) -> Env:
    return world(tmp_path, signing_key=KEY)


@pytest.fixture
def records(env: Env) -> Records:
    store = env.records.get()
    key = DocumentKey(IndexKey("default", env.settings.embedder), DOCUMENT)
    store.write(Fact(key=key, generation=GENERATION, kind="uploaded", at=now_ms(), data=msgspec.to_builtins(UPLOAD)))
    return store


@pytest.fixture
def take(records: Records, env: Env) -> Take:
    """Deliver a dead letter of a Trigger, and return what was reported to whoever waits."""
    return taken_by(env)


def taken_by(env: Env) -> Take:
    def deliver(trigger: str, event: Event) -> list[dict[str, object]]:
        headers, body = binding.send(event)
        with flask.Flask("test").test_request_context(f"/failed/{trigger}", method="POST", headers=headers, data=body):
            assert fail.Fail(env).record(flask.request).status_code == 204
        return told(env)

    return deliver


def told(env: Env) -> list[dict[str, object]]:
    """Return what was reported to whoever waits."""
    reports = env.reports.get()
    assert isinstance(reports, Reports)
    return reports.messages


def uploaded(**extensions: str) -> Event:
    return signed(KEY, make(DOCUMENT_UPLOADED, "/test", "e1", UPLOADED, extensions))


def phase(records: Records) -> str:
    state = records.state(DocumentKey(IndexKey("default", Settings().embedder), DOCUMENT))
    assert state is not None
    return state.phase


def test_a_dead_letter_of_ours_fails_its_document_and_is_listed(records: Records, take: Take) -> None:
    take("split-uploaded", uploaded(knativeerrorcode="422"))
    assert phase(records) == "failed"
    assert [one.stage for one in records.failures("default")] == ["split"]


def test_a_letter_that_nobody_signed_is_the_default_tenants_whatever_it_says(records: Records, take: Take) -> None:
    take("split-uploaded", make(DOCUMENT_UPLOADED, "/test", "e1", UPLOADED, {"tenant": "another"}))
    assert (len(records.failures("default")), records.failures("another")) == (1, [])


def test_a_signed_letter_is_its_tenants(records: Records, take: Take) -> None:
    take("split-uploaded", uploaded(tenant="another"))
    assert (records.failures("default"), len(records.failures("another"))) == ([], 1)


def test_whoever_waits_is_told_even_where_the_store_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "store.sqlite").write_bytes(b"no database" * 1000)
    env = world(tmp_path, signing_key=KEY)
    with pytest.raises(Damaged):
        taken_by(env)("search-embedded", make(QUESTION_ASKED, "/test", "q1", {"question": "Why?"}))
    assert [list(message) for message in told(env)] == [["error"]]


def test_a_question_that_failed_is_told_to_whoever_waits(take: Take) -> None:
    (reported,) = take("search-embedded", make(QUESTION_ASKED, "/test", "q1", {"question": "Why?"}))
    assert "error" in reported


def test_the_failure_of_somebody_elses_trigger_is_listed_and_fails_no_document(records: Records, take: Take) -> None:
    take("broker", uploaded(knativeerrorcode="500"))
    assert phase(records) == "waiting"
    assert [one.stage for one in records.failures("default")] == ["broker"]


def test_what_a_deleted_trigger_could_not_take_is_no_failure(records: Records, take: Take) -> None:
    assert take("broker", make(QUESTION_ASKED, "/test", "q1", {"question": "Why?"})) == []
    assert records.failures("default") == []


EVENT = {"ce-specversion": "1.0", "ce-id": "poison", "ce-source": "/somebody", "ce-type": DOCUMENT_UPLOADED}
STRUCTURED = {"content-type": "application/cloudevents+json"}
POISON: dict[str, tuple[dict[str, str], bytes]] = {
    "nothing at all": ({}, b""),
    "no event": ({"content-type": "text/plain"}, b"hello"),
    "no id": ({name: value for name, value in EVENT.items() if name != "ce-id"}, b"{}"),
    "an empty id": (EVENT | {"ce-id": ""}, b"{}"),
    "an id of 5,000 characters": (EVENT | {"ce-id": "i" * 5000}, b"{}"),
    "an id in Latin-1": (EVENT | {"ce-id": "\xe9\xff"}, b"{}"),
    "an unknown version": (EVENT | {"ce-specversion": "9"}, b"{}"),
    "90 attributes": (EVENT | {f"ce-x{number}": "x" for number in range(90)}, b"{}"),
    "deep data": (EVENT, b"[" * 200_000),
    "deep and sound data": (EVENT, b'{"name":' * 900 + b"1" + b"}" * 900),
    "a number out of range": (EVENT, b'{"name": "a.txt", "size": 1e999}'),
    "NUL": (EVENT, b"\0\0"),
    "half a pair": (EVENT, b'{"name": "\\udc00.txt"}'),
    "2 MB of data": (EVENT, b"x" * 2_000_000),
    "an attempt of 30 digits": (EVENT | {"ce-attempt": "9" * 30}, b'{"name": "a.txt"}'),
    "an attempt of 5,000 digits": (EVENT | {"ce-attempt": "9" * 5000}, b'{"name": "a.txt"}'),
    "an attempt in Arabic digits": (EVENT | {"ce-attempt": "\u00b3"}, b'{"name": "a.txt"}'),
    "a code of 5,000 digits": (EVENT | {"ce-knativeerrorcode": "4" * 5000}, b'{"name": "a.txt"}'),
    "broken error data": (EVENT | {"ce-knativeerrordata": "\xe9@@"}, b'{"name": "a.txt"}'),
    "a broken time": (EVENT | {"ce-time": "yesterday"}, b'{"name": "a.txt"}'),
    "a time of the future": (EVENT | {"ce-time": "2999-01-01T00:00:00Z"}, b'{"name": "a.txt"}'),
    "a time before time": (EVENT | {"ce-time": "0001-01-01T00:00:00Z"}, b'{"name": "a.txt"}'),
    "an unheard-of model": (EVENT, b'{"name": "a.txt", "model": "nobody-knows-it"}'),
    "a structured cut": (STRUCTURED, b'{"specversion": "1.0", "id": "1"'),
    "a structured list": (STRUCTURED, b"[1, 2]"),
    "a structured mark": (STRUCTURED, b"\xef\xbb\xbf{}"),
}


def post(env: Env, headers: dict[str, str], body: bytes, trigger: str = "split-uploaded") -> int:
    """Deliver anything; return the status."""
    function = fail.build(env)
    with flask.Flask("test").test_request_context(f"/failed/{trigger}", method="POST", headers=headers, data=body):
        return function(flask.request).status_code


@pytest.mark.parametrize(("headers", "body"), POISON.values(), ids=POISON)
def test_whatever_a_letter_is_it_goes_on_record_with_a_reason(
    records: Records, env: Env, headers: dict[str, str], body: bytes
) -> None:
    assert post(env, headers, body) == 204
    [failure] = records.failures("default")
    assert failure.reason
    assert len(msgspec.json.encode(failure)) < 800_000


@pytest.mark.parametrize("trigger", ["%ff%fe", "", "a/b/c", "t" * 3000, "%00", "caf\u00e9"])
def test_a_letter_of_any_trigger_goes_on_record(records: Records, env: Env, trigger: str) -> None:
    assert post(env, EVENT, b"{}", trigger) == 204
    assert len(records.failures("default")) == 1


def test_a_letter_delivered_twice_is_recorded_once(records: Records, env: Env) -> None:
    for _ in range(2):
        post(env, {}, b"no event")
    assert len(records.failures("default")) == 1


FORGED = {"document": DOCUMENT, "generation": GENERATION, "name": "a.txt", "batch": 0, "batches": 1}


@pytest.mark.parametrize("type_", [DOCUMENT_UPLOADED, CHUNKS_SPLIT, CHUNKS_EMBEDDED, DOCUMENT_DELETED])
def test_a_letter_that_nobody_signed_fails_no_generation_that_it_names(
    records: Records, take: Take, type_: str
) -> None:
    forged = make(type_, "/somebody", "1", FORGED, {"time": "2020-01-01T00:00:00Z", "knativeerrorcode": "422"})
    take("store-embedded", forged)
    assert phase(records) == "waiting"
    assert len(records.failures("default")) == 1


def test_a_signature_of_another_event_is_none(records: Records, take: Take) -> None:
    take("split-uploaded", uploaded(time="2020-01-01T00:00:00Z").extended(id="e2"))
    assert phase(records) == "waiting"


def test_an_upload_that_was_forbidden_fails_no_document(records: Records, take: Take) -> None:
    take("split-uploaded", make(DOCUMENT_UPLOADED, "/somebody", "1", {"name": "a.txt"}, {"knativeerrorcode": "403"}))
    assert phase(records) == "waiting"


def test_an_upload_that_was_refused_leaves_the_document_that_is_there_and_is_listed(
    records: Records, take: Take
) -> None:
    take("split-uploaded", make(DOCUMENT_UPLOADED, "/somebody", "1", {"name": "a.txt"}, {"knativeerrorcode": "422"}))
    assert phase(records) == "waiting"
    assert [failure.name for failure in records.failures("default")] == ["a.txt"]


def test_an_upload_that_was_refused_shows_as_a_document_where_there_is_none_of_that_name(
    records: Records, take: Take
) -> None:
    take("split-uploaded", make(DOCUMENT_UPLOADED, "/somebody", "1", {"name": "b.txt"}, {"knativeerrorcode": "422"}))
    state = records.state(DocumentKey(IndexKey("default", Settings().embedder), document_id("default", "b.txt")))
    assert state is not None
    assert state.phase == "failed"


def test_many_forged_letters_of_one_kind_bury_no_other_failure(records: Records, take: Take) -> None:
    take("split-uploaded", make(DOCUMENT_UPLOADED, "/somebody", "1", {"name": "b.txt"}))
    for number in range(20):
        take("reconcile-failed", make(DOCUMENT_FAILED, "/somebody", f"forged {number}", {}))
    assert sorted(failure.type for failure in records.failures("default")) == [DOCUMENT_FAILED, DOCUMENT_UPLOADED]


def test_where_no_outside_producers_are_wanted_none_of_their_uploads_fails_a_document(
    records: Records, tmp_path: Path
) -> None:
    take = taken_by(world(tmp_path, signing_key=KEY, outside_producers=False))
    take("split-uploaded", make(DOCUMENT_UPLOADED, "/somebody", "1", {"name": "a.txt"}))
    assert phase(records) == "waiting"


@pytest.mark.parametrize(
    "about",
    [
        {"generation": "ffffffff-ffff-7fff-bfff-ffffffffffff"},
        {"document": "nonsense"},
        {"document": document_id("default", "never uploaded.txt")},
        {"generation": next_generation()},
    ],
)
def test_nothing_is_written_of_what_nobody_accepted(records: Records, take: Take, about: dict[str, str]) -> None:
    take("split-uploaded", signed(KEY, make(CHUNKS_SPLIT, "/test", "e1", {**FORGED, **about})))
    assert [state.document for state in records.states(IndexKey("default", Settings().embedder))] == [DOCUMENT]
    assert phase(records) == "waiting"


def test_no_index_comes_to_be_of_a_model_that_a_letter_names(records: Records, take: Take) -> None:
    take("split-uploaded", make(DOCUMENT_UPLOADED, "/somebody", "1", {"name": "b.txt", "model": "nobody-knows-it"}))
    assert records.models("default") == [Settings().embedder]


def test_a_refused_upload_of_a_producer_shows_its_reason_as_a_document(records: Records, take: Take) -> None:
    take("split-uploaded", make(DOCUMENT_UPLOADED, "/somebody", "1", {"name": "b.txt"}, {"attempt": "9" * 30}))
    state = records.state(DocumentKey(IndexKey("default", Settings().embedder), document_id("default", "b.txt")))
    assert state is not None
    assert state.phase == "failed"


def test_only_a_store_that_does_not_answer_lets_a_letter_come_again(env: Env) -> None:
    def away() -> Records:
        raise Unavailable("the store is away")

    assert post(replace(env, records=LazyResource(away)), EVENT, b"{}") == 503


def test_a_broker_that_is_away_keeps_no_letter_off_the_record(records: Records, tmp_path: Path) -> None:
    broker = Outbox()
    broker.away = True
    take = taken_by(world(tmp_path, broker, signing_key=KEY))
    take("split-uploaded", uploaded(knativeerrorcode="422"))
    assert phase(records) == "failed"


def test_what_is_no_post_is_no_letter(env: Env) -> None:
    with flask.Flask("test").test_request_context("/failed/split-uploaded", method="GET"):
        assert fail.build(env)(flask.request).status_code == 400
