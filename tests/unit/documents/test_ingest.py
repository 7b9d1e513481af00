"""Taking a document in, with the generations of outside events; deleting it, and sending it on its way."""

from pathlib import Path

import msgspec
import pytest

from events.errors import Rejected
from events.identity import DocumentKey, Generation, IndexKey, document_id, now_ms, uuid7
from events.registry import DOCUMENT_UPLOADED
from functions.documents.ingest import Ingest
from functions.documents.progress import fact
from functions.documents.uploads import Accepted, UploadedFile
from functions.serving.settings import Settings
from functions.stores.facts import DocumentState
from tests.unit.world import Outbox, world

OLD, NEW = (Generation(uuid7(moment, bytes(10))) for moment in (1000, 2000))


class Taker:
    """Accepts documents under one name into stores of its own."""

    def __init__(self, folder: Path) -> None:
        self.broker = Outbox()
        self.world = world(folder, self.broker, max_upload_bytes=100)
        self.records, self.blobs, self.settings = self.world.records.get(), self.world.blobs.get(), self.world.settings

    def take(self, data: bytes, generation: Generation | None = None, settings: Settings | None = None) -> Accepted:
        file = UploadedFile("default", "a.txt", "text/plain", data, {})
        return self.ingest(settings).accept(file, generation)

    def revise(self, looked_at: DocumentState, metadata: dict[str, str]) -> Accepted:
        return self.ingest().revise(looked_at, metadata)

    def ingest(self, settings: Settings | None = None) -> Ingest:
        return Ingest(self.world.records, self.world.blobs, self.world.broker, settings or self.settings)

    def latest(self) -> DocumentState | None:
        return self.records.state(
            DocumentKey(IndexKey("default", self.settings.embedder), document_id("default", "a.txt"))
        )


@pytest.fixture
def taker(tmp_path: Path) -> Taker:
    return Taker(tmp_path)


def test_an_outside_events_generation_is_kept(taker: Taker) -> None:
    assert taker.take(b"text", OLD).state.generation == OLD


def test_the_same_event_again_goes_on_with_the_same_generation(taker: Taker) -> None:
    taker.take(b"text", OLD)
    again = taker.take(b"text", OLD)
    assert (again.state.generation, again.unchanged) == (OLD, False)


def test_a_late_event_changes_nothing(taker: Taker) -> None:
    taker.take(b"new text", NEW)
    late = taker.take(b"old text", OLD)
    assert (late.state.generation, late.unchanged) == (NEW, True)


def test_a_late_event_does_not_revive_a_deleted_document(taker: Taker) -> None:
    state = taker.take(b"text", OLD).state
    deletion = msgspec.structs.replace(fact(state, "deleted"), generation=NEW)
    taker.records.write(deletion)
    assert taker.take(b"other", Generation(uuid7(1500, bytes(10)))).state.phase == "deleted"


def test_an_upload_without_a_generation_outranks_a_producers_clock_that_runs_ahead(taker: Taker) -> None:
    ahead = Generation(uuid7(now_ms() + 60 * 60 * 1000, bytes(10)))
    taker.take(b"text", ahead)
    assert taker.take(b"newer text").state.generation > ahead


def test_another_pipeline_makes_the_same_content_new(taker: Taker) -> None:
    taker.take(b"text")
    again = taker.take(b"text", settings=Settings(embedder="another"))
    assert again.unchanged is False


def test_an_upload_that_comes_meanwhile_outranks_a_revision(taker: Taker) -> None:
    looked_at = taker.take(b"text").state
    newer = taker.take(b"newer text").state
    with pytest.raises(Rejected) as rejected:
        taker.revise(looked_at, {"year": "2026"})
    assert rejected.value.status == 409
    assert taker.latest() == newer


def test_a_producers_event_that_comes_late_outranks_a_revision_of_what_was_before_it(taker: Taker) -> None:
    taker.revise(taker.take(b"text", OLD).state, {"year": "2026"})
    assert taker.take(b"newer text", NEW).unchanged is False


def test_of_two_revisions_of_the_same_generation_one_is_refused(taker: Taker) -> None:
    looked_at = taker.take(b"text").state
    first = taker.revise(looked_at, {"year": "2026"}).state
    with pytest.raises(Rejected, match="same moment"):
        taker.revise(looked_at, {"author": "Ann"})
    assert taker.latest() == first


def test_a_limit_below_a_mebibyte_is_said_in_bytes(taker: Taker) -> None:
    with pytest.raises(Rejected, match="is larger than 100 bytes, the limit"):
        taker.take(b"x" * 101)


@pytest.mark.parametrize(("data", "status"), [(b"", 422), (b"x" * 101, 413)], ids=["empty", "too large"])
def test_a_file_that_can_never_work_leaves_nothing(taker: Taker, data: bytes, status: int) -> None:
    with pytest.raises(Rejected) as rejected:
        taker.take(data)
    assert rejected.value.status == status
    assert taker.latest() is None
    assert list(taker.blobs.list("default/")) == []


def test_a_deletion_is_written_into_every_index(taker: Taker) -> None:
    taker.take(b"text", settings=Settings(embedder="another"))
    state = taker.take(b"text").state
    deleted = taker.ingest().delete(state)
    there = taker.records.state(DocumentKey(IndexKey("default", "another"), state.document))
    assert there is not None
    assert (deleted.key, there.phase, there.generation) == (state.key, "deleted", deleted.generation)


def test_what_waits_is_sent_once_it_is_admitted_and_no_more(taker: Taker) -> None:
    taker.take(b"text")
    admitted = [taker.ingest().admit() for _ in range(2)]
    assert [len(states) for states in admitted] == [1, 0]
    assert [event.type for event in taker.broker.events] == [DOCUMENT_UPLOADED]


def test_of_two_who_send_the_same_attempt_again_one_does(taker: Taker) -> None:
    taker.take(b"text")
    [state] = taker.ingest().admit()
    assert [taker.ingest().resend(state) for _ in range(2)] == [True, False]
    assert [event.get("attempt") for event in taker.broker.events] == ["1", "2"]


def test_what_was_replaced_meanwhile_is_not_sent_again(taker: Taker) -> None:
    taker.take(b"text")
    [state] = taker.ingest().admit()
    taker.take(b"newer text")
    taker.broker.events.clear()
    taker.ingest().send_missing(state)
    assert taker.broker.events == []
