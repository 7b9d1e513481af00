"""Files sent, and waited for until they are searchable."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from minirag import Rejected, Tally, Unavailable, Unreachable
from tests.unit.cli.fake_gateway import FakeGateway, fake_gateway
from tests.unit.client.conftest import Make
from tests.unit.client.scripted import Reply, Server

pytestmark = pytest.mark.usefixtures("pauses")


@pytest.fixture
def gateway() -> Iterator[FakeGateway]:
    with fake_gateway() as fake:
        yield fake


@pytest.fixture
def sender(make: Make, gateway: FakeGateway) -> Any:
    return make(gateway.url)


def last(tallies: Iterator[Tally]) -> Tally:
    *_, tally = tallies
    return tally


@pytest.mark.parametrize("kind", ["path", "text of a path", "bytes", "open file"])
def test_a_file_is_sent_by_its_path_or_its_content(
    sender: Any, gateway: FakeGateway, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(b"text")
    sources = {"path": path, "text of a path": str(path), "bytes": b"text", "open file": io.BytesIO(b"text")}
    named = {} if "path" in kind else {"name": "notes.txt"}
    document = sender.upload(sources[kind], metadata={"collection": "letters", "tags": ["rent"]}, **named)
    assert (document.name, document.phase, document.unchanged) == ("notes.txt", "splitting", False)
    assert gateway.contents == {"notes.txt": b"text"}
    assert gateway.metadata["notes.txt"] == {"collection": "letters", "tags": ["rent"]}


def test_the_media_type_is_told_where_it_is_given(client: Any, server: Server) -> None:
    server.answers(Reply({"id": "d-1", "name": "notes", "phase": "waiting"}, 202))
    client.upload(b"text", "notes", media_type="text/plain; charset=latin-1")
    assert server.asked[0].headers["content-type"] == "text/plain; charset=latin-1"


def test_content_without_a_name_is_rejected_before_it_is_sent(sender: Any, gateway: FakeGateway) -> None:
    with pytest.raises(Rejected, match="content needs a name"):
        sender.upload(b"text")
    assert gateway.log == []


def test_what_is_there_already_is_said_to_be_unchanged(sender: Any) -> None:
    assert [sender.upload(b"text", "a.txt").unchanged for _ in range(2)] == [False, True]


def test_a_document_is_waited_for_until_it_is_searchable(sender: Any) -> None:
    [document] = sender.wait(sender.upload(b"text", "a.txt"))
    assert (document.name, document.phase) == ("a.txt", "indexed")


def test_an_id_can_be_waited_for(sender: Any) -> None:
    [document] = sender.wait(sender.upload(b"text", "a.txt").id)
    assert document.name == "a.txt"


def test_waiting_for_one_that_fails_raises_its_reason(sender: Any) -> None:
    documents = [sender.upload(b"text", name) for name in ("a.txt", "bad.pdf", "bad.docx")]
    with pytest.raises(Rejected, match=r"bad\.pdf is not searchable: split: the PDF has no text \(and 1 others\)"):
        sender.wait(*documents)


def test_waiting_ends_after_its_time(client: Any, server: Server) -> None:
    server.answers(Reply({"id": "d-1", "name": "a.txt", "phase": "embedding"}))
    with pytest.raises(Unavailable, match=r"1 documents are not searchable after 0 s, such as d-1: wait again"):
        client.wait("d-1", timeout=0)


def test_with_an_archive_its_files_are_waited_for(sender: Any, gateway: FakeGateway) -> None:
    tally = last(sender.upload_all({"more.zip": b"an archive"}))
    assert (tally.total, tally.indexed, tally.failed) == (
        *(3, 2),
        {"more.zip/bad.pdf": "split: the PDF has no text"},
    )


def test_of_many_the_tally_grows_until_each_has_settled(sender: Any) -> None:
    sources = {f"{number}.txt": b"text" for number in range(6)}
    settled = [tally.settled for tally in sender.upload_all(sources)]
    assert settled == sorted(settled)
    assert settled[-1] == 6


def test_of_many_those_that_cannot_be_sent_are_told_and_the_others_go_on(sender: Any, tmp_path: Path) -> None:
    sources = {"a.txt": b"text", "empty.txt": b"", "gone.txt": tmp_path / "gone.txt"}
    tally = last(sender.upload_all(sources))
    assert (tally.indexed, list(tally.documents)) == (1, ["a.txt"])
    assert tally.failed == {
        "empty.txt": "empty.txt is empty: send a file with content",
        "gone.txt": "cannot be read: No such file or directory",
    }


def test_one_that_is_deleted_meanwhile_is_waited_for_no_longer(sender: Any, gateway: FakeGateway) -> None:
    document = sender.upload(b"text", "a.txt")
    gateway.documents.clear()
    with pytest.raises(Rejected, match="it was deleted in the meantime"):
        sender.wait(document)


def test_a_wrong_key_is_told_once_and_not_of_every_file(sender: Any, gateway: FakeGateway) -> None:
    gateway.busy, gateway.busy_status = 1000, 401
    with pytest.raises(Rejected, match="MINIRAG_KEY"):
        last(sender.upload_all({"a.txt": b"text", "b.txt": b"text"}))


def test_where_nothing_answers_many_are_not_tried_one_by_one(make: Make) -> None:
    with pytest.raises(Unreachable):
        last(make("http://127.0.0.1:1").upload_all({"a.txt": b"text", "b.txt": b"text"}))
