"""The step that stores batches: lanes, completion, events twice or too late. Real stores, made-up vectors."""

import base64
import os
from collections import OrderedDict
from pathlib import Path

import apsw
import msgspec
import numpy as np
import pytest
from msgspec.structs import replace

from events.documents import Chunk, ChunkFile, ChunksEmbedded, DocumentDeleted
from events.event import Event, make
from events.identity import DocumentKey, Generation, IndexKey, document_id, next_generation, now_ms
from events.registry import CHUNKS_EMBEDDED, CHUNKS_SPLIT, DOCUMENT_DELETED, DOCUMENT_INDEXED
from functions.documents.progress import chunks_key
from functions.ingest import store
from functions.serving.env import Env
from functions.serving.work import Work
from functions.stores.facts import Fact, Kind, Upload

DOCUMENT = document_id("default", "a.txt")
UPLOAD = Upload(name="a.txt", media_type="text/plain", size=1, sha256="0", fingerprint="f", dataref="default/uploads/0")
BATCHES, DIMS, MODEL = 6, 4, "m"
KEY = DocumentKey(IndexKey("default", MODEL), DOCUMENT)


def fact(generation: Generation, kind: Kind, **data: object) -> Fact:
    return Fact(key=KEY, generation=generation, kind=kind, number=int(kind == "admitted"), at=now_ms(), data=data)


@pytest.fixture
def stores(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stores of this test alone."""
    monkeypatch.setenv("STORE_URL", f"sqlite://{tmp_path}/store.sqlite")
    monkeypatch.setenv("BLOBS_URL", (tmp_path / "blobs").as_uri())
    for name in ("records", "passages", "blobs"):
        monkeypatch.setattr(store, name, getattr(Env.from_environment(), name))
    monkeypatch.setattr(store, "answered", OrderedDict())


@pytest.fixture
def generation(stores: None) -> Generation:
    """A generation of six batches of one chunk, split and on its way."""
    return accepted()


def accepted(upload: Upload = UPLOAD, *, above: str = "") -> Generation:
    """Put one more generation of the document on record, with its chunk files."""
    generation = next_generation(above)
    store.records.get().write(
        fact(generation, "uploaded", **msgspec.to_builtins(upload)),
        fact(generation, "admitted"),
        fact(generation, "split", batches=BATCHES, chunks=BATCHES),
    )
    for batch in range(BATCHES):
        chunk = Chunk(position=batch, text=f"chunk {batch}", start=0, end=7)
        file = msgspec.json.encode(ChunkFile(name="a.txt", chunks=[chunk]))
        store.blobs.get().put(chunks_key(KEY, generation, batch), file)
    return generation


def stored(generation: Generation, batch: int, attempt: str = "1") -> Event | None:
    """Run the step on one embedded batch."""
    vectors = base64.b64encode(np.eye(1, DIMS, dtype="<f2").tobytes()).decode()
    data = ChunksEmbedded(
        document=DOCUMENT, generation=generation, batch=batch, batches=BATCHES, model=MODEL, dims=DIMS, vectors=vectors
    )
    dataref = chunks_key(KEY, generation, batch)
    extensions = {"subject": DOCUMENT, "dataref": dataref, "attempt": attempt}
    event = make(CHUNKS_EMBEDDED, "/test", f"{generation}/{batch}/{attempt}", data, extensions)
    return store.store_batch(Work(stage="store", event=event, data=data, tenant="default"))


def deleted(document: str, generation: Generation) -> None:
    """Run the step on the event of a deletion."""
    data = DocumentDeleted(document=document, generation=generation)
    event = make(DOCUMENT_DELETED, "/test", "1", data, {"subject": document})
    store.delete_document(Work(stage="store", event=event, data=data, tenant="default"))


def next_batch(reply: Event | None) -> int | None:
    return int(msgspec.json.decode(reply.data)["batch"]) if reply and reply.type == CHUNKS_SPLIT else None


def test_a_stored_batch_asks_for_the_next_one_of_its_lane(generation: Generation) -> None:
    assert next_batch(stored(generation, 0)) == 4


def test_at_a_lanes_end_nothing_more_is_asked_for(generation: Generation) -> None:
    assert stored(generation, 2) is None


def test_the_last_batch_makes_the_generation_current(generation: Generation) -> None:
    replies = [stored(generation, batch) for batch in range(BATCHES)]
    assert [reply.type for reply in replies if reply][-1] == DOCUMENT_INDEXED
    assert store.records.get().current(IndexKey("default", MODEL), [DOCUMENT]) == {DOCUMENT: generation}


def test_a_doubled_event_is_answered_once_so_that_lanes_do_not_multiply(generation: Generation) -> None:
    assert next_batch(stored(generation, 0)) == 4
    assert stored(generation, 0) is None


def test_after_a_crash_a_redelivered_event_is_answered_again(generation: Generation) -> None:
    stored(generation, 0)
    store.answered.clear()  # a new process remembers nothing
    assert next_batch(stored(generation, 0)) == 4


def test_a_lane_skips_what_an_earlier_attempt_has_stored(generation: Generation) -> None:
    stored(generation, 4)
    assert stored(generation, 0, attempt="2") is None


def test_an_indexed_document_says_so_again_when_it_is_asked_again(generation: Generation) -> None:
    for batch in range(BATCHES):
        stored(generation, batch)
    again = stored(generation, 0)
    assert again is not None
    assert again.type == DOCUMENT_INDEXED


def test_a_batch_of_an_older_generation_writes_nothing(generation: Generation) -> None:
    accepted()
    assert stored(generation, 0) is None
    assert store.passages.get().count("default") == 0


def test_a_batch_of_a_deleted_document_writes_nothing(generation: Generation) -> None:
    store.records.get().write(fact(next_generation(generation), "deleted"))
    assert stored(generation, 0) is None
    assert store.passages.get().count("default") == 0


def test_a_new_generation_takes_the_place_of_the_old_one(generation: Generation) -> None:
    for batch in range(BATCHES):
        stored(generation, batch)
    newer = accepted()
    for batch in range(BATCHES):
        stored(newer, batch)
    assert store.passages.get().count("default") == BATCHES
    assert store.records.get().current(IndexKey("default", MODEL), [DOCUMENT]) == {DOCUMENT: newer}


@pytest.mark.usefixtures("stores")
def test_the_deletion_of_an_archive_removes_what_came_in_it_and_was_just_unpacked() -> None:
    """`split` may put a file on record after the gateway has looked for the files to delete."""
    archive = document_id("default", "papers.zip")
    generation = accepted(replace(UPLOAD, archive=archive))
    for batch in range(BATCHES):
        stored(generation, batch)
    newer = next_generation(generation)
    store.records.get().write(replace(fact(newer, "deleted"), key=DocumentKey(KEY.index, archive)))
    deleted(archive, newer)
    state = store.records.get().state(KEY)
    assert state is not None
    assert (state.phase, store.passages.get().count("default")) == ("deleted", 0)


def test_a_deletion_that_is_not_on_record_removes_nothing(generation: Generation) -> None:
    stored(generation, 0)
    deleted(DOCUMENT, Generation("ffffffff-ffff-7fff-bfff-ffffffffffff"))
    assert store.passages.get().count("default") == 1


def test_a_deletion_on_record_removes_the_passages_however_often_it_comes(generation: Generation) -> None:
    stored(generation, 0)
    newer = next_generation(generation)
    store.records.get().write(fact(newer, "deleted"))
    for _ in range(2):
        deleted(DOCUMENT, newer)
    assert store.passages.get().count("default") == 0


def test_a_deletion_that_comes_again_after_another_upload_leaves_that_one(generation: Generation) -> None:
    deletion = next_generation(generation)
    store.records.get().write(fact(deletion, "deleted"))
    newer = accepted(above=deletion)
    for batch in range(BATCHES):
        stored(newer, batch)
    deleted(DOCUMENT, deletion)
    assert store.passages.get().count("default") == BATCHES


def test_passages_of_an_absurd_generation_go_when_a_sound_one_is_whole(generation: Generation) -> None:
    stored(generation, 0)
    with apsw.Connection(f"{os.environ['STORE_URL'].removeprefix('sqlite://')}") as connection:
        connection.execute("update passages set generation = 'ffffffff-ffff-7fff-bfff-ffffffffffff'")
    newer = accepted()
    for batch in range(BATCHES):
        stored(newer, batch)
    assert store.passages.get().count("default") == BATCHES
