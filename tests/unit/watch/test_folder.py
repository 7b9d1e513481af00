"""A folder as a source: which files are documents, under which names, and when nothing may be concluded from it."""

import errno
import os
import time
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from cli.client.file_names import named_files
from cli.watch.folder import FolderSource, is_file, is_folder
from cli.watch.source import Gone, SourceAway

LONG = 30.0  # seconds, which no test waits for


def write(folder: Path, *names: str) -> Path:
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"text of {name}")
    return folder


def names(source: FolderSource) -> list[str]:
    return [entry.name for entry in source.entries()]


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    return write(tmp_path / "papers", "a.txt", "2026/b.txt")


def test_documents_are_named_as_an_upload_names_them(papers: Path) -> None:
    write(papers, ".hidden", ".git/config", "Thumbs.db", "~$a.docx")
    assert sorted(names(FolderSource(papers))) == sorted(named_files([papers])) == ["papers/2026/b.txt", "papers/a.txt"]


def test_a_name_is_of_one_spelling_and_its_file_is_found_by_it(papers: Path) -> None:
    write(papers, unicodedata.normalize("NFD", "Größe.txt"))
    source = FolderSource(papers)
    [entry] = [one for one in source.entries() if one.name.isascii() is False]
    assert entry.name == "papers/Größe.txt"
    assert source.read(entry).decode() == unicodedata.normalize("NFD", "text of Größe.txt")


def test_a_name_that_is_no_text_gets_marks_for_what_cannot_be_read(papers: Path) -> None:
    Path(os.fsdecode(os.fsencode(papers) + b"/caf\xe9.txt")).write_text("text")
    source = FolderSource(papers)
    [entry] = [one for one in source.entries() if "caf" in one.name]
    assert (entry.name, source.read(entry)) == ("papers/caf\ufffd.txt", b"text")


def test_patterns_leave_out_what_they_name_and_those_of_the_folder_decide_last(papers: Path) -> None:
    write(papers, "draft.tmp", "keep.tmp", "build/x.txt", "2026/build/y.txt", "deep/notes.md")
    (papers / ".miniragignore").write_text("!keep.tmp\n/build/\n# a remark\n\ndeep/**/*.md\n")
    assert names(FolderSource(papers, ["*.tmp"])) == [
        "papers/2026/b.txt",
        "papers/2026/build/y.txt",
        "papers/a.txt",
        "papers/keep.tmp",
    ]


def test_a_line_that_is_no_pattern_names_nothing_and_stops_nothing(papers: Path) -> None:
    (papers / ".miniragignore").write_text("!\n[z-a]\na\\\n[[:foo:]]\na.txt\n")
    assert names(FolderSource(papers)) == ["papers/2026/b.txt"]


def test_a_folder_that_is_left_out_is_not_even_looked_into(papers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(papers, "node_modules/deep/a.js")
    looked: list[str] = []
    scandir = os.scandir

    def look(path: Any) -> Any:
        looked.append(Path(path).name)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", look)
    FolderSource(papers, ["node_modules/"]).entries()
    assert looked == ["papers", "2026"]


def test_a_link_is_followed_to_a_file_of_the_same_folder_and_nowhere_else(papers: Path, tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", "secret.txt", "deep/secret.txt")
    (papers / "inside.txt").symlink_to("2026/b.txt")
    (papers / "out.txt").symlink_to(outside / "secret.txt")
    (papers / "folder").symlink_to(outside / "deep")
    (papers / "back").symlink_to(papers)
    (papers / "nowhere.txt").symlink_to("missing.txt")
    (papers / "itself.txt").symlink_to("itself.txt")
    source = FolderSource(papers)
    assert names(source) == ["papers/2026/b.txt", "papers/a.txt", "papers/inside.txt"]
    assert source.read(source.entries()[2]) == b"text of 2026/b.txt"


def test_a_file_that_is_replaced_by_a_link_outside_after_it_was_listed_is_not_read(
    papers: Path, tmp_path: Path
) -> None:
    outside = write(tmp_path / "outside", "secret.txt")
    source = FolderSource(papers)
    entry = source.entries()[1]
    (papers / "a.txt").unlink()
    (papers / "a.txt").symlink_to(outside / "secret.txt")
    with pytest.raises(Gone):
        source.read(entry)


def test_pipes_and_sockets_are_no_documents(papers: Path) -> None:
    os.mkfifo(papers / "pipe.txt")
    assert names(FolderSource(papers)) == ["papers/2026/b.txt", "papers/a.txt"]


def test_a_change_of_the_content_changes_the_fingerprint_and_a_new_name_keeps_the_identity(papers: Path) -> None:
    source = FolderSource(papers)
    [_, before] = source.entries()
    (papers / "a.txt").rename(papers / "c.txt")
    [_, renamed] = source.entries()
    assert (renamed.identity, renamed.fingerprint) == (before.identity, before.fingerprint)
    (papers / "c.txt").write_text("another text of it")
    assert source.entries()[1].fingerprint != before.fingerprint


def test_a_file_that_changed_or_went_since_it_was_listed_is_gone(papers: Path) -> None:
    source = FolderSource(papers)
    [first, second] = source.entries()
    (papers / "a.txt").write_text("longer than it was before")
    (papers / "2026" / "b.txt").unlink()
    for entry in (first, second):
        with pytest.raises(Gone):
            source.read(entry)


def test_a_folder_that_is_not_there_is_away(tmp_path: Path) -> None:
    with pytest.raises(SourceAway, match="cannot be read: No such file"):
        FolderSource(tmp_path / "unmounted").entries()


@pytest.mark.parametrize("code", [errno.ENOTCONN, errno.ESTALE, errno.EIO, errno.EACCES])
def test_a_mount_that_fails_is_no_folder_no_file_and_away(
    papers: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    source = FolderSource(papers)

    def fail(path: Path, **_: Any) -> Any:
        raise OSError(code, os.strerror(code), str(path))

    monkeypatch.setattr(Path, "stat", fail)
    assert (is_folder(papers), is_file(papers)) == (False, False)
    source.notice()
    with pytest.raises(SourceAway):
        source.entries()


def failing(monkeypatch: pytest.MonkeyPatch, name: str, code: int) -> None:
    """Let listing a folder of this name fail."""
    scandir = os.scandir

    def scan(path: Any) -> Any:
        if Path(path).name == name:
            raise OSError(code, os.strerror(code), str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", scan)


def test_a_disk_that_fails_below_the_top_makes_all_of_it_away(papers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, "2026", errno.EIO)
    with pytest.raises(SourceAway, match="Input/output error"):
        FolderSource(papers).entries()


def test_a_folder_that_may_not_be_looked_into_says_so(papers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, "2026", errno.EACCES)
    assert [(one.name, one.closed) for one in FolderSource(papers).entries()] == [
        ("papers/2026/", True),
        ("papers/a.txt", False),
    ]


def test_a_folder_that_goes_while_it_is_listed_has_no_files(papers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, "2026", errno.ENOENT)
    assert names(FolderSource(papers)) == ["papers/a.txt"]


def test_another_folder_at_the_same_path_is_another_place(papers: Path) -> None:
    source = FolderSource(papers)
    source.entries()
    before = source.place
    papers.rename(papers.parent / "moved")
    write(papers, "other.txt")
    source.entries()
    assert source.place != before


def test_a_folder_that_comes_back_in_place_of_another_is_told_of_again(papers: Path) -> None:
    source = FolderSource(papers)
    source.notice()
    source.entries()
    papers.rename(papers.parent / "away")
    write(papers, "other.txt")
    source.entries()
    (papers / "new.txt").write_text("text")
    started = time.monotonic()
    source.wait(LONG)
    assert time.monotonic() - started < LONG
    source.notice(polling=True)
    assert not source.told
