"""Healing: what is sent again, when, and when it is given up. A real store; the Broker only records."""

import base64
from collections.abc import Callable
from pathlib import Path

import flask
import msgspec
import pytest
from msgspec.structs import replace

from events import binding
from events.documents import DocumentIndexed
from events.event import Event, make
from events.identity import DocumentKey, Generation, IndexKey, document_id, next_generation, now_ms
from events.registry import CHUNKS_SPLIT, DOCUMENT_FAILED, DOCUMENT_INDEXED, DOCUMENT_UPLOADED
from functions.care import reconcile
from functions.care.stuck import lease_end
from functions.care.sweep import Sweeper
from functions.documents.rereading import AT_ONCE
from functions.serving.handler import http
from functions.serving.settings import CHUNKER, Settings, fingerprint
from functions.serving.signing import is_signed, signed
from functions.stores.facts import Fact, Kind, Upload
from functions.stores.records import Records
from functions.stores.sqlite.records import SqliteRecords
from tests.unit.world import Outbox, world

KEY = "a key for tests"
DOCUMENT, GENERATION = document_id("default", "a.txt"), next_generation()
UPLOAD = Upload(
    name="a.txt",
    media_type="text/plain",
    size=1,
    sha256="0",
    fingerprint=fingerprint(Settings().embedder),
    dataref="default/uploads/0",
)
OF_BEFORE = msgspec.to_builtins(replace(UPLOAD, fingerprint=f"chunker-{CHUNKER - 1}/{Settings().embedder}"))
LONG_AGO = now_ms() - 3_600_000 * 24
Tick = Callable[[], list[Event]]


def fact(kind: Kind, number: int = 0, at: int = LONG_AGO, **data: object) -> Fact:
    key = DocumentKey(IndexKey("default", Settings().embedder), DOCUMENT)
    return Fact(key=key, generation=GENERATION, kind=kind, number=number, at=at, data=data)


class Healing:
    """The function in a world of its own, whose Broker only records."""

    def __init__(self, folder: Path) -> None:
        self.broker = Outbox()
        self.env = world(folder, self.broker, signing_key=KEY)
        self.serve(Sweeper())

    def serve(self, sweeper: Sweeper) -> None:
        step = reconcile.Reconcile(self.env, sweeper)
        self._function = http(step.take, step.resources)

    def take(self, event: Event) -> flask.Response:
        """Post an event to the function."""
        headers, body = binding.send(event)
        with flask.Flask("test").test_request_context("/", method="POST", headers=headers, data=body):
            return self._function(flask.request)

    def tick(self) -> list[Event]:
        """Do one tick, and return the events that were posted."""
        self.broker.events.clear()
        assert self.take(make(reconcile.TICK, "/test", "1", {})).status_code == 204
        return list(self.broker.events)


def indexed(document: str = DOCUMENT, generation: Generation = GENERATION) -> Event:
    data = DocumentIndexed(document=document, generation=generation, name="a.txt", chunks=1, milliseconds=1)
    return make(DOCUMENT_INDEXED, "/minirag/store", "1", data)


@pytest.fixture
def healing(tmp_path: Path) -> Healing:
    return Healing(tmp_path)


@pytest.fixture
def records(healing: Healing) -> Records:
    store = healing.env.records.get()
    store.write(fact("uploaded", **msgspec.to_builtins(UPLOAD)))
    return store


@pytest.fixture
def tick(records: Records, healing: Healing) -> Tick:
    return healing.tick


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
    state = records.state(DocumentKey(IndexKey("default", Settings().embedder), DOCUMENT))
    assert state is not None
    assert lease_end(state, 10.0) == LONG_AGO + 40_000


def test_after_five_attempts_a_document_is_given_up_and_says_so(records: Records, tick: Tick) -> None:
    records.write(*(fact("admitted", number) for number in range(1, 6)))
    assert [event.type for event in tick()] == [DOCUMENT_FAILED]
    state, failures = (
        records.state(DocumentKey(IndexKey("default", Settings().embedder), DOCUMENT)),
        records.failures("default"),
    )
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


def other(kind: Kind, number: int = 0, at: int = LONG_AGO, **data: object) -> Fact:
    """Return a fact about another document."""
    one = fact(kind, number, at, **data)
    return replace(one, key=DocumentKey(one.key.index, document_id("default", "b.txt")))


def test_while_its_stage_works_through_the_queue_a_document_that_waits_in_it_is_not_sent_again(
    records: Records, tick: Tick
) -> None:
    """Seen: 94 of 95 embedded batches were thrown away, since whatever waited longer than its lease was sent again."""
    records.write(fact("admitted", 1), fact("split", batches=3, chunks=90))
    records.write(other("uploaded", at=LONG_AGO - 1, **msgspec.to_builtins(UPLOAD)), other("admitted", 1, LONG_AGO - 1))
    records.write(other("split", at=LONG_AGO - 1, batches=9, chunks=270), other("stored", 0, now_ms() - 1, chunks=32))
    assert [tick() for _ in range(3)] == [[], [], []]


def test_a_document_that_later_ones_have_overtaken_is_sent_again(records: Records, tick: Tick) -> None:
    records.write(fact("admitted", 1), fact("split", batches=1, chunks=30))
    records.write(other("uploaded", **msgspec.to_builtins(UPLOAD)), other("admitted", 1))
    records.write(other("split", at=LONG_AGO + 1, batches=9, chunks=270), other("stored", 0, now_ms(), chunks=32))
    assert [(event.type, event.get("attempt")) for event in tick()] == [(CHUNKS_SPLIT, "2")]


def test_a_signed_end_of_a_document_admits_the_next_one(records: Records, healing: Healing) -> None:
    assert healing.take(signed(KEY, indexed())).status_code == 204
    state = records.state(DocumentKey(IndexKey("default", Settings().embedder), DOCUMENT))
    assert state is not None
    assert state.phase == "splitting"


def test_an_unsigned_end_of_a_document_moves_nothing(records: Records, healing: Healing) -> None:
    assert healing.take(indexed()).status_code == 403
    state = records.state(DocumentKey(IndexKey("default", Settings().embedder), DOCUMENT))
    assert state is not None
    assert state.phase == "waiting"


def test_the_same_end_again_changes_nothing(records: Records, healing: Healing) -> None:
    for _ in range(3):
        healing.take(signed(KEY, indexed()))
    state = records.state(DocumentKey(IndexKey("default", Settings().embedder), DOCUMENT))
    assert state is not None
    assert (state.phase, state.attempt) == ("splitting", 1)


def test_ticks_that_come_during_a_sweep_start_no_more_work(tick: Tick, healing: Healing) -> None:
    swept: list[int] = []

    class Sweeping(Sweeper):
        def sweep(self, *_: object) -> None:
            swept.append(healing.take(make(reconcile.TICK, "/test", "2", {})).status_code)

    healing.serve(Sweeping())
    tick()
    assert swept == [204]


def test_ticks_that_come_one_after_the_other_sweep_once(tick: Tick, monkeypatch: pytest.MonkeyPatch) -> None:
    swept: list[int] = []
    monkeypatch.setattr("functions.care.sweep.sweep_blobs", lambda *_: swept.append(1))
    for _ in range(5):
        tick()
    assert swept == [1]


def test_after_a_while_a_tick_sweeps_again(tick: Tick, healing: Healing, monkeypatch: pytest.MonkeyPatch) -> None:
    swept: list[int] = []
    monkeypatch.setattr("functions.care.sweep.sweep_blobs", lambda *_: swept.append(1))
    healing.serve(Sweeper(pause=0))
    for _ in range(2):
        tick()
    assert swept == [1, 1]


def test_what_is_given_up_is_on_record_as_an_event_of_ours(records: Records, tick: Tick) -> None:
    records.write(*(fact("admitted", number) for number in range(1, 6)))
    tick()
    [failure] = records.failures("default")
    assert is_signed(KEY, Event(failure.attributes, base64.b64decode(failure.data)))


def old_documents(healing: Healing, *names: str) -> None:
    """Put documents on record that an older reader has read."""
    for name in names:
        one = fact("uploaded", **{**OF_BEFORE, "name": name})
        written = replace(one, key=DocumentKey(one.key.index, document_id("default", name)))
        healing.env.records.get().write(written, replace(written, kind="current", data={"chunks": 1, "ms": 1}))


def names_of(events: list[Event]) -> list[str]:
    return [msgspec.json.decode(event.data)["name"] for event in events]


def test_at_a_tick_documents_that_an_older_reader_has_read_are_read_again_a_few_at_a_time(healing: Healing) -> None:
    old_documents(healing, "a.txt", "b.txt", "c.txt")
    assert len(names_of(healing.tick())) == AT_ONCE


def test_where_one_of_them_has_come_to_its_end_the_next_one_follows(healing: Healing) -> None:
    old_documents(healing, "a.txt", "b.txt", "c.txt")
    first = healing.tick()[0]
    state = healing.env.records.get().state(DocumentKey(IndexKey("default", Settings().embedder), first.get("subject")))
    assert state is not None
    healing.env.records.get().write(
        replace(fact("current", chunks=1, ms=1), key=state.key, generation=state.generation)
    )
    healing.broker.events.clear()
    healing.take(signed(KEY, indexed(state.document, state.generation)))
    assert len(names_of(healing.broker.events)) == 1


def test_while_others_are_on_their_way_nothing_is_read_again(healing: Healing) -> None:
    old_documents(healing, "a.txt")
    for number in range(AT_ONCE):
        new = fact("uploaded", **msgspec.to_builtins(UPLOAD))
        key = DocumentKey(new.key.index, document_id("default", f"new {number}"))
        healing.env.records.get().write(replace(new, key=key), replace(fact("admitted", 1, now_ms()), key=key))
    assert healing.tick() == []


def test_the_end_of_an_ordinary_upload_costs_no_look_for_old_documents(healing: Healing, records: Records) -> None:
    old_documents(healing, "b.txt")
    records.write(fact("admitted", 1), fact("current", chunks=1, ms=1))
    healing.broker.events.clear()
    healing.take(signed(KEY, indexed()))
    assert healing.broker.events == []


PAGES = [{"page": number} for number in range(5)]


def test_what_waits_for_ocr_goes_to_split_again_which_knows_what_is_missing(records: Records, tick: Tick) -> None:
    records.write(
        fact("admitted", 1), fact("scanned", pages=PAGES, size=2), fact("recognised", 0, dataref="default/r/0")
    )
    assert [(event.type, event.get("attempt")) for event in tick()] == [(DOCUMENT_UPLOADED, "2")]


def test_while_ocr_works_through_the_queue_a_document_that_waits_in_it_is_not_sent_again(
    records: Records, tick: Tick
) -> None:
    records.write(fact("admitted", 1), fact("scanned", pages=PAGES, size=2))
    records.write(other("uploaded", at=LONG_AGO - 1, **msgspec.to_builtins(UPLOAD)), other("admitted", 1, LONG_AGO - 1))
    records.write(other("scanned", at=LONG_AGO - 1, pages=PAGES, size=2))
    records.write(other("recognised", 0, now_ms() - 1, dataref="default/r/0"))
    assert tick() == []


def test_a_scan_that_later_ones_have_overtaken_is_sent_again(records: Records, tick: Tick) -> None:
    records.write(fact("admitted", 1), fact("scanned", pages=PAGES, size=2))
    records.write(other("uploaded", **msgspec.to_builtins(UPLOAD)), other("admitted", 1))
    records.write(other("scanned", at=LONG_AGO + 1, pages=PAGES, size=2))
    records.write(other("recognised", 0, now_ms(), dataref="default/r/0"))
    assert [event.get("attempt") for event in tick()] == ["2"]


def test_a_scan_that_is_given_up_names_ocr_as_the_stage(records: Records, tick: Tick) -> None:
    records.write(*(fact("admitted", number) for number in range(1, 6)), fact("scanned", pages=PAGES, size=2))
    tick()
    assert [one.stage for one in records.failures("default")] == ["ocr"]
