"""MiniRAG away, busy, or of another mind: nothing is lost, nothing said twice, nothing sent twice."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from events.errors import Rejected as ServerRejected
from events.errors import Unavailable as ServerUnavailable
from minirag import Rejected
from minirag.exchange import LONGEST
from tests.unit.gateway.serving import Serving, serving
from tests.unit.watch.conftest import Followed, Shelf

NOWHERE = "http://127.0.0.1:9"


@contextmanager
def without_minirag(monkeypatch: pytest.MonkeyPatch, followed: Followed) -> Iterator[None]:
    monkeypatch.setenv("MINIRAG_URL", NOWHERE)
    yield
    monkeypatch.setenv("MINIRAG_URL", followed.gateway.url)


def busy(monkeypatch: pytest.MonkeyPatch, followed: Followed, times: int, name: str = "") -> None:
    """Let the gateway refuse so many uploads for the moment, or those of one document."""
    left, accept = [times], followed.gateway.services.ingest.accept

    def refuse(file: Any, *more: Any) -> Any:
        if left[0] and name in ("", file.name):
            left[0] -= 1
            raise ServerUnavailable("the store does not answer")
        return accept(file, *more)

    monkeypatch.setattr(followed.gateway.services.ingest, "accept", refuse)


def forbidding(*_: Any) -> Any:
    raise ServerRejected("not now", status=409)


def test_without_minirag_it_waits_and_loses_nothing(
    followed: Followed, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.put("a.txt")
    with without_minirag(monkeypatch, followed):
        pauses = [followed.turn() for _ in range(8)]
    assert (pauses[0], max(pauses)) == (2, 60)
    assert followed.settle() == ["again", "away", "new a.txt"]


def test_deletions_wait_for_minirag_too(followed: Followed, shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.txt", "b.txt"):
        shelf.put(name)
    followed.settle()
    del shelf.files["a.txt"]
    with without_minirag(monkeypatch, followed):
        for _ in range(3):
            followed.turn()
    assert followed.settle() == ["again", "away", "deleted a.txt"]


def test_a_busy_minirag_gets_everything_in_the_end_and_nothing_twice(
    followed: Followed, shelf: Shelf, monkeypatch: pytest.MonkeyPatch, surroundings: list[float]
) -> None:
    for number in range(20):
        shelf.put(f"{number}.txt")
    busy(monkeypatch, followed, times=100)
    said = followed.settle()
    assert said == sorted(["away", "again", *(f"new {number}.txt" for number in range(20))])
    assert max(surroundings) <= LONGEST


def test_one_document_that_cannot_be_taken_now_does_not_hold_up_the_others(
    followed: Followed, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        shelf.put(name)
    busy(monkeypatch, followed, times=12, name="a.txt")
    followed.turn()
    followed.turn()
    assert sorted(followed.documents()) == ["b.txt", "c.txt"]
    followed.settle()
    assert sorted(followed.documents()) == ["a.txt", "b.txt", "c.txt"]


def test_a_refused_file_is_said_once_and_tried_again_only_when_it_changes(
    followed: Followed, shelf: Shelf, requests: list[str]
) -> None:
    shelf.put("a.txt", b"")
    shelf.files["a.txt"] = (b"", "1")
    assert followed.settle() == ["refused a.txt"]
    requests.clear()
    assert (followed.settle(), requests) == ([], [])
    shelf.put("a.txt", "a text")
    assert followed.settle() == ["new a.txt"]


def test_a_refused_file_is_not_tried_again_after_a_restart(followed: Followed, shelf: Shelf) -> None:
    shelf.put("a.txt", b"")
    shelf.files["a.txt"] = (b"", "1")
    followed.settle()
    followed.kill()
    followed.start()
    assert followed.settle() == []


def test_a_file_above_the_limit_is_not_even_read_and_taken_once_the_limit_is_raised(
    followed: Followed, shelf: Shelf, tmp_path: Path
) -> None:
    shelf.put("large.txt", b"x" * 1001)
    assert (followed.settle(), shelf.read_names) == (["refused large.txt"], [])
    followed.kill()
    with serving(tmp_path / "larger", max_upload_bytes=2000) as larger:
        followed.gateway = larger
        followed.start()
        assert followed.settle() == ["new large.txt"]


def test_a_version_that_is_refused_leaves_the_former_one_which_still_goes_with_its_file(
    followed: Followed, shelf: Shelf
) -> None:
    shelf.put("a.txt")
    shelf.put("b.txt")
    followed.settle()
    shelf.put("a.txt", b"x" * 1001)
    assert followed.settle() == ["refused a.txt"]
    assert sorted(followed.documents()) == ["a.txt", "b.txt"]
    del shelf.files["a.txt"]
    assert followed.settle() == ["deleted a.txt"]


def test_a_document_that_minirag_gives_up_is_said_with_the_reason(followed: Followed, shelf: Shelf) -> None:
    shelf.put("bad.pdf")
    followed.turn()
    followed.turn()
    followed.gateway.happen("bad.pdf", "failed", 1, stage="split", reason="it is encrypted")
    followed.turn()
    assert ("failed", "split: it is encrypted") in [(one["what"], one.get("detail")) for one in followed.lines()]
    assert followed.settle() == []


def test_what_is_not_read_in_full_is_said(followed: Followed, shelf: Shelf) -> None:
    shelf.put("a.pdf")
    followed.turn()
    followed.turn()
    followed.gateway.happen("a.pdf", "split", batches=1, chunks=1, warnings=["2 charts (page 1)"])
    followed.index()
    assert "partly a.pdf" in followed.settle()


def test_a_minirag_that_has_lost_its_documents_gets_them_again(
    followed: Followed, shelf: Shelf, tmp_path: Path
) -> None:
    for name in ("a.txt", "b.txt"):
        shelf.put(name)
    followed.settle()
    followed.kill()
    with serving(tmp_path / "empty") as empty:
        followed.gateway = empty
        followed.start()
        assert followed.settle() == ["lost", "new a.txt", "new b.txt"]


def test_a_document_that_somebody_deleted_by_hand_makes_no_trouble_when_its_file_goes(
    followed: Followed, shelf: Shelf
) -> None:
    for name in ("a.txt", "b.txt"):
        shelf.put(name)
    followed.settle()
    document = followed.state.rows["a.txt"].document
    followed.gateway.http.delete(f"/documents/{document}")
    del shelf.files["a.txt"]
    assert followed.settle() == ["deleted a.txt"]


def test_a_wrong_key_ends_it_at_the_start(shelf: Shelf, followed: Followed, tmp_path: Path) -> None:
    with serving(tmp_path / "locked", api_key="the-key") as locked:
        followed.gateway = locked
        with pytest.raises(Rejected, match="wants its key"):
            followed.turn()


def test_an_answer_that_is_not_about_the_file_refuses_none(
    followed: Followed, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As from a proxy that lets nobody upload for a while."""
    shelf.put("a.txt")
    accept = followed.gateway.services.ingest.accept
    monkeypatch.setattr(followed.gateway.services.ingest, "accept", forbidding)
    followed.turn()
    followed.turn()
    monkeypatch.setattr(followed.gateway.services.ingest, "accept", accept)
    assert followed.settle() == ["again", "away", "new a.txt"]


def test_an_ingress_without_minirag_is_waited_out_once_it_was_met(
    followed: Followed, shelf: Shelf, gateway: Serving, tmp_path: Path
) -> None:
    shelf.put("a.txt")
    followed.settle()
    shelf.put("b.txt")
    with serving(tmp_path / "locked", api_key="the-key"):
        followed.turn()
        assert followed.turn() > 0
        assert followed.said() == ["away"]
