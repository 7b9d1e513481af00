"""The step that unpacks an archive: its files on record, again and again, changed and deleted. Real stores."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from events.documents import DocumentUploaded
from events.errors import Rejected
from events.event import Event, make
from events.identity import DocumentKey, IndexKey, document_id, generation_after, now_ms
from events.registry import DOCUMENT_DELETED, DOCUMENT_INDEXED, DOCUMENT_UPLOADED
from functions.documents.archives import member_deletions
from functions.documents.ingest import Ingest
from functions.documents.progress import fact, uploaded
from functions.documents.uploads import UploadedFile
from functions.ingest import split
from functions.ingest.extract.archive_files import Member
from functions.ingest.sandbox.reader import Sandbox
from functions.ingest.unpacking import Unpacking
from functions.serving.lazy import LazyResource
from functions.serving.settings import CHUNKER, Settings
from functions.serving.work import Work
from functions.stores.facts import DocumentState
from tests.unit.ingest.bombs import zipped
from tests.unit.world import Outbox, world

METADATA = {"year": "2026"}
LIMIT = 1_000_000  # bytes


@pytest.fixture(scope="module")
def readers() -> Iterator[Sandbox]:
    sandbox = Sandbox(split.limits_of(Settings(max_upload_bytes=LIMIT)))
    yield sandbox
    sandbox.close()


class Archives:
    """The step in a world of its own, whose Broker only records."""

    def __init__(self, folder: Path, readers: Sandbox) -> None:
        self.broker = Outbox()
        self.env = world(folder, self.broker, max_upload_bytes=LIMIT)
        self.records, self.blobs = self.env.records.get(), self.env.blobs.get()
        self.readers, self.index = readers, IndexKey("default", self.env.settings.embedder)
        self.ingest = Ingest(self.env.records, self.env.blobs, self.env.broker, self.env.settings)

    def upload(self, files: dict[str, bytes], name: str = "papers.zip") -> DocumentState:
        """Put an archive on record and admit it."""
        file = UploadedFile("default", name, "application/zip", zipped(files), METADATA)
        state = self.ingest.accept(file).state
        self.admit()
        return state

    def admit(self) -> None:
        self.records.admit(100, now_ms())

    def unpack(self, archive: DocumentState) -> Event | None:
        """Run the step on an archive's event."""
        assert archive.upload is not None
        data = DocumentUploaded(name=archive.upload.name, document=archive.document, generation=archive.generation)
        event = make(DOCUMENT_UPLOADED, "/test", "1", data, {"subject": archive.document, "attempt": "1"})
        step = split.Split(self.env, readers=LazyResource(lambda: self.readers))
        return step.document(Work(stage="split", event=event, data=data, tenant="default"))

    def state(self, name: str) -> DocumentState:
        found = self.records.state(DocumentKey(self.index, document_id("default", name)))
        assert found is not None
        return found

    def names(self) -> set[str]:
        return {one.upload.name for one in self.records.states(self.index) if one.upload}

    def sent(self, type_: str) -> list[str]:
        """Return what the events of this type that were sent are about."""
        return [event.get("subject") for event in self.broker.events if event.type == type_]


@pytest.fixture
def archives(tmp_path: Path, readers: Sandbox) -> Archives:
    return Archives(tmp_path, readers)


def test_each_file_becomes_a_document_with_the_archives_metadata(archives: Archives) -> None:
    archives.unpack(archives.upload({"a.txt": b"one", "b/c.txt": b"two"}))
    assert archives.names() == {"papers.zip", "papers.zip/a.txt", "papers.zip/b/c.txt"}
    upload = archives.state("papers.zip/b/c.txt").upload
    assert upload is not None
    assert (upload.metadata, archives.blobs.get(upload.dataref)) == (METADATA, b"two")


def test_the_archive_is_indexed_and_says_how_many_files_it_holds(archives: Archives) -> None:
    reply = archives.unpack(archives.upload({"a.txt": b"one", "b.txt": b"two"}))
    assert reply is not None
    assert (reply.type, archives.state("papers.zip").phase, archives.state("papers.zip").files) == (
        DOCUMENT_INDEXED,
        "indexed",
        2,
    )


def test_its_files_are_sent_on_their_way(archives: Archives) -> None:
    archives.unpack(archives.upload({"a.txt": b"one", "b.txt": b"two"}))
    assert set(archives.sent(DOCUMENT_UPLOADED)) == {
        document_id("default", f"papers.zip/{name}") for name in ("a.txt", "b.txt")
    }


def test_the_same_event_again_gives_the_same_generations_and_the_same_reply(archives: Archives) -> None:
    archive = archives.upload({"a.txt": b"one"})
    first, before = archives.unpack(archive), archives.state("papers.zip/a.txt")
    second, after = archives.unpack(archive), archives.state("papers.zip/a.txt")
    assert first is not None
    assert second is not None
    assert (first.id, before.generation) == (second.id, after.generation)


def test_an_attempt_that_broke_off_is_gone_on_with(archives: Archives) -> None:
    archive = archives.upload({"a.txt": b"one", "b.txt": b"two"})
    assert archive.upload is not None
    files = archives.readers.unpack(zipped({"a.txt": b"one"}), "papers.zip")
    Unpacking(archives.ingest, LazyResource(lambda: archives.readers)).record(archive, archive.upload, next(files))
    before = archives.state("papers.zip/a.txt")
    archives.unpack(archive)
    assert (archives.state("papers.zip/a.txt").generation, archives.state("papers.zip").files) == (before.generation, 2)


def test_of_a_changed_archive_only_what_changed_is_taken_again(archives: Archives) -> None:
    archives.unpack(archives.upload({"same.txt": b"same", "new.txt": b"old"}))
    before = {name: archives.state(f"papers.zip/{name}").generation for name in ("same.txt", "new.txt")}
    archives.unpack(archives.upload({"same.txt": b"same", "new.txt": b"new"}))
    assert archives.state("papers.zip/same.txt").generation == before["same.txt"]
    assert archives.state("papers.zip/new.txt").generation > before["new.txt"]


def test_what_is_no_longer_in_a_changed_archive_is_deleted(archives: Archives) -> None:
    archives.unpack(archives.upload({"a.txt": b"one", "b.txt": b"two"}))
    archives.unpack(archives.upload({"a.txt": b"one"}))
    assert archives.state("papers.zip/b.txt").phase == "deleted"
    gone = document_id("default", "papers.zip/b.txt")
    assert archives.sent(DOCUMENT_DELETED) == [gone]


def test_a_file_that_comes_back_in_a_later_archive_is_revived(archives: Archives) -> None:
    for files in ({"a.txt": b"one", "b.txt": b"two"}, {"a.txt": b"one"}, {"a.txt": b"one", "b.txt": b"two"}):
        archives.unpack(archives.upload(files))
    assert archives.state("papers.zip/b.txt").phase != "deleted"


def test_a_late_event_of_an_older_archive_changes_nothing(archives: Archives) -> None:
    old = archives.upload({"a.txt": b"old", "b.txt": b"two"})
    archives.unpack(archives.upload({"a.txt": b"new"}))
    before = archives.state("papers.zip/a.txt")
    assert archives.unpack(old) is None
    assert (archives.state("papers.zip/a.txt"), archives.names()) == (before, {"papers.zip", "papers.zip/a.txt"})


def test_unpacking_ends_when_the_archive_is_deleted_meanwhile(archives: Archives, readers: Sandbox) -> None:
    archive = archives.upload({"a.txt": b"one"})

    class Deleting(Sandbox):
        def __init__(self) -> None:
            """Start no process: another one reads."""

        def unpack(self, data: bytes, name: str) -> Iterator[Member]:
            archives.ingest.delete(archive)
            yield from readers.unpack(data, name)

    archives.readers = Deleting()
    assert archives.unpack(archive) is None
    assert archives.names() == set()


def test_the_deletion_of_an_archive_deletes_what_came_in_it(archives: Archives) -> None:
    archive = archives.upload({"a.txt": b"one"})
    archives.unpack(archive)
    later = archives.upload({"other.txt": b"x"}, "later.zip").generation
    deletion = replace(fact(archive, "deleted"), generation=later)
    found = member_deletions(archives.records, deletion)
    assert [one.key.document for one in found] == [document_id("default", "papers.zip/a.txt")]


def test_a_document_that_was_uploaded_by_itself_is_not_the_archives(archives: Archives) -> None:
    archives.unpack(archives.upload({"a.txt": b"one", "b.txt": b"two"}))
    archives.ingest.accept(UploadedFile("default", "papers.zip/b.txt", "", b"by itself", {}))
    archives.unpack(archives.upload({"a.txt": b"one"}))
    assert "papers.zip/b.txt" in archives.names()


def test_two_archives_with_the_same_files_share_no_documents(archives: Archives) -> None:
    archives.unpack(archives.upload({"a.txt": b"one"}))
    archives.unpack(archives.upload({"a.txt": b"one"}, "more.zip"))
    assert archives.names() == {"papers.zip", "papers.zip/a.txt", "more.zip", "more.zip/a.txt"}


def test_a_file_that_cannot_be_unpacked_fails_alone_with_its_reason(archives: Archives) -> None:
    archives.unpack(archives.upload({"large.txt": bytes(1_000_001), "a.txt": b"one"}))
    archives.admit()
    with pytest.raises(Rejected, match=r"large\.txt is larger than 1000000 bytes"):
        archives.unpack(archives.state("papers.zip/large.txt"))
    assert archives.state("papers.zip").phase == "indexed"


def test_an_archive_in_an_archive_fails_alone_with_its_reason(archives: Archives) -> None:
    archives.unpack(archives.upload({"inner.zip": zipped({"a.txt": b"one"}), "a.txt": b"one"}))
    archives.admit()
    with pytest.raises(Rejected, match="is an archive inside of another file: upload it by itself"):
        archives.unpack(archives.state("papers.zip/inner.zip"))


def test_an_archive_without_files_is_rejected(archives: Archives) -> None:
    with pytest.raises(Rejected, match=r"papers\.zip holds no files"):
        archives.unpack(archives.upload({"folder/": b""}))


def test_a_name_that_is_too_long_is_cut_in_its_middle(archives: Archives) -> None:
    archives.unpack(archives.upload({f"{'long/' * 200}a.txt": b"one"}))
    (name,) = archives.names() - {"papers.zip"}
    assert (len(name), name.startswith("papers.zip/long/"), name.endswith("long/a.txt")) == (512, True, True)


def read_again(archives: Archives, name: str) -> DocumentState:
    """Put a document on record as it is when a newer reader is to read it again, and admit it."""
    state = archives.state(name)
    assert state.upload is not None
    archives.records.write(uploaded(state.key, generation_after(state.generation), state.upload))
    archives.admit()
    return archives.state(name)


def test_an_archive_that_is_read_again_leaves_what_came_in_it_to_itself(archives: Archives) -> None:
    archives.unpack(archives.upload({"a.txt": b"one"}))
    again = read_again(archives, "papers.zip/a.txt")
    archives.unpack(read_again(archives, "papers.zip"))
    assert archives.state("papers.zip/a.txt") == again


def test_what_an_archive_that_is_read_again_no_longer_brings_is_deleted(archives: Archives) -> None:
    """A newer reader may name a file in it otherwise."""
    archives.unpack(archives.upload({"a.txt": b"one", "b.txt": b"two"}))
    gone = [archives.state("papers.zip/a.txt"), read_again(archives, "papers.zip/b.txt")]
    again = read_again(archives, "papers.zip")
    found = member_deletions(archives.records, fact(again, "deleted"))
    assert [(one.key, one.generation) for one in found] == sorted(
        [(state.key, generation_after(state.generation)) for state in gone]
    )


def test_whatever_is_unpacked_says_which_reader_has_read_it(archives: Archives) -> None:
    archives.unpack(archives.upload({"a.txt": b"one"}))
    assert archives.state("papers.zip").reader == CHUNKER
