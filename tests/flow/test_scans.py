"""Documents whose words are pictures: read by the real OCR on a laptop, cited, and marked as such."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from functions.ingest.recognition.engine import engine
from tests.flow.scanned_files import about, letter, mixed, photo, scan
from tests.running import ROOT, Running, running
from tests.system import until

MANIFESTS = [str(ROOT / "knative" / folder) for folder in ("base", "overlays/components/ocr")]
MANY = 12  # pages, in three batches


@pytest.fixture(scope="module")
def house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    if engine() is None:
        pytest.skip("OCR is not set up here: ./build.sh setup ocr does that")
    request.getfixturevalue("prepared")
    with running(tmp_path_factory.mktemp("home"), "--manifests", *MANIFESTS) as local:
        yield local


def indexed(house: Running, name: str, content: bytes) -> dict[str, Any]:
    house.upload(name, content).raise_for_status()
    return house.wait_for(name, "indexed", "failed")


def best(house: Running, question: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the answer, and the citation that it rests on."""
    answer = house.ask(question)
    number = answer["support"][0]["number"]
    return answer, next(one for one in answer["citations"] if one["number"] == number)


def recognised_files(house: Running) -> list[Path]:
    return sorted((house.home / "blobs" / "default" / "recognised").rglob("*.json"))


def recognises_some_but_not_all(house: Running, name: str) -> bool:
    """Tell whether a document is between its first page and its last."""
    document = house.document(name)
    return bool(document["phase"] == "recognising" and 0 < document["recognised"] < document["scanned"])


def test_a_scan_is_read_and_cited_as_such(house: Running) -> None:
    document = indexed(house, "scan.pdf", scan(about(1), about(2)))
    answer, citation = best(house, "What did the breakwater of pier 2 cost?")
    assert (document["phase"], document["scanned"], document["recognised"]) == ("indexed", 2, 2)
    assert "4002" in answer["answer"]
    assert (citation["name"], citation["recognised"] > 0.7) == (house.name("scan.pdf"), True)


def test_the_answer_says_that_it_was_read_by_ocr(house: Running) -> None:
    answer, _ = best(house, "What did the breakwater of pier 1 cost?")
    assert "This was read from a picture by OCR" in answer["answer"]


def test_a_search_marks_what_was_read_by_ocr(house: Running) -> None:
    found = house.http.post("/search", json={"query": "breakwater of pier 1"}).raise_for_status().json()
    assert found["passages"][0]["recognised"] > 0.7


def test_of_a_mixed_file_only_the_pages_that_are_pictures_are_marked(house: Running) -> None:
    text = ["The lighthouse of Arlen was painted green in 1987."]
    document = indexed(house, "mixed.pdf", mixed(text, about(30, "crane")))
    assert document["warnings"][0].startswith("1 of 2 pages were read by OCR (confidence 0.")
    _, plain = best(house, "When was the lighthouse of Arlen painted?")
    _, read = best(house, "What did the crane of pier 30 cost?")
    assert (plain["page"], plain.get("recognised")) == (1, None)
    assert (read["page"], read["recognised"] > 0.7) == (2, True)


def test_a_photo_is_a_document(house: Running) -> None:
    assert indexed(house, "photo.jpg", photo(about(40, "slipway")))["media_type"] == "image/jpeg"
    answer, citation = best(house, "What did the slipway of pier 40 cost?")
    assert "4040" in answer["answer"] and citation["recognised"] > 0.7


def test_a_picture_in_a_word_document_is_read_under_its_name(house: Running) -> None:
    indexed(house, "letter.docx", letter("See the board below.", about(50, "gangway")))
    _, citation = best(house, "What did the gangway of pier 50 cost?")
    assert (citation["heading"], citation["recognised"] > 0.7) == ("sign.png", True)


def test_the_same_scan_again_changes_nothing_and_under_another_name_nothing_is_recognised_again(house: Running) -> None:
    content = scan(about(60, "dredger"))
    indexed(house, "dredger.pdf", content)
    before = recognised_files(house)
    assert house.upload("dredger.pdf", content).json()["unchanged"]
    indexed(house, "copy.pdf", content)
    assert recognised_files(house) == before


def test_a_kill_in_the_midst_costs_one_batch(house: Running) -> None:
    house.upload("killed.pdf", scan(*(about(100 + number, "quay") for number in range(MANY))))
    until(lambda: recognises_some_but_not_all(house, "killed.pdf"), "some pages are recognised")
    there = {file: file.stat().st_mtime_ns for file in recognised_files(house)}
    for one in house.instances("ocr"):
        os.kill(one["pid"], signal.SIGKILL)
    document = house.wait_for("killed.pdf", "indexed", "failed")
    assert document["warnings"][0].startswith(f"{MANY} of {MANY} pages were read by OCR")
    assert {file: file.stat().st_mtime_ns for file in there} == there
    assert "4111" in best(house, "What did the quay of pier 111 cost?")[0]["answer"]


def test_a_document_that_is_deleted_while_it_is_read_leaves_nothing(house: Running) -> None:
    house.upload("deleted.pdf", scan(*(about(200 + number, "ferry") for number in range(MANY))))
    until(lambda: recognises_some_but_not_all(house, "deleted.pdf"), "some pages are recognised")
    house.http.delete(f"/documents/{house.id_of('deleted.pdf')}").raise_for_status()
    house.settle()
    assert house.texts("deleted.pdf") == set()
    assert house.http.get(f"/documents/{house.id_of('deleted.pdf')}").status_code == 404


def test_a_broken_picture_is_rejected_with_its_reason(house: Running) -> None:
    document = indexed(house, "broken.png", b"\x89PNG\r\n\x1a\n no picture")
    assert (document["phase"], document["stage"]) == ("failed", "split")
    assert "OCR found no words in it" in document["reason"]
