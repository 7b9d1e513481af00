"""What is swept, and what is kept."""

import os
import time
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from events.identity import DocumentKey, IndexKey, document_id, next_generation, now_ms
from functions.care.sweep import sweep_blobs, sweep_brought
from functions.documents.indexes import Indexes
from functions.documents.progress import chunks_key
from functions.serving.lazy import LazyResource
from functions.stores.blobs import Blobs, brought_key
from functions.stores.facts import Before, Fact, Kind, Upload
from functions.stores.opening import open_blobs, open_records
from functions.stores.records import Records

DAY = 24 * 60 * 60  # seconds
DOCUMENT, GENERATION = document_id("default", "a.txt"), next_generation()
UPLOAD = Upload(name="a.txt", media_type="", size=1, sha256="0", fingerprint="", dataref="default/uploads/needed")
MODEL = "m"
KEY = DocumentKey(IndexKey("default", MODEL), DOCUMENT)
CHUNKS = chunks_key(KEY, GENERATION, 0)


def fact(kind: Kind, **data: object) -> Fact:
    return Fact(key=KEY, generation=GENERATION, kind=kind, at=now_ms(), data=data)


def indexes(records: Records) -> Indexes:
    return Indexes(LazyResource(lambda: records), MODEL)


@pytest.fixture
def records(tmp_path: Path) -> Records:
    records = open_records(f"sqlite://{tmp_path}/store.sqlite")
    records.write(fact("uploaded", **msgspec.to_builtins(UPLOAD)))
    return records


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    """An upload that a document needs, one that none needs, and a chunk file, all of them old."""
    blobs = open_blobs((tmp_path / "blobs").as_uri())
    for key in (UPLOAD.dataref, "default/uploads/forgotten", CHUNKS):
        blobs.put(key, b"x")
        age = time.time() - 8 * DAY
        os.utime(tmp_path / "blobs" / key, (age, age))
    return blobs


def test_an_upload_that_no_document_refers_to_is_removed(records: Records, blobs: Blobs) -> None:
    assert sweep_blobs(indexes(records), blobs) == 1
    assert not blobs.exists("default/uploads/forgotten")


def test_a_documents_original_and_the_chunks_still_to_be_stored_are_kept(records: Records, blobs: Blobs) -> None:
    sweep_blobs(indexes(records), blobs)
    assert blobs.exists(UPLOAD.dataref)
    assert blobs.exists(CHUNKS)


def test_the_chunk_files_of_an_indexed_document_are_removed(records: Records, blobs: Blobs) -> None:
    records.write(fact("current", chunks=1, ms=1))
    sweep_blobs(indexes(records), blobs)
    assert not blobs.exists(CHUNKS)


def test_what_is_young_is_kept_whoever_needs_it(records: Records, blobs: Blobs) -> None:
    blobs.put("default/uploads/young", b"x")
    sweep_blobs(indexes(records), blobs)
    assert blobs.exists("default/uploads/young")


def test_the_chunk_files_of_a_document_that_kept_its_text_of_before_are_kept(tmp_path: Path, blobs: Blobs) -> None:
    """It may be sent on its way again, from its first missing batch on."""
    records = open_records(f"sqlite://{tmp_path}/store.sqlite")
    records.write(fact("uploaded", **msgspec.to_builtins(replace(UPLOAD, before=Before(chunks=1)))))
    records.write(fact("split", batches=1, chunks=1), fact("failed", stage="embed", reason="the model is gone"))
    sweep_blobs(indexes(records), blobs)
    assert blobs.exists(CHUNKS)


def test_a_text_that_came_with_a_question_is_removed_a_day_after_and_not_before(tmp_path: Path, blobs: Blobs) -> None:
    for name, hours in (("old", 25), ("new", 23)):
        blobs.put(brought_key("default", name), b"x")
        age = time.time() - hours * 60 * 60
        os.utime(tmp_path / "blobs" / brought_key("default", name), (age, age))
    assert sweep_brought(blobs) == 1
    assert (blobs.exists(brought_key("default", "old")), blobs.exists(brought_key("default", "new"))) == (False, True)
    assert blobs.exists(UPLOAD.dataref)


@pytest.mark.parametrize(("upload", "kept"), [("needed", True), ("forgotten", False)])
def test_the_words_of_a_file_are_kept_as_long_as_the_file(
    upload: str, kept: bool, records: Records, blobs: Blobs, tmp_path: Path
) -> None:
    words = f"default/recognised/{upload}/0.json"
    blobs.put(words, b"{}")
    age = time.time() - 8 * DAY
    os.utime(tmp_path / "blobs" / words, (age, age))
    sweep_blobs(indexes(records), blobs)
    assert blobs.exists(words) == kept
