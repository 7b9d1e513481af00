"""What an older reader has read is read again: no document is lost over it, nor doubled by its name's spelling."""

import logging
import unicodedata
from pathlib import Path
from unittest.mock import Mock

import pytest
from msgspec.structs import replace

from events.errors import Unavailable
from events.identity import DocumentKey, IndexKey, document_id, generation_after, next_generation, now_ms
from events.registry import DOCUMENT_DELETED
from functions.documents.progress import uploaded
from functions.documents.rereading import MOST, PAUSE, Rereading, is_reread
from functions.documents.uploads import UploadedFile
from functions.serving.settings import CHUNKER, fingerprint
from functions.stores.facts import DocumentState
from tests.unit.documents.house import House
from tests.unit.world import Outbox, world

MODEL = "a-model"
INDEX = IndexKey("default", MODEL)
COMPOSED = "Größe.txt"
APART = unicodedata.normalize("NFD", COMPOSED)


class OldHouse(House):
    """Documents that a reader of before has read."""

    def __init__(self, folder: Path) -> None:
        self.outbox = Outbox()
        super().__init__(world(folder, self.outbox, embedder=MODEL))
        self.rereading = Rereading(self.ingest)

    def read_by(self, reader: int, name: str, content: bytes = b"text", archive: str = "") -> DocumentState:
        """Put a document on record that this reader has read."""
        file = UploadedFile("default", name, "text/plain", content, {"year": "2025"})
        upload = replace(file.checked(100), fingerprint=f"chunker-{reader}/{MODEL}", archive=archive)
        generation = next_generation()
        self.ingest.blobs.get().put(upload.dataref, content)
        self.records.write(uploaded(DocumentKey(INDEX, document_id("default", name)), generation, upload))
        self.happen(name, MODEL, "admitted")
        self.happen(name, MODEL, "split", batches=1, chunks=3, warnings=["2 charts"], reader=reader)
        self.happen(name, MODEL, "current", chunks=3, ms=1)
        return self.now(name)

    def now(self, name: str) -> DocumentState:
        state = self.state(name, MODEL)
        assert state is not None
        return state

    def fails(self, name: str) -> None:
        self.happen(name, MODEL, "failed", stage="split", reason="a name is missing in it")

    def reread(self, most: int = 10) -> int:
        return self.rereading.put_on_their_way(INDEX, most)

    def answering(self, *names: str) -> set[str]:
        """Return which of these documents an answer may rest on."""
        found = self.records.current(INDEX, [document_id("default", name) for name in names])
        return {name for name in names if document_id("default", name) in found}


@pytest.fixture
def house(tmp_path: Path) -> OldHouse:
    return OldHouse(tmp_path)


def test_what_an_older_reader_has_read_is_put_on_record_with_its_content_right_above_itself(house: OldHouse) -> None:
    before = house.read_by(CHUNKER - 1, "a.txt")
    assert house.reread() == 1
    now = house.now("a.txt")
    assert (now.phase, now.generation) == ("waiting", generation_after(before.generation))
    assert now.upload is not None
    assert before.upload is not None
    assert (now.upload.dataref, now.upload.metadata) == (before.upload.dataref, before.upload.metadata)
    assert now.upload.fingerprint == fingerprint(MODEL)


def test_its_time_stays_that_of_its_upload(house: OldHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    before = house.read_by(CHUNKER - 1, "a.txt")
    monkeypatch.setattr("functions.documents.progress.now_ms", lambda: before.accepted_at + PAUSE)
    house.reread()
    house.happen("a.txt", MODEL, "admitted")
    now = house.now("a.txt")
    assert (now.accepted_at, now.begun_at) == (before.accepted_at, now.admitted_at)


def test_its_text_of_before_answers_meanwhile(house: OldHouse) -> None:
    house.read_by(CHUNKER - 1, "a.txt")
    house.reread()
    assert house.answering("a.txt") == {"a.txt"}


def test_what_this_reader_has_read_stays_as_it_is(house: OldHouse) -> None:
    house.read_by(CHUNKER, "a.txt")
    assert (house.reread(), house.now("a.txt").phase) == (0, "indexed")


def test_no_more_documents_are_on_their_way_at_once_than_asked_for_and_the_oldest_comes_first(house: OldHouse) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        house.read_by(CHUNKER - 1, name)
    assert [house.reread(2), house.now("c.txt").phase] == [2, "indexed"]


def test_a_document_is_read_again_once_by_each_version(house: OldHouse) -> None:
    house.read_by(CHUNKER - 1, "a.txt")
    house.reread()
    house.happen("a.txt", MODEL, "split", batches=1, chunks=3, reader=CHUNKER)
    house.happen("a.txt", MODEL, "current", chunks=3, ms=1)
    assert (is_reread(house.now("a.txt")), house.reread()) == (True, 0)


def test_what_a_pod_of_the_version_before_took_up_is_read_again_later_and_not_for_ever(
    house: OldHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While a cluster replaces its pods, the one that takes the document up may still be the former one."""
    house.read_by(CHUNKER - 1, "a.txt")
    begun, start = [house.reread()], now_ms()
    for times in range(1, MOST + 2):
        house.happen("a.txt", MODEL, "split", batches=1, chunks=3, reader=CHUNKER - 1)
        house.happen("a.txt", MODEL, "current", chunks=3, ms=1)
        assert house.reread() == 0
        monkeypatch.setattr("functions.documents.rereading.now_ms", lambda times=times: start + 2 * times * PAUSE)
        begun.append(house.reread())
        monkeypatch.undo()
    assert sum(begun) == MOST


def test_a_document_that_the_newer_reader_refuses_keeps_its_text_and_says_so(house: OldHouse) -> None:
    house.read_by(CHUNKER - 1, "a.txt")
    house.reread()
    house.fails("a.txt")
    now = house.now("a.txt")
    assert (now.phase, now.chunks, house.answering("a.txt")) == ("indexed", 3, {"a.txt"})
    assert now.warnings == (
        "a newer version could not read it, and its text of before stays: a name is missing in it",
        "2 charts",
    )


def test_such_a_one_is_tried_again_by_the_next_version_and_says_no_more_than_before(house: OldHouse) -> None:
    house.read_by(CHUNKER - 2, "a.txt")
    house.reread()
    refused = house.now("a.txt")
    assert refused.upload is not None
    of_before = replace(refused.upload, fingerprint=f"chunker-{CHUNKER - 1}/{MODEL}")
    house.records.write(uploaded(refused.key, generation_after(refused.generation), of_before))
    house.fails("a.txt")
    assert house.reread() == 1
    house.fails("a.txt")
    assert len(house.now("a.txt").warnings) == 2


def test_a_document_that_an_older_reader_refused_is_tried_again(house: OldHouse) -> None:
    state = house.read_by(CHUNKER - 1, "a.doc")
    assert state.upload is not None
    house.records.write(uploaded(state.key, next_generation(state.generation), state.upload))
    house.fails("a.doc")
    assert (house.now("a.doc").phase, house.reread(), house.now("a.doc").phase) == ("failed", 1, "waiting")


def test_the_same_file_uploaded_again_is_not_unchanged_where_only_its_text_of_before_is_left(house: OldHouse) -> None:
    house.read_by(CHUNKER - 1, "a.txt")
    house.reread()
    house.fails("a.txt")
    again = UploadedFile("default", "a.txt", "text/plain", b"text", {"year": "2025"})
    assert not house.ingest.accept(again).unchanged


def test_a_change_that_comes_meanwhile_wins(house: OldHouse) -> None:
    house.read_by(CHUNKER - 1, "a.txt")
    house.reread()
    newer = house.upload("a.txt", b"another text")
    assert (house.now("a.txt").generation, house.reread()) == (newer.generation, 0)


def test_a_copy_into_another_models_index_never_passes_for_text_that_is_not_there(house: OldHouse) -> None:
    house.read_by(CHUNKER - 1, "a.txt")
    house.reread()
    house.plan("another-model")
    house.advance()
    house.happen("a.txt", "another-model", "failed", stage="split", reason="no text")
    copy = house.state("a.txt", "another-model")
    assert copy is not None
    assert copy.phase == "failed"


def test_how_many_are_read_again_is_told_with_the_first_names(house: OldHouse) -> None:
    for name in ("a.txt", "b.txt", "c.txt", "d.txt"):
        house.read_by(CHUNKER - 1, name)
    assert house.indexes.rereading("default") == {"documents": 4, "names": ["a.txt", "b.txt", "c.txt"]}


def test_nothing_is_told_where_this_reader_has_read_everything(house: OldHouse) -> None:
    house.read_by(CHUNKER, "a.txt")
    assert house.indexes.rereading("default") is None


# Names in two spellings


def indexed_again(house: OldHouse, name: str) -> None:
    house.happen(name, MODEL, "split", batches=1, chunks=3, reader=CHUNKER)
    house.happen(name, MODEL, "current", chunks=3, ms=1)


def left(house: OldHouse) -> list[tuple[str, str]]:
    """Return the documents that are listed, with their phases."""
    return [(state.upload.name, state.phase) for state in house.records.states(INDEX) if state.upload]


def test_a_name_with_its_accents_apart_becomes_one_spelling_without_a_gap(house: OldHouse) -> None:
    before = house.read_by(CHUNKER - 1, APART)
    assert house.reread() == 1
    assert house.answering(APART) == {APART}
    indexed_again(house, COMPOSED)
    assert house.reread() == 0
    assert left(house) == [(COMPOSED, "indexed")]
    now = house.now(COMPOSED)
    assert now.upload is not None
    assert before.upload is not None
    assert (now.upload.sha256, now.upload.metadata) == (before.upload.sha256, before.upload.metadata)


def test_the_passages_of_the_other_spelling_are_removed(house: OldHouse) -> None:
    house.read_by(CHUNKER - 1, APART)
    house.reread()
    indexed_again(house, COMPOSED)
    house.reread()
    assert [(one.type, one.get("subject")) for one in house.outbox.events] == [
        (DOCUMENT_DELETED, document_id("default", APART))
    ]


@pytest.mark.parametrize(("first", "second"), [(APART, COMPOSED), (COMPOSED, APART)])
def test_of_two_spellings_the_newer_revision_is_left(house: OldHouse, first: str, second: str) -> None:
    house.read_by(CHUNKER - 1, first, b"older")
    newest = house.read_by(CHUNKER - 1, second, b"newer")
    for _ in range(3):
        house.reread()
        if house.now(COMPOSED).phase == "waiting":
            indexed_again(house, COMPOSED)
    assert left(house) == [(COMPOSED, "indexed")]
    now = house.now(COMPOSED)
    assert now.upload is not None
    assert newest.upload is not None
    assert now.upload.sha256 == newest.upload.sha256


def test_a_document_whose_other_spelling_was_deleted_is_kept(house: OldHouse) -> None:
    house.read_by(CHUNKER - 1, APART)
    house.ingest.delete(house.read_by(CHUNKER - 1, COMPOSED, b"deleted"))
    house.reread()
    assert house.now(COMPOSED).phase == "waiting"


def test_what_cannot_be_read_under_its_new_spelling_stays_under_the_old_one(house: OldHouse) -> None:
    house.read_by(CHUNKER - 1, APART)
    house.reread()
    house.fails(COMPOSED)
    house.reread()
    assert sorted(left(house)) == sorted([(COMPOSED, "failed"), (APART, "indexed")])
    assert house.answering(APART) == {APART}


def test_what_came_in_an_archive_gets_its_spelling_by_that_archive(house: OldHouse) -> None:
    archive = f"{APART}.zip"
    house.read_by(CHUNKER - 1, archive)
    member = f"{archive}/a.txt"
    house.read_by(CHUNKER - 1, member, archive=document_id("default", archive))
    assert house.reread() == 1
    assert house.state(f"{COMPOSED}.zip/a.txt", MODEL) is None


def test_an_archive_goes_only_when_all_that_came_in_it_answers_under_its_new_spelling(house: OldHouse) -> None:
    archive, new = f"{APART}.zip", f"{COMPOSED}.zip"
    house.read_by(CHUNKER - 1, archive)
    house.reread()
    house.happen(new, MODEL, "split", batches=0, chunks=0, files=1, reader=CHUNKER)
    house.happen(new, MODEL, "current", chunks=0, ms=1)
    member = house.read_by(CHUNKER, f"{new}/a.txt", archive=document_id("default", new))
    assert member.upload is not None
    house.records.write(uploaded(member.key, next_generation(member.generation), member.upload))
    house.reread()
    assert house.now(archive).phase == "indexed"
    house.happen(f"{new}/a.txt", MODEL, "current", chunks=3, ms=1)
    house.reread()
    assert house.now(archive).phase == "deleted"


def test_what_becomes_of_a_spelling_is_said_in_the_log(house: OldHouse, caplog: pytest.LogCaptureFixture) -> None:
    house.read_by(CHUNKER - 1, APART)
    with caplog.at_level(logging.WARNING):
        house.reread()
    assert caplog.messages == [f"{COMPOSED!r} gets the spelling that names have now, and is read again"]


def test_the_stores_whole_list_is_gone_through_once_for_many_documents(
    house: OldHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        house.read_by(CHUNKER - 1, name)
    older = Mock(wraps=house.records.older)
    monkeypatch.setattr(house.records, "older", older)
    assert [house.reread(1), house.reread(1), house.reread(1)] == [1, 1, 1]
    older.assert_called_once()


def test_what_was_uploaded_anew_since_the_list_was_read_is_left_alone(house: OldHouse) -> None:
    for name in ("a.txt", "b.txt"):
        house.read_by(CHUNKER - 1, name)
    house.reread(1)
    new = house.read_by(CHUNKER, "b.txt")
    assert house.reread(1) == 0
    assert house.now("b.txt").generation == new.generation


def test_a_store_that_was_away_is_asked_again(house: OldHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    house.read_by(CHUNKER - 1, "a.txt")
    with monkeypatch.context() as away:
        away.setattr(house.records, "older", Mock(side_effect=Unavailable("away")))
        with pytest.raises(Unavailable):
            house.reread()
    assert house.reread() == 1
