"""Rows that an earlier version, or a hand, has put into the store: they hide nothing, and can be put right."""

from pathlib import Path

import apsw
import pytest
from msgspec.structs import replace

from events.identity import DocumentKey, Generation, IndexKey, document_id, is_absurd, next_generation, now_ms
from functions.documents.overtaking import overtakable_state
from functions.stores.conversations import Turn
from functions.stores.dead_letters import Failure
from functions.stores.facts import Fact
from functions.stores.opening import open_records
from functions.stores.records import Records

T, MODEL = "default", "m"
DOCUMENT, OTHER = document_id(T, "a.txt"), document_id(T, "b.txt")
LAST = "ffffffff-ffff-ffff-ffff-ffffffffffff"
ABSURD = [Generation(one) for one in ("ffffffff-ffff-7fff-bfff-ffffffffffff", LAST, "~", "zzz")]
UPLOAD = {
    "name": "a.txt",
    "media_type": "",
    "size": 1,
    "sha256": "0",
    "fingerprint": "",
    "dataref": "default/uploads/0",
}


def uploaded(document: str, generation: Generation) -> Fact:
    key = DocumentKey(IndexKey(T, MODEL), document)
    return Fact(key=key, generation=generation, kind="uploaded", at=now_ms(), data=UPLOAD)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store.sqlite"


@pytest.fixture
def records(store: Path) -> Records:
    records = open_records(f"sqlite://{store}")
    records.write(uploaded(DOCUMENT, next_generation()), uploaded(OTHER, next_generation()))
    return records


def plant(store: Path, sql: str, *values: str) -> None:
    with apsw.Connection(str(store)) as connection:
        connection.execute(sql, values)


def phases(records: Records) -> dict[str, str]:
    return {state.document: state.phase for state in records.states(IndexKey(T, MODEL))}


@pytest.mark.parametrize("data", ["[]", "7", "{}", '{"name": 7}', '{"name": "a", "size": "big"}'])
def test_an_upload_that_cannot_be_read_is_shown_and_hides_no_other(store: Path, records: Records, data: str) -> None:
    plant(store, "update facts set data = ? where document = ?", data, DOCUMENT)
    assert phases(records) == {DOCUMENT: "unreadable", OTHER: "waiting"}
    state = records.state(DocumentKey(IndexKey(T, MODEL), DOCUMENT))
    assert state is not None
    assert "upload it again" in state.reason


@pytest.mark.parametrize("data", ["", "{", "[" * 5000, "{}", '{"batches": "many", "chunks": 1}', '{"batches": null}'])
def test_another_fact_that_cannot_be_read_is_shown_too(store: Path, records: Records, data: str) -> None:
    state = records.state(DocumentKey(IndexKey(T, MODEL), DOCUMENT))
    assert state is not None
    records.write(replace(uploaded(DOCUMENT, state.generation), kind="split", data={"batches": 1, "chunks": 1}))
    plant(store, "update facts set data = ? where document = ? and kind = 'split'", data, DOCUMENT)
    assert phases(records) == {DOCUMENT: "unreadable", OTHER: "waiting"}


def test_a_document_of_no_facts_is_shown(store: Path, records: Records) -> None:
    plant(store, "delete from facts where document = ?", DOCUMENT)
    assert phases(records)[DOCUMENT] == "unreadable"


def test_what_cannot_be_read_is_not_admitted_and_takes_no_place(store: Path, records: Records) -> None:
    plant(store, "update facts set data = '{}' where document = ?", DOCUMENT)
    admitted = [state.document for _ in range(2) for state in records.admit(1, now_ms())]
    assert admitted == [OTHER]
    plant(store, "update documents set phase = 'splitting' where document = ?", DOCUMENT)
    assert [state.document for state in records.in_flight()] == [OTHER]
    assert records.counts(IndexKey(T, MODEL))["unreadable"] == 1


def test_a_turn_that_cannot_be_read_is_shown_and_hides_no_other(store: Path, records: Records) -> None:
    for number in ("1", "2"):
        records.add_turn(Turn(id=number, tenant=T, conversation="c", at=int(number), question=number, answer="yes"))
    plant(store, "update turns set body = '{' where id = '1'")
    assert [turn.question for turn in records.turns(T, "c")] == ["(what is on record of this cannot be read)", "2"]
    [listed] = records.conversations(T)
    assert (listed.turns, listed.first_question) == (2, "(what is on record of this cannot be read)")


def test_a_failure_that_cannot_be_read_is_shown_and_hides_no_other(store: Path, records: Records) -> None:
    for number in ("1", "2"):
        records.add_failure(
            Failure(id=number, tenant=T, at=int(number), stage="s", reason="r", type="t", attributes={}, data="")
        )
    plant(store, "update failures set body = '[]' where id = '1'")
    assert [failure.stage for failure in records.failures(T)] == ["s", "unreadable"]
    found = records.failure(T, "1")
    assert found is not None
    assert found.stage == "unreadable"


@pytest.mark.parametrize("generation", ABSURD)
def test_before_an_upload_takes_its_place_an_absurd_generation_is_forgotten(
    records: Records, generation: Generation
) -> None:
    before = records.state(DocumentKey(IndexKey(T, MODEL), DOCUMENT))
    records.write(uploaded(DOCUMENT, generation))
    poisoned = records.state(DocumentKey(IndexKey(T, MODEL), DOCUMENT))
    assert poisoned is not None
    assert (poisoned.generation, is_absurd(generation)) == (generation, True)
    assert overtakable_state(records, DocumentKey(IndexKey(T, MODEL), DOCUMENT)) == before
    assert phases(records) == {DOCUMENT: "waiting", OTHER: "waiting"}
