"""The way of a document, from its upload to its end."""

import base64
import time
from pathlib import Path

import pytest

from tests.system import System, until
from tests.unit.ingest.pdf_writer import pdf

FILES = Path(__file__).parents[1] / "unit" / "ingest" / "files"
NORMANS = "# Normans\n\nThe Normans gave their name to Normandy, a region in France. They came from Norse raiders.\n"
TOO_MUCH = -1  # for a size: one byte more than MAX_UPLOAD_BYTES


def test_an_uploaded_text_becomes_searchable(system: System) -> None:
    response = system.upload("normans.md", NORMANS)
    assert response.status_code == 202
    assert response.headers["location"] == f"/documents/{system.id_of('normans.md')}"
    assert system.wait_for("normans.md")["state"] == "indexed"


def test_the_unchanged_file_again_answers_200_and_does_no_work(system: System) -> None:
    system.upload("unchanged.txt", "The same words as ever.")
    before = system.wait_for("unchanged.txt")
    assert system.upload("unchanged.txt", "The same words as ever.").status_code == 200
    assert system.document("unchanged.txt") == before


def test_a_then_b_then_a_leaves_exactly_the_chunks_of_a(system: System) -> None:
    for content in ("Alpha is the first letter.", "Beta is the second letter.", "Alpha is the first letter."):
        system.upload("letters.txt", content)
    system.wait_for("letters.txt")
    until(lambda: len(system.texts("letters.txt")) == 1, "only one chunk is left")
    assert system.texts("letters.txt") == {"Alpha is the first letter."}


def test_a_deleted_document_leaves_nothing_even_when_an_old_event_comes_late(system: System) -> None:
    system.upload("gone.txt", "These words will be gone.")
    generation = system.wait_for("gone.txt")["generation"]
    document = system.id_of("gone.txt")
    assert system.http.delete(f"/documents/{document}").status_code == 202
    until(lambda: not system.texts("gone.txt"), "the passages are removed")
    late = {"document": document, "generation": generation, "name": system.name("gone.txt")}
    system.post_signed("minirag.document.uploaded", late).raise_for_status()
    batch = {"document": document, "generation": generation, "batch": 0, "batches": 1}
    dataref = f"default/chunks/{document}/{generation}/00000.json"
    system.post_signed("minirag.chunks.split", batch, dataref=dataref).raise_for_status()
    system.settle()
    assert not system.texts("gone.txt")
    assert system.http.get(f"/documents/{document}").status_code == 404


def test_a_new_upload_revives_a_deleted_document(system: System) -> None:
    system.upload("revived.txt", "First life.")
    system.wait_for("revived.txt")
    system.http.delete(f"/documents/{system.id_of('revived.txt')}")
    assert system.upload("revived.txt", "Second life.").status_code == 202
    system.wait_for("revived.txt")
    assert system.texts("revived.txt") == {"Second life."}


def test_after_a_small_change_only_the_chunks_around_it_are_embedded_again(system: System) -> None:
    here = time.time_ns()  # no other document of the store has these texts, from which vectors would be reused, too
    notes = [" ".join([f"Ibex {n} was seen on slope {here + n}."] * (8 + n % 5)) for n in range(30)]
    system.upload("ibexes.txt", "\n\n".join(notes))
    first = system.wait_for("ibexes.txt")
    notes[15] += " It was not seen at all."
    system.upload("ibexes.txt", "\n\n".join(notes))
    second = system.wait_for("ibexes.txt")
    assert (first["reused"], second["chunks"]) == (0, first["chunks"])
    assert second["chunks"] - 3 <= second["reused"] < second["chunks"]
    assert any("was not seen at all" in text for text in system.texts("ibexes.txt"))


def test_vectors_that_were_reused_are_those_that_were_computed(system: System) -> None:
    system.upload("twice.txt", "Ibexes sleep on ledges.")
    system.wait_for("twice.txt")
    system.upload("moved/twice.txt", "Ibexes sleep on ledges.")
    assert system.wait_for("moved/twice.txt")["reused"] == 1
    of = {row["name"]: row["vector"] for row in system.passages()}
    assert of[system.name("twice.txt")] == of[system.name("moved/twice.txt")]


def test_metadata_can_be_changed_without_another_upload(system: System) -> None:
    system.upload("dated.txt", "Ibexes climb the dam of Cingino for its salt.")
    system.wait_for("dated.txt")
    path, filters = f"/documents/{system.id_of('dated.txt')}", {"metadata": {"year": system.name("2026")}}
    assert system.http.patch(path, json=filters).status_code == 202
    assert system.wait_for("dated.txt")["reused"] == 1
    answer = system.ask("What do ibexes climb?", filters=filters)
    assert [citation["document"] for citation in answer["citations"]] == [system.id_of("dated.txt")]


@pytest.mark.parametrize(
    ("name", "size", "status"),
    [
        pytest.param("empty.txt", 0, 422, id="empty"),
        pytest.param("/etc/passwd", 1, 422, id="an absolute name"),
        pytest.param("../up.txt", 1, 422, id="a name that climbs"),
        pytest.param("large.txt", TOO_MUCH, 413, id="one byte over the limit"),
    ],
)
def test_what_the_gateway_can_see_is_refused_at_once(system: System, name: str, size: int, status: int) -> None:
    content = b"x" * (system.max_upload_bytes + 1 if size == TOO_MUCH else size)
    response = system.http.post("/documents", params={"name": name}, content=content)
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
    system: System, name: str, content: bytes
) -> None:
    system.upload(name, content)
    found = system.wait_for(name, "failed")
    assert found["stage"] == "split"
    assert len(found["reason"]) > 20
    assert not system.texts(name)


def test_a_pdf_is_cited_with_the_page(system: System) -> None:
    bread = ["Bread is made of flour and of water and of some salt and yeast."] * 20
    system.upload("pages.pdf", pdf([bread, ["The ibexes of Gran Paradiso eat grass and herbs.", *bread]]))
    system.wait_for("pages.pdf")
    document = system.id_of("pages.pdf")
    answer = system.ask("What do the ibexes of Gran Paradiso eat?", filters={"documents": [document]})
    assert ("herbs" in answer["citations"][0]["quote"], answer["citations"][0]["page"]) == (True, 2)


def test_a_failure_is_listed_with_what_where_and_why(system: System) -> None:
    system.upload("poison.pdf", b"%PDF-1.7\nnothing more")
    reason = system.wait_for("poison.pdf", "failed")["reason"]
    (failure,) = system.failures("poison.pdf")
    assert (failure["stage"], failure["reason"], failure["type"]) == ("split", reason, "minirag.document.uploaded")


def test_a_replayed_failure_is_tried_again(system: System) -> None:
    system.upload("again.pdf", b"%PDF-1.7\nstill nothing")
    system.wait_for("again.pdf", "failed")
    (failure,) = system.failures("again.pdf")
    assert system.http.post(f"/failures/{failure['id']}/replay").status_code == 202

    until(lambda: len(system.failures("again.pdf")) == 2, "the second attempt fails too")


def test_an_event_with_the_content_inline_becomes_searchable(system: System) -> None:
    system.post_event(
        "minirag.document.uploaded", {"name": system.name("inline.txt"), "content": "Ibexes live on cliffs."}
    )
    system.wait_for("inline.txt")
    assert system.texts("inline.txt") == {"Ibexes live on cliffs."}


def test_an_event_may_carry_bytes(system: System) -> None:
    content = base64.b64encode("Größe in UTF-16".encode("utf-16")).decode()
    system.post_event("minirag.document.uploaded", {"name": system.name("bytes.txt"), "content_base64": content})
    system.wait_for("bytes.txt")
    assert system.texts("bytes.txt") == {"Größe in UTF-16"}


def test_a_malformed_event_ends_among_the_failures(system: System) -> None:
    system.post_event("minirag.document.uploaded", {"name": system.name("malformed.txt"), "size": "big"})
    assert "size" in system.wait_for("malformed.txt", "failed")["reason"]
