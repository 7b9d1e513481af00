"""The way of a document, from its upload to its end."""

import base64
import json
import time
from pathlib import Path

import httpx
import pytest

from events.identity import document_id
from functions.stores.opening import open_passages
from tests.flow.conftest import MAX_UPLOAD_BYTES
from tests.running import Running, until
from tests.unit.ingest.pdf_writer import pdf

FILES = Path(__file__).parents[1] / "unit" / "ingest" / "files"
NORMANS = "# Normans\n\nThe Normans gave their name to Normandy, a region in France. They came from Norse raiders.\n"


def texts(system: Running, name: str) -> set[str]:
    """Return the stored passages of a document, of whatever generation."""
    passages = open_passages(f"sqlite://{system.home}/store.sqlite")
    rows = (json.loads(line) for line in passages.dump())
    return {row["text"] for row in rows if row["name"] == name}


def test_an_uploaded_text_becomes_searchable(system: Running) -> None:
    response = system.upload("normans.md", NORMANS)
    assert response.status_code == 202
    assert response.headers["location"] == f"/documents/{document_id('default', 'normans.md')}"
    assert system.wait_for("normans.md")["state"] == "indexed"


def test_the_unchanged_file_again_answers_200_and_does_no_work(system: Running) -> None:
    system.upload("unchanged.txt", "The same words as ever.")
    before = system.wait_for("unchanged.txt")
    assert system.upload("unchanged.txt", "The same words as ever.").status_code == 200
    assert system.document("unchanged.txt") == before


def test_a_then_b_then_a_leaves_exactly_the_chunks_of_a(system: Running) -> None:
    for content in ("Alpha is the first letter.", "Beta is the second letter.", "Alpha is the first letter."):
        system.upload("letters.txt", content)
    system.wait_for("letters.txt")
    until(lambda: len(texts(system, "letters.txt")) == 1, "only one chunk is left")
    assert texts(system, "letters.txt") == {"Alpha is the first letter."}


def test_a_deleted_document_leaves_nothing_even_when_an_old_event_comes_late(system: Running) -> None:
    system.upload("gone.txt", "These words will be gone.")
    generation = system.wait_for("gone.txt")["generation"]
    document = document_id("default", "gone.txt")
    assert system.http.delete(f"/documents/{document}").status_code == 202
    until(lambda: not texts(system, "gone.txt"), "the passages are removed")
    late = {"document": document, "generation": generation, "name": "gone.txt"}
    post_event(system, "minirag.document.uploaded", late).raise_for_status()
    batch = {"document": document, "generation": generation, "batch": 0, "batches": 1}
    dataref = f"default/chunks/{document}/{generation}/00000.json"
    post_event(system, "minirag.chunks.split", batch, dataref=dataref).raise_for_status()
    until(system.idle, "the Broker is empty")
    assert not texts(system, "gone.txt")
    assert system.http.get(f"/documents/{document}").status_code == 404


def test_a_new_upload_revives_a_deleted_document(system: Running) -> None:
    system.upload("revived.txt", "First life.")
    system.wait_for("revived.txt")
    system.http.delete(f"/documents/{document_id('default', 'revived.txt')}")
    assert system.upload("revived.txt", "Second life.").status_code == 202
    system.wait_for("revived.txt")
    assert texts(system, "revived.txt") == {"Second life."}


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [
        pytest.param("empty.txt", b"", 422, id="empty"),
        pytest.param("/etc/passwd", b"x", 422, id="an absolute name"),
        pytest.param("../up.txt", b"x", 422, id="a name that climbs"),
        pytest.param("large.txt", b"x" * (MAX_UPLOAD_BYTES + 1), 413, id="one byte over the limit"),
    ],
)
def test_what_the_gateway_can_see_is_refused_at_once(system: Running, name: str, content: bytes, status: int) -> None:
    response = system.upload(name, content)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert len(response.json()["detail"]) > 20


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("picture.xyz", bytes(range(256)) * 4, id="an unknown type"),
        pytest.param("broken.pdf", b"%PDF-1.7\nthis is no PDF", id="a broken PDF"),
        pytest.param("encrypted.pdf", (FILES / "encrypted.pdf").read_bytes(), id="an encrypted PDF"),
        pytest.param("scanned.pdf", pdf([[], []]), id="a PDF without text"),
        pytest.param("binary.txt", bytes(range(256)) * 4, id="text that is none"),
        pytest.param("blank.txt", b" \n\n \t\n", id="only blanks"),
    ],
)
def test_a_document_that_cannot_be_read_fails_with_its_reason_and_leaves_no_trace(
    system: Running, name: str, content: bytes
) -> None:
    system.upload(name, content)
    found = system.wait_for(name, "failed")
    assert found["stage"] == "split"
    assert len(found["reason"]) > 20
    assert not texts(system, name)


def test_a_pdf_is_cited_with_the_page(system: Running) -> None:
    bread = ["Bread is made of flour and of water and of some salt and yeast."] * 20
    system.upload("pages.pdf", pdf([bread, ["The ibexes of Gran Paradiso eat grass and herbs.", *bread]]))
    system.wait_for("pages.pdf")
    document = document_id("default", "pages.pdf")
    answer = system.ask("What do the ibexes of Gran Paradiso eat?", filters={"documents": [document]})
    assert ("herbs" in answer["citations"][0]["quote"], answer["citations"][0]["page"]) == (True, 2)


def test_a_failure_is_listed_with_what_where_and_why(system: Running) -> None:
    system.upload("poison.pdf", b"%PDF-1.7\nnothing more")
    reason = system.wait_for("poison.pdf", "failed")["reason"]
    failures = system.http.get("/failures").json()["failures"]
    failure = next(one for one in failures if one["name"] == "poison.pdf")
    assert (failure["stage"], failure["reason"], failure["type"]) == ("split", reason, "minirag.document.uploaded")


def test_a_replayed_failure_is_tried_again(system: Running) -> None:
    system.upload("again.pdf", b"%PDF-1.7\nstill nothing")
    system.wait_for("again.pdf", "failed")
    failures = system.http.get("/failures").json()["failures"]
    failure = next(one for one in failures if one["name"] == "again.pdf")
    assert system.http.post(f"/failures/{failure['id']}/replay").status_code == 202

    def second() -> bool:
        found = [one for one in system.http.get("/failures").json()["failures"] if one["name"] == "again.pdf"]
        return len(found) == 2

    until(second, "the second attempt fails too")


def post_event(system: Running, type_: str, data: object, **extensions: str) -> httpx.Response:
    """Post an event to the Broker in binary mode."""
    attributes = {"specversion": "1.0", "id": str(time.time_ns()), "source": "/test", "type": type_, **extensions}
    return httpx.post(system.broker, headers={f"ce-{k}": v for k, v in attributes.items()}, json=data, trust_env=False)


def test_an_event_with_the_content_inline_becomes_searchable(system: Running) -> None:
    post_event(system, "minirag.document.uploaded", {"name": "inline.txt", "content": "Ibexes live on cliffs."})
    system.wait_for("inline.txt")
    assert texts(system, "inline.txt") == {"Ibexes live on cliffs."}


def test_an_event_may_carry_bytes(system: Running) -> None:
    content = base64.b64encode("Größe in UTF-16".encode("utf-16")).decode()
    post_event(system, "minirag.document.uploaded", {"name": "bytes.txt", "content_base64": content})
    system.wait_for("bytes.txt")
    assert texts(system, "bytes.txt") == {"Größe in UTF-16"}


def test_a_malformed_event_ends_among_the_failures(system: Running) -> None:
    post_event(system, "minirag.document.uploaded", {"name": "malformed.txt", "size": "big"})
    assert "size" in system.wait_for("malformed.txt", "failed")["reason"]
