"""The step that stores batches: lanes, completion, events twice or too late. Real stores, made-up vectors."""

import base64
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
from functions.serving.work import Work
from functions.stores.facts import Fact, Kind, Upload
from tests.unit.world import world

DOCUMENT = document_id("default", "a.txt")
UPLOAD = Upload(name="a.txt", media_type="text/plain", size=1, sha256="0", fingerprint="f", dataref="default/uploads/0")
BATCHES, DIMS, MODEL = 6, 4, "m"
KEY = DocumentKey(IndexKey("default", MODEL), DOCUMENT)


def fact(generation: Generation, kind: Kind, **data: object) -> Fact:
    return Fact(key=KEY, generation=generation, kind=kind, number=int(kind == "admitted"), at=now_ms(), data=data)


class Storing:
    """The step in a world of its own, and what others would do for it."""

    def __init__(self, folder: Path) -> None:
        self.env = world(folder)
        self.records, self.passages = self.env.records.get(), self.env.passages.get()
        self.restart()

    def restart(self) -> None:
        """Go on as a new process, which remembers nothing."""
        self.step = store.Store(self.env)

    def accept(self, upload: Upload = UPLOAD, *, above: str = "") -> Generation:
        """Put one more generation of the document on record, with its chunk files."""
        generation = next_generation(above)
        self.records.write(
            fact(generation, "uploaded", **msgspec.to_builtins(upload)),
            fact(generation, "admitted"),
            fact(generation, "split", batches=BATCHES, chunks=BATCHES),
        )
        for batch in range(BATCHES):
            chunk = Chunk(position=batch, text=f"chunk {batch}", start=0, end=7)
            file = msgspec.json.encode(ChunkFile(name="a.txt", chunks=[chunk]))
            self.env.blobs.get().put(chunks_key(KEY, generation, batch), file)
        return generation

    def store(self, generation: Generation, batch: int, attempt: str = "1") -> Event | None:
        """Run the step on one embedded batch."""
        vectors = base64.b64encode(np.eye(1, DIMS, dtype="<f2").tobytes()).decode()
        about = {"document": DOCUMENT, "batch": batch, "batches": BATCHES, "model": MODEL}
        data = msgspec.convert(about | {"generation": generation, "dims": DIMS, "vectors": vectors}, ChunksEmbedded)
        extensions = {"subject": DOCUMENT, "dataref": chunks_key(KEY, generation, batch), "attempt": attempt}
        event = make(CHUNKS_EMBEDDED, "/test", f"{generation}/{batch}/{attempt}", data, extensions)
        return self.step.batch(Work(stage="store", event=event, data=data, tenant="default"))

    def delete(self, document: str, generation: Generation) -> None:
        """Run the step on the event of a deletion."""
        data = DocumentDeleted(document=document, generation=generation)
        event = make(DOCUMENT_DELETED, "/test", "1", data, {"subject": document})
        self.step.deletion(Work(stage="store", event=event, data=data, tenant="default"))

    @property
    def count(self) -> int:
        """The number of passages."""
        return self.passages.count("default")

    @property
    def current(self) -> dict[str, Generation]:
        return self.records.current(KEY.index, [DOCUMENT])


@pytest.fixture
def storing(tmp_path: Path) -> Storing:
    return Storing(tmp_path)


@pytest.fixture
def generation(storing: Storing) -> Generation:
    """A generation of six batches of one chunk, split and on its way."""
    return storing.accept()


def next_batch(reply: Event | None) -> int | None:
    return int(msgspec.json.decode(reply.data)["batch"]) if reply and reply.type == CHUNKS_SPLIT else None


def test_a_stored_batch_asks_for_the_next_one_of_its_lane(storing: Storing, generation: Generation) -> None:
    assert next_batch(storing.store(generation, 0)) == 4


def test_at_a_lanes_end_nothing_more_is_asked_for(storing: Storing, generation: Generation) -> None:
    assert storing.store(generation, 2) is None


def test_the_last_batch_makes_the_generation_current(storing: Storing, generation: Generation) -> None:
    replies = [storing.store(generation, batch) for batch in range(BATCHES)]
    assert [reply.type for reply in replies if reply][-1] == DOCUMENT_INDEXED
    assert storing.current == {DOCUMENT: generation}


def test_a_doubled_event_is_answered_once_so_that_lanes_do_not_multiply(
    storing: Storing, generation: Generation
) -> None:
    assert next_batch(storing.store(generation, 0)) == 4
    assert storing.store(generation, 0) is None


def test_after_a_crash_a_redelivered_event_is_answered_again(storing: Storing, generation: Generation) -> None:
    storing.store(generation, 0)
    storing.restart()
    assert next_batch(storing.store(generation, 0)) == 4


def test_a_lane_skips_what_an_earlier_attempt_has_stored(storing: Storing, generation: Generation) -> None:
    storing.store(generation, 4)
    assert storing.store(generation, 0, attempt="2") is None


def test_an_indexed_document_says_so_again_when_it_is_asked_again(storing: Storing, generation: Generation) -> None:
    for batch in range(BATCHES):
        storing.store(generation, batch)
    again = storing.store(generation, 0)
    assert again is not None
    assert again.type == DOCUMENT_INDEXED


def test_a_batch_of_an_older_generation_writes_nothing(storing: Storing, generation: Generation) -> None:
    storing.accept()
    assert storing.store(generation, 0) is None
    assert storing.count == 0


def test_a_batch_of_a_deleted_document_writes_nothing(storing: Storing, generation: Generation) -> None:
    storing.records.write(fact(next_generation(generation), "deleted"))
    assert storing.store(generation, 0) is None
    assert storing.count == 0


def test_a_new_generation_takes_the_place_of_the_old_one(storing: Storing, generation: Generation) -> None:
    for batch in range(BATCHES):
        storing.store(generation, batch)
    newer = storing.accept()
    for batch in range(BATCHES):
        storing.store(newer, batch)
    assert storing.count == BATCHES
    assert storing.current == {DOCUMENT: newer}


def test_the_deletion_of_an_archive_removes_what_came_in_it_and_was_just_unpacked(storing: Storing) -> None:
    """`split` may put a file on record after the gateway has looked for the files to delete."""
    archive = document_id("default", "papers.zip")
    generation = storing.accept(replace(UPLOAD, archive=archive))
    for batch in range(BATCHES):
        storing.store(generation, batch)
    newer = next_generation(generation)
    storing.records.write(replace(fact(newer, "deleted"), key=DocumentKey(KEY.index, archive)))
    storing.delete(archive, newer)
    state = storing.records.state(KEY)
    assert state is not None
    assert (state.phase, storing.count) == ("deleted", 0)


def test_a_deletion_that_is_not_on_record_removes_nothing(storing: Storing, generation: Generation) -> None:
    storing.store(generation, 0)
    storing.delete(DOCUMENT, Generation("ffffffff-ffff-7fff-bfff-ffffffffffff"))
    assert storing.count == 1


def test_a_deletion_on_record_removes_the_passages_however_often_it_comes(
    storing: Storing, generation: Generation
) -> None:
    storing.store(generation, 0)
    newer = next_generation(generation)
    storing.records.write(fact(newer, "deleted"))
    for _ in range(2):
        storing.delete(DOCUMENT, newer)
    assert storing.count == 0


def test_a_deletion_that_comes_again_after_another_upload_leaves_that_one(
    storing: Storing, generation: Generation
) -> None:
    deletion = next_generation(generation)
    storing.records.write(fact(deletion, "deleted"))
    newer = storing.accept(above=deletion)
    for batch in range(BATCHES):
        storing.store(newer, batch)
    storing.delete(DOCUMENT, deletion)
    assert storing.count == BATCHES


def test_passages_of_an_absurd_generation_go_when_a_sound_one_is_whole(
    storing: Storing, generation: Generation, tmp_path: Path
) -> None:
    storing.store(generation, 0)
    with apsw.Connection(str(tmp_path / "store.sqlite")) as connection:
        connection.execute("update passages set generation = 'ffffffff-ffff-7fff-bfff-ffffffffffff'")
    newer = storing.accept()
    for batch in range(BATCHES):
        storing.store(newer, batch)
    assert storing.count == BATCHES
