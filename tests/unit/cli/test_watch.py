"""./build.sh watch"""

import json
import signal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.watch.command import watch
from tests.unit.cli.fake_gateway import FakeGateway
from tests.unit.watch.watching import Watching


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MINIRAG_KEY", "MINIRAG_HOST"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.txt").write_text(f"text {number}")
    return folder


def run(*arguments: object) -> Result:
    return CliRunner().invoke(watch, [str(argument) for argument in arguments])


def once(*arguments: object) -> Result:
    return run("--once", "--rest", 0, *arguments)


def changes(result: Result) -> list[str]:
    """Return what a run has said, without the time."""
    return sorted(" ".join(line.split()[1:]) for line in result.stdout.splitlines())


@pytest.mark.parametrize("pattern", ["!", "[z-a]"])
def test_a_pattern_that_is_none_is_refused(papers: Path, pattern: str) -> None:
    result = run("--dry-run", "--ignore", pattern, papers)
    assert (result.exit_code, f"--ignore {pattern}: this is no pattern" in result.output) == (1, True)


def test_once_brings_what_differs_waits_until_it_is_searchable_and_ends(gateway: FakeGateway, papers: Path) -> None:
    result = once(papers)
    assert result.exit_code == 0
    assert changes(result) == [
        *(f"new papers/{number}.txt: 6 bytes" for number in range(4)),
        "whole 4 documents are searchable",
    ]
    assert len(gateway.contents) == 4


def test_the_next_time_it_sends_only_what_changed(gateway: FakeGateway, papers: Path) -> None:
    once(papers)
    (papers / "0.txt").unlink()
    (papers / "1.txt").rename(papers / "9.txt")
    (papers / "2.txt").write_text("another text")
    gateway.log.clear()
    assert changes(once(papers)) == [
        "changed papers/2.txt: 12 bytes",
        "deleted papers/0.txt",
        "deleted papers/1.txt",
        "renamed papers/9.txt: was papers/1.txt",
        "whole 3 documents are searchable",
    ]
    assert gateway.log.count("POST /documents") == 2
    assert changes(once(papers)) == []


def test_a_document_that_fails_ends_it_with_status_1(gateway: FakeGateway, papers: Path) -> None:
    (papers / "bad.pdf").write_text("scanned")
    result = once(papers)
    assert result.exit_code == 1
    assert "failed papers/bad.pdf: split: the PDF has no text" in changes(result)


def test_a_dry_run_lists_what_would_happen_and_does_nothing(gateway: FakeGateway, papers: Path) -> None:
    once(papers)
    (papers / "0.txt").unlink()
    (papers / "1.txt").rename(papers / "9.txt")
    (papers / "2.txt").write_text("another text")
    (papers / "3.txt").touch()
    (papers / "new.txt").write_text("a new text")
    gateway.log.clear()
    expected = ["changed papers/2.txt", "deleted papers/0.txt", "new papers/new.txt: 10 bytes"]
    for _ in range(2):
        assert changes(run("--dry-run", papers)) == [*expected, "renamed papers/9.txt: was papers/1.txt"]
    assert gateway.log == []


def test_a_dry_run_says_what_is_held_back(gateway: FakeGateway, papers: Path) -> None:
    once(papers)
    for number in range(3):
        (papers / f"{number}.txt").unlink()
    assert changes(run("--dry-run", papers)) == [f"held papers/{number}.txt" for number in range(3)]


def test_more_than_half_is_held_back_until_that_is_told(gateway: FakeGateway, papers: Path) -> None:
    once(papers)
    for number in range(3):
        (papers / f"{number}.txt").unlink()
    result = once(papers)
    assert result.exit_code == 1
    assert "held 3 of 4 documents are gone from folder" in changes(result)[0]
    assert len(gateway.documents) == 4
    assert len(changes(once("--delete-all", papers))) == 3
    assert len(gateway.documents) == 1


def test_labels_and_patterns_are_taken(gateway: FakeGateway, papers: Path) -> None:
    once("--collection", "contracts", "--tag", "a", "--meta", "year=2026", "--ignore", "[1-3].txt", papers)
    assert gateway.metadata == {"papers/0.txt": {"collection": "contracts", "tags": ["a"], "year": "2026"}}


def test_as_json_each_change_is_a_line(gateway: FakeGateway, papers: Path) -> None:
    lines = [json.loads(line) for line in once("--json", papers).stdout.splitlines()]
    assert {(one["what"], one["source"]) for one in lines} == {(what, f"folder {papers}") for what in ("new", "whole")}


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("missing", "does not exist"),
        ("papers/0.txt", "only folders are followed"),
        ("gopher://somewhere", "no address that can be followed"),
    ],
)
def test_what_cannot_be_followed_is_said(papers: Path, path: str, told: str) -> None:
    given = path if "://" in path else papers.parent / path
    result = run("--once", given)
    assert result.exit_code == 1
    assert told in result.stderr


def test_two_folders_of_one_name_are_refused(papers: Path, tmp_path: Path) -> None:
    (tmp_path / "other" / "papers").mkdir(parents=True)
    result = run("--once", papers, tmp_path / "other" / "papers")
    assert "would have the same names: follow the folder above them, or rename one" in result.stderr


def test_a_folder_that_holds_what_minirag_keeps_is_refused(tmp_path: Path, home: Path) -> None:
    assert f"holds MINIRAG_HOME ({home})" in run("--once", tmp_path).stderr


def test_without_minirag_once_ends_with_one_sentence(papers: Path) -> None:
    result = once(papers)
    assert (result.exit_code, result.stderr) == (1, "Error: MiniRAG is not running: start it with ./build.sh up\n")


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_follows_until_a_signal_and_ends_cleanly(gateway: FakeGateway, papers: Path, number: signal.Signals) -> None:
    watching = Watching("--rest", 0.1, papers)
    watching.until("whole")
    (papers / "new.txt").write_text("a new text")
    watching.until("new", "papers/new.txt")
    (papers / "0.txt").unlink()
    watching.until("deleted", "papers/0.txt")
    assert watching.end(number) == 0


@pytest.mark.slow
def test_where_the_system_tells_nothing_it_polls(gateway: FakeGateway, papers: Path) -> None:
    watching = Watching("--rest", 0.1, "--poll", "--every", 1, papers)
    watching.until("whole")
    (papers / "new.txt").write_text("a new text")
    watching.until("new", "papers/new.txt")
    assert watching.end(signal.SIGTERM) == 0


@pytest.mark.slow
def test_a_second_one_is_refused_and_may_only_say_that_deletions_are_meant(gateway: FakeGateway, papers: Path) -> None:
    watching = Watching("--rest", 0.1, "--poll", "--every", 1, papers)
    watching.until("whole")
    for arguments in ((papers,), ("--delete-all", papers)):
        refused = once(*arguments)
        assert refused.exit_code == 1
        assert "is followed by another command already" in refused.stderr
    for number in range(4):
        (papers / f"{number}.txt").unlink()
    watching.until("held")
    assert once("--delete-all", papers).exit_code == 0
    watching.until("deleted", "papers/3.txt")
    assert watching.end(signal.SIGTERM) == 0
    assert gateway.documents == {}
