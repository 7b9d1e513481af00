"""What the gateway makes of rows that should not be there: it lists them, and they can be put right."""

from typing import Any

import apsw
import pytest

from events.identity import DocumentKey, IndexKey, document_id
from functions.documents.progress import fact
from functions.stores.facts import Fact
from tests.unit.gateway.serving import Serving

TOP, LAST = "ffffffff-ffff-7fff-bfff-ffffffffffff", "ffffffff-ffff-ffff-ffff-ffffffffffff"
DOCUMENT = document_id("default", "a.txt")


def poison(gateway: Serving, generation: str, document: str = DOCUMENT) -> None:
    """Put on record what earlier versions believed of an unsigned event."""
    at = int(generation[:8] + generation[9:13], 16)
    upload = {"name": "other.txt", "size": 0} | dict.fromkeys(("media_type", "sha256", "fingerprint", "dataref"), "")
    about: dict[str, Any] = {
        "key": DocumentKey(IndexKey("default", gateway.settings.embedder), document),
        "generation": generation,
    }
    gateway.records.write(Fact(**about, kind="uploaded", at=at, data=upload))
    reason = {"stage": "split", "reason": "poison"}
    gateway.records.write(Fact(**about, kind="failed", number=1, at=at, data=reason))


@pytest.fixture
def indexed(gateway: Serving) -> Serving:
    """A gateway with a document that is indexed."""
    gateway.upload("a.txt", b"text")
    state = gateway.records.state(DocumentKey(IndexKey("default", gateway.settings.embedder), DOCUMENT))
    assert state is not None
    gateway.records.write(fact(state, "split", batches=0, chunks=0), fact(state, "current", chunks=0, ms=1))
    return gateway


@pytest.mark.parametrize("generation", [TOP, LAST])
def test_a_document_of_an_absurd_generation_is_listed(indexed: Serving, generation: str) -> None:
    poison(indexed, generation)
    [listed] = indexed.http.get("/documents").json()["documents"]
    assert (listed["phase"], listed["reason"]) == ("failed", "poison")
    assert indexed.http.get(f"/documents/{DOCUMENT}").status_code == 200


@pytest.mark.parametrize("generation", [TOP, LAST])
def test_it_can_be_uploaded_again(indexed: Serving, generation: str) -> None:
    poison(indexed, generation)
    answer = indexed.upload("a.txt", b"new text")
    assert (answer.status_code, answer.json()["generation"] < "02") == (202, True)
    assert indexed.http.get(f"/documents/{DOCUMENT}").json()["name"] == "a.txt"


@pytest.mark.parametrize("generation", [TOP, LAST])
def test_it_can_be_deleted_and_is_gone(indexed: Serving, generation: str) -> None:
    poison(indexed, generation)
    assert indexed.http.delete(f"/documents/{DOCUMENT}").status_code == 202
    assert indexed.http.get(f"/documents/{DOCUMENT}").status_code == 404
    assert indexed.http.get("/documents").json()["documents"] == []


@pytest.mark.parametrize("generation", [TOP, "019c13ec-9e00-72d7-9642-b726b0440162"])
def test_a_ghost_is_listed_and_can_be_deleted(indexed: Serving, generation: str) -> None:
    poison(indexed, generation, "nonsense")
    assert {one["id"] for one in indexed.http.get("/documents").json()["documents"]} == {DOCUMENT, "nonsense"}
    assert indexed.http.delete("/documents/nonsense").status_code == 202
    assert {one["id"] for one in indexed.http.get("/documents").json()["documents"]} == {DOCUMENT}


def test_a_document_that_cannot_be_read_is_listed_with_why_and_can_be_uploaded_again(indexed: Serving) -> None:
    with apsw.Connection(str(indexed.folder / "store.sqlite")) as connection:
        connection.execute("update facts set data = '{}' where kind = 'uploaded'")
    [listed] = indexed.http.get("/documents").json()["documents"]
    assert (listed["state"], "cannot be read" in listed["reason"]) == ("unreadable", True)
    assert indexed.upload("a.txt", b"text").status_code == 202
    assert indexed.http.get(f"/documents/{DOCUMENT}").json()["name"] == "a.txt"


def test_failures_and_conversations_that_cannot_be_read_are_listed(indexed: Serving) -> None:
    with apsw.Connection(str(indexed.folder / "store.sqlite")) as connection:
        connection.execute(
            "insert into failures (tenant, id, at, body) values ('default', 'x', 900000000000000000, '{')"
        )
        connection.execute("insert into turns (tenant, id, conversation, at, body) values ('default','x', 'y', 1, '{')")
    [failure] = indexed.http.get("/failures").json()["failures"]
    [conversation] = indexed.http.get("/conversations").json()["conversations"]
    assert "cannot be read" in failure["reason"]
    assert "cannot be read" in conversation["first_question"]
