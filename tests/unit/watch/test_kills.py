"""A state that survives every end: after it, only what is not on record is sent, and nothing is forgotten."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cli.watch.state import InUse, Known, State
from tests.unit.watch.conftest import Followed, Shelf


class Killed(BaseException):
    """Stands for `kill -9` at this very moment."""


def kill_after(monkeypatch: pytest.MonkeyPatch, followed: Followed, count: int) -> None:
    """Let the command die when it is about to note its so many-th outcome, which MiniRAG has by then."""
    put, left = followed.state.put, [count]

    def dying(rows: object) -> None:
        listed = list(rows)  # type: ignore[call-overload]
        if any(row.phase != "sending" for row in listed):
            if not left[0]:
                raise Killed
            left[0] -= 1
        put(listed)

    monkeypatch.setattr(followed.state, "put", dying)


def die(followed: Followed) -> None:
    with pytest.raises(Killed):
        followed.turn()
    followed.kill()
    followed.lines()


def test_a_restart_brings_only_what_changed_meanwhile(followed: Followed, shelf: Shelf, requests: list[str]) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        shelf.put(name)
    followed.settle()
    followed.kill()
    shelf.put("a.txt", "another text")
    shelf.rename("b.txt", "d.txt")
    requests.clear()
    followed.start()
    assert followed.settle() == ["changed a.txt", "deleted b.txt", "renamed d.txt"]
    assert requests.count("POST /documents") == 2


def test_what_was_taken_when_it_was_killed_is_not_taken_twice(
    followed: Followed, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(10):
        shelf.put(f"{number}.txt")
    followed.turn()
    kill_after(monkeypatch, followed, 4)
    die(followed)
    followed.start()
    followed.settle()
    assert (len(followed.documents()), followed.accepted()) == (10, 10)


def test_a_file_that_went_after_the_kill_does_not_stay_behind(
    followed: Followed, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """MiniRAG has it, and nothing on record says so but that it was about to be sent."""
    shelf.put("a.txt")
    followed.settle()
    shelf.put("b.txt")
    followed.turn()
    kill_after(monkeypatch, followed, 0)
    die(followed)
    assert sorted(followed.documents()) == ["a.txt", "b.txt"]
    del shelf.files["b.txt"]
    followed.start()
    assert followed.settle() == ["deleted b.txt"]
    assert list(followed.documents()) == ["a.txt"]


def test_a_change_that_was_taken_back_after_the_kill_is_taken_back_in_minirag_too(
    followed: Followed, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.put("a.txt", "first")
    followed.settle()
    shelf.put("a.txt", "second")
    followed.turn()
    kill_after(monkeypatch, followed, 0)
    die(followed)
    shelf.put("a.txt", "first")
    followed.start()
    followed.settle()
    assert followed.gateway.http.get(f"/documents/{followed.state.rows['a.txt'].document}/content").text == "first"


def test_a_second_watcher_of_the_same_source_is_refused(followed: Followed, tmp_path: Path) -> None:
    second = State(tmp_path / "state", "the shelf")
    with pytest.raises(InUse):
        second.take({})
    second.close()


def test_a_killed_watcher_leaves_no_lock_behind(tmp_path: Path) -> None:
    line = "import sys, time; from cli.watch.state import State; from pathlib import Path; "
    line += f"State(Path({str(tmp_path)!r}), 'a').take({{}}); print(flush=True); time.sleep(60)"
    process = subprocess.Popen([sys.executable, "-c", line], stdout=subprocess.PIPE, cwd=Path(__file__).parents[3])
    assert process.stdout is not None
    with process.stdout:
        process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        process.wait()
    state = State(tmp_path, "a")
    state.take({})
    state.close()


def test_rows_are_there_again_as_they_were_written(tmp_path: Path) -> None:
    row = Known("Größe.txt", "1:2", "3", "digest", "id", "done")
    state = State(tmp_path, "a")
    state.put([row, Known("b.txt")])
    state.forget("b.txt")
    state.close()
    again = State(tmp_path, "a")
    assert again.rows == {row.name: row}
    again.close()
