"""Healing: what is sent again, when, and when it is given up. A real store; the Broker only records."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import flask
import msgspec
import pytest

from events import binding
from events.event import Event, make
from events.identity import document_id, next_generation, now_ms
from events.registry import CHUNKS_SPLIT, DOCUMENT_FAILED, DOCUMENT_UPLOADED
from functions import opened
from functions.care import reconcile
from functions.stores.facts import Fact, Kind, Upload
from functions.stores.opening import open_records
from functions.stores.records import Records
from functions.stores.sqlite_records import SqliteRecords

DOCUMENT, GENERATION = document_id("default", "a.txt"), next_generation()
UPLOAD = Upload(name="a.txt", media_type="text/plain", size=1, sha256="0", fingerprint="f", dataref="default/uploads/0")
LONG_AGO = now_ms() - 3_600_000 * 24
Tick = Callable[[], list[Event]]


def fact(kind: Kind, number: int = 0, at: int = LONG_AGO, **data: object) -> Fact:
    about = {"tenant": "default", "model": reconcile.settings.embedder, "document": DOCUMENT, "generation": GENERATION}
    return Fact(**about, kind=kind, number=number, at=at, data=data)


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Records:
    monkeypatch.setenv("STORE_URL", f"sqlite://{tmp_path}/store.sqlite")
    monkeypatch.setenv("BLOBS_URL", (tmp_path / "blobs").as_uri())
    for name in ("records", "passages", "blobs"):
        monkeypatch.setattr(reconcile, name, getattr(opened, name)())
    store = open_records(f"sqlite://{tmp_path}/store.sqlite")
    store.write(fact("uploaded", **msgspec.to_builtins(UPLOAD)))
    return store


@pytest.fixture
def tick(records: Records, monkeypatch: pytest.MonkeyPatch) -> Tick:
    """Do one tick, and return the events that were posted."""
    posted: list[Event] = []
    recording = SimpleNamespace(get=lambda: SimpleNamespace(emit=posted.append))
    monkeypatch.setattr(reconcile, "sink", recording)

    def send() -> list[Event]:
        posted.clear()
        headers, body = binding.send(make(reconcile.TICK, "/test", "1", {}))
        with flask.Flask("test").test_request_context("/", method="POST", headers=headers, data=body):
            assert reconcile.reconcile_documents(flask.request).status_code == 204
        return list(posted)

    return send


def test_a_waiting_document_is_admitted_and_sent_off(tick: Tick) -> None:
    assert [event.type for event in tick()] == [DOCUMENT_UPLOADED]


def test_a_document_that_goes_on_is_left_alone(records: Records, tick: Tick) -> None:
    records.write(fact("admitted", 1, at=now_ms()))
    assert tick() == []


def test_a_document_without_progress_during_its_lease_is_sent_again(records: Records, tick: Tick) -> None:
    records.write(fact("admitted", 1))
    assert [(event.type, event.get("attempt")) for event in tick()] == [(DOCUMENT_UPLOADED, "2")]


def test_only_its_missing_batches_are_sent_again(records: Records, tick: Tick) -> None:
    records.write(fact("admitted", 1), fact("split", batches=3, chunks=90), fact("stored", 1, chunks=32))
    events = tick()
    assert [event.type for event in events] == [CHUNKS_SPLIT] * 2
    assert [msgspec.json.decode(event.data)["batch"] for event in events] == [0, 2]


def test_the_lease_doubles_with_each_attempt(records: Records) -> None:
    records.write(fact("admitted", 3))
    state = records.state("default", reconcile.settings.embedder, DOCUMENT)
    assert state is not None
    assert reconcile.lease_end(state, 10.0) == LONG_AGO + 40_000


def test_after_five_attempts_a_document_is_given_up_and_says_so(records: Records, tick: Tick) -> None:
    records.write(*(fact("admitted", number) for number in range(1, 6)))
    assert [event.type for event in tick()] == [DOCUMENT_FAILED]
    state, failures = records.state("default", reconcile.settings.embedder, DOCUMENT), records.failures("default")
    assert state is not None
    assert (state.phase, state.reason) == ("failed", "no progress in 5 attempts")
    assert [(one.name, one.stage, one.document) for one in failures] == [("a.txt", "split", DOCUMENT)]


def test_whoever_sees_a_document_given_up_finds_the_failure_to_send_again(
    records: Records, tick: Tick, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, listed = SqliteRecords.write, list[int]()

    def watched(self: SqliteRecords, *facts: Fact) -> list[bool]:
        if facts and facts[0].kind == "failed":
            listed.append(len(records.failures("default")))
        return write(self, *facts)

    records.write(*(fact("admitted", number) for number in range(1, 6)))
    monkeypatch.setattr(SqliteRecords, "write", watched)
    tick()
    assert listed == [1]


def test_a_document_given_up_is_not_sent_again(records: Records, tick: Tick) -> None:
    records.write(*(fact("admitted", number) for number in range(1, 6)))
    tick()
    assert tick() == []
