"""The step that unpacks an archive: its files on record, again and again, changed and deleted. Real stores."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from events.documents import DocumentUploaded
from events.errors import Rejected
from events.event import Event, make
from events.identity import DocumentKey, IndexKey, document_id, now_ms
from events.registry import DOCUMENT_DELETED, DOCUMENT_INDEXED, DOCUMENT_UPLOADED
from functions.documents.accept import accept
from functions.documents.archives import member_deletions
from functions.documents.progress import fact
from functions.ingest import split
from functions.ingest.sandbox.reader import Sandbox
from functions.ingest.unpacking import record_member
from functions.serving.env import Env
from functions.serving.lazy import LazyResource
from functions.serving.settings import Settings
from functions.serving.work import Work
from functions.stores.facts import DocumentState
from tests.unit.ingest.bombs import zipped

METADATA = {"year": "2026"}
SETTINGS = Settings(max_upload_bytes=1_000_000)


class Sent:
    """In the Broker's place: keeps what it is given."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def emit(self, event: Event) -> None:
        self.events.append(event)


@pytest.fixture(scope="module")
def readers() -> Iterator[Sandbox]:
    sandbox = Sandbox(msgspec.structs.replace(split.limits, file=SETTINGS.max_upload_bytes))
    yield sandbox
    sandbox.close()


@pytest.fixture(autouse=True)
def sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, readers: Sandbox) -> Sent:
    monkeypatch.setenv("STORE_URL", f"sqlite://{tmp_path}/store.sqlite")
    monkeypatch.setenv("BLOBS_URL", (tmp_path / "blobs").as_uri())
    sent = Sent()
    for name in ("records", "blobs"):
        monkeypatch.setattr(split, name, getattr(Env.from_environment(), name))
    monkeypatch.setattr(split, "sink", LazyResource(lambda: sent))
    monkeypatch.setattr(split, "readers", LazyResource(lambda: readers))
    monkeypatch.setattr(split, "settings", SETTINGS)
    return sent


def uploaded(files: dict[str, bytes], name: str = "papers.zip") -> DocumentState:
    """Put an archive on record and admit it."""
    stores = split.records.get(), split.blobs.get()
    state = accept(*stores, SETTINGS, "default", name, "application/zip", zipped(files), METADATA).state
    split.records.get().admit(100, now_ms())
    return state


def unpacked(archive: DocumentState) -> Event | None:
    """Run the step on an archive's event."""
    assert archive.upload is not None
    data = DocumentUploaded(name=archive.upload.name, document=archive.document, generation=archive.generation)
    event = make(DOCUMENT_UPLOADED, "/test", "1", data, {"subject": archive.document, "attempt": "1"})
    return split.split_document(Work(stage="split", event=event, data=data, tenant="default"))


def state(name: str) -> DocumentState:
    found = split.records.get().state(DocumentKey(IndexKey("default", SETTINGS.embedder), document_id("default", name)))
    assert found is not None
    return found


def names() -> set[str]:
    return {one.upload.name for one in split.records.get().states(IndexKey("default", SETTINGS.embedder)) if one.upload}


def test_each_file_becomes_a_document_with_the_archives_metadata() -> None:
    unpacked(uploaded({"a.txt": b"one", "b/c.txt": b"two"}))
    assert names() == {"papers.zip", "papers.zip/a.txt", "papers.zip/b/c.txt"}
    upload = state("papers.zip/b/c.txt").upload
    assert upload is not None
    assert (upload.metadata, split.blobs.get().get(upload.dataref)) == (METADATA, b"two")


def test_the_archive_is_indexed_and_says_how_many_files_it_holds() -> None:
    reply = unpacked(uploaded({"a.txt": b"one", "b.txt": b"two"}))
    assert reply is not None
    assert (reply.type, state("papers.zip").phase, state("papers.zip").files) == (DOCUMENT_INDEXED, "indexed", 2)


def test_its_files_are_sent_on_their_way(sent: Sent) -> None:
    unpacked(uploaded({"a.txt": b"one", "b.txt": b"two"}))
    assert {event.get("subject") for event in sent.events if event.type == DOCUMENT_UPLOADED} == {
        document_id("default", f"papers.zip/{name}") for name in ("a.txt", "b.txt")
    }


def test_the_same_event_again_gives_the_same_generations_and_the_same_reply() -> None:
    archive = uploaded({"a.txt": b"one"})
    first, before = unpacked(archive), state("papers.zip/a.txt")
    second, after = unpacked(archive), state("papers.zip/a.txt")
    assert first is not None
    assert second is not None
    assert (first.id, before.generation) == (second.id, after.generation)


def test_an_attempt_that_broke_off_is_gone_on_with() -> None:
    archive = uploaded({"a.txt": b"one", "b.txt": b"two"})
    files = split.readers.get().unpack(zipped({"a.txt": b"one"}), "papers.zip")
    record_member(split.records.get(), split.blobs.get(), archive, next(files))
    before = state("papers.zip/a.txt")
    unpacked(archive)
    assert (state("papers.zip/a.txt").generation, state("papers.zip").files) == (before.generation, 2)


def test_of_a_changed_archive_only_what_changed_is_taken_again() -> None:
    unpacked(uploaded({"same.txt": b"same", "new.txt": b"old"}))
    before = {name: state(f"papers.zip/{name}").generation for name in ("same.txt", "new.txt")}
    unpacked(uploaded({"same.txt": b"same", "new.txt": b"new"}))
    assert state("papers.zip/same.txt").generation == before["same.txt"]
    assert state("papers.zip/new.txt").generation > before["new.txt"]


def test_what_is_no_longer_in_a_changed_archive_is_deleted(sent: Sent) -> None:
    unpacked(uploaded({"a.txt": b"one", "b.txt": b"two"}))
    unpacked(uploaded({"a.txt": b"one"}))
    assert state("papers.zip/b.txt").phase == "deleted"
    gone = document_id("default", "papers.zip/b.txt")
    assert [event.get("subject") for event in sent.events if event.type == DOCUMENT_DELETED] == [gone]


def test_a_file_that_comes_back_in_a_later_archive_is_revived() -> None:
    for files in ({"a.txt": b"one", "b.txt": b"two"}, {"a.txt": b"one"}, {"a.txt": b"one", "b.txt": b"two"}):
        unpacked(uploaded(files))
    assert state("papers.zip/b.txt").phase != "deleted"


def test_a_late_event_of_an_older_archive_changes_nothing() -> None:
    old = uploaded({"a.txt": b"old", "b.txt": b"two"})
    unpacked(uploaded({"a.txt": b"new"}))
    before = state("papers.zip/a.txt")
    assert unpacked(old) is None
    assert (state("papers.zip/a.txt"), names()) == (before, {"papers.zip", "papers.zip/a.txt"})


def test_unpacking_ends_when_the_archive_is_deleted_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(split, "_is_latest", lambda _: False)
    assert unpacked(uploaded({"a.txt": b"one"})) is None
    assert names() == {"papers.zip"}


def test_the_deletion_of_an_archive_deletes_what_came_in_it() -> None:
    archive = uploaded({"a.txt": b"one"})
    unpacked(archive)
    later = uploaded({"other.txt": b"x"}, "later.zip").generation
    deletion = replace(fact(archive, "deleted"), generation=later)
    found = member_deletions(split.records.get(), deletion)
    assert [one.key.document for one in found] == [document_id("default", "papers.zip/a.txt")]


def test_a_document_that_was_uploaded_by_itself_is_not_the_archives() -> None:
    unpacked(uploaded({"a.txt": b"one", "b.txt": b"two"}))
    stores = split.records.get(), split.blobs.get()
    accept(*stores, SETTINGS, "default", "papers.zip/b.txt", "", b"by itself", {})
    unpacked(uploaded({"a.txt": b"one"}))
    assert "papers.zip/b.txt" in names()


def test_two_archives_with_the_same_files_share_no_documents() -> None:
    unpacked(uploaded({"a.txt": b"one"}))
    unpacked(uploaded({"a.txt": b"one"}, "more.zip"))
    assert names() == {"papers.zip", "papers.zip/a.txt", "more.zip", "more.zip/a.txt"}


def test_a_file_that_cannot_be_unpacked_fails_alone_with_its_reason() -> None:
    unpacked(uploaded({"large.txt": bytes(1_000_001), "a.txt": b"one"}))
    split.records.get().admit(100, now_ms())
    with pytest.raises(Rejected, match=r"large\.txt is larger than 1000000 bytes"):
        unpacked(state("papers.zip/large.txt"))
    assert state("papers.zip").phase == "indexed"


def test_an_archive_in_an_archive_fails_alone_with_its_reason() -> None:
    unpacked(uploaded({"inner.zip": zipped({"a.txt": b"one"}), "a.txt": b"one"}))
    split.records.get().admit(100, now_ms())
    with pytest.raises(Rejected, match="is an archive inside of another file: upload it by itself"):
        unpacked(state("papers.zip/inner.zip"))


def test_an_archive_without_files_is_rejected() -> None:
    with pytest.raises(Rejected, match=r"papers\.zip holds no files"):
        unpacked(uploaded({"folder/": b""}))


def test_a_name_that_is_too_long_is_cut_in_its_middle() -> None:
    unpacked(uploaded({f"{'long/' * 200}a.txt": b"one"}))
    (name,) = names() - {"papers.zip"}
    assert (len(name), name.startswith("papers.zip/long/"), name.endswith("long/a.txt")) == (512, True, True)
