"""PATCH /documents/{id}."""

import msgspec
import pytest

from events.documents import DocumentUploaded
from events.identity import DocumentKey, Generation, IndexKey, document_id
from events.registry import DOCUMENT_UPLOADED
from events.validation import decode
from functions.stores.facts import Fact, Upload
from tests.unit.gateway.serving import ID, Serving

BEFORE = '{"year": "2025", "author": "Ann"}'


@pytest.fixture
def location(gateway: Serving) -> str:
    """The address of an indexed document with the metadata `BEFORE`."""
    location = gateway.upload("notes.txt", b"some text", metadata=BEFORE).headers["location"]
    gateway.happen("notes.txt", "split", batches=1, chunks=1)
    gateway.happen("notes.txt", "current", chunks=1, ms=5)
    return location


def test_a_key_is_changed_and_the_others_stay(gateway: Serving, location: str) -> None:
    response = gateway.http.patch(location, json={"metadata": {"year": "2026", "tags": "draft"}})
    assert (response.status_code, response.headers["location"]) == (202, location)
    assert response.json()["metadata"] == {"year": "2026", "author": "Ann", "tags": "draft"}


def test_null_removes_a_key(gateway: Serving, location: str) -> None:
    assert gateway.http.patch(location, json={"metadata": {"year": None}}).json()["metadata"] == {"author": "Ann"}


def test_the_content_and_what_is_known_of_it_stay(gateway: Serving, location: str) -> None:
    before = gateway.state("notes.txt")
    gateway.http.patch(location, json={"metadata": {"year": "2026"}})
    after = gateway.state("notes.txt")
    assert before is not None and after is not None
    assert before.upload is not None and after.upload is not None
    kept = ("name", "media_type", "size", "sha256", "dataref")
    assert [getattr(after.upload, name) for name in kept] == [getattr(before.upload, name) for name in kept]


def test_the_document_is_sent_on_its_way_with_the_new_metadata(gateway: Serving, location: str) -> None:
    gateway.http.patch(location, json={"metadata": {"year": "2026"}})
    event = decode(gateway.broker.of_type(DOCUMENT_UPLOADED)[-1].data, DocumentUploaded)
    assert (event.metadata, event.name) == ({"year": "2026", "author": "Ann"}, "notes.txt")


def test_the_generation_before_answers_until_the_new_one_is_whole(gateway: Serving, location: str) -> None:
    before = gateway.http.get(location).json()
    revised = gateway.http.patch(location, json={"metadata": {"year": "2026"}}).json()
    assert revised["generation"] > before["generation"]
    assert gateway.records.current(IndexKey("default", gateway.settings.embedder), [before["id"]]) == {
        before["id"]: before["generation"]
    }


@pytest.mark.parametrize("metadata", [{}, {"year": "2025"}, {"unknown": None}])
def test_what_changes_nothing_answers_200_and_sends_nothing(
    gateway: Serving, location: str, metadata: dict[str, str | None]
) -> None:
    response = gateway.http.patch(location, json={"metadata": metadata})
    assert (response.status_code, response.json()["unchanged"]) == (200, True)
    assert len(gateway.broker.of_type(DOCUMENT_UPLOADED)) == 1


def test_a_failed_document_is_tried_again(gateway: Serving) -> None:
    location = gateway.upload("notes.txt", b"some text").headers["location"]
    gateway.happen("notes.txt", "failed", 1, stage="split", reason="broken")
    assert gateway.http.patch(location, json={"metadata": {}}).status_code == 202
    assert gateway.http.get(location).json()["state"] == "splitting"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "JSON"),
        (b"[]", "object"),
        (b'{"name": "other.txt"}', "metadata: missing"),
        (b'{"metadata": {"year": 2026}}', "metadata"),
        (b'{"metadata": null}', "metadata"),
        (b'{"metadata": {%s}}' % b",".join(b'"k%d": "v"' % n for n in range(65)), "64"),
    ],
    ids=["nothing", "a list", "another field", "a number", "null", "too many keys"],
)
def test_what_no_upload_could_bring_is_refused(gateway: Serving, location: str, body: bytes, said: str) -> None:
    response = gateway.http.patch(location, content=body)
    assert response.status_code in (400, 422)
    assert said in response.json()["detail"]


def test_a_body_over_the_limit_is_refused(gateway: Serving, location: str) -> None:
    assert gateway.http.patch(location, json={"metadata": {"text": "x" * 70_000}}).status_code == 413


def test_keys_that_are_added_bit_by_bit_are_as_limited_as_at_once(gateway: Serving, location: str) -> None:
    many = {f"k{number}": "v" for number in range(63)}
    assert gateway.http.patch(location, json={"metadata": many}).status_code == 422


@pytest.mark.parametrize("id_", [ID, "x", ID.upper()])
def test_an_unknown_document_is_not_found(gateway: Serving, id_: str) -> None:
    assert gateway.http.patch(f"/documents/{id_}", json={"metadata": {}}).status_code == 404


def test_a_deleted_document_is_not_found(gateway: Serving, location: str) -> None:
    gateway.http.delete(location)
    assert gateway.http.patch(location, json={"metadata": {"year": "2026"}}).status_code == 404


def test_a_document_whose_content_was_never_accepted_must_be_uploaded(gateway: Serving) -> None:
    unaccepted = Upload(name="big.txt", media_type="", size=0, sha256="", fingerprint="", dataref="")
    document, data = document_id("default", "big.txt"), msgspec.to_builtins(unaccepted)
    key = DocumentKey(IndexKey("default", gateway.settings.embedder), document)
    gateway.records.write(Fact(key=key, generation=Generation(ID), kind="uploaded", at=1, data=data))
    response = gateway.http.patch(f"/documents/{document}", json={"metadata": {"year": "2026"}})
    assert (response.status_code, "upload it" in response.json()["detail"]) == (422, True)
