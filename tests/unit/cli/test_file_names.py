"""Which files an upload sends, and under which names."""

from pathlib import Path

import click
import pytest

from cli.client.file_names import named_files


def write(folder: Path, *names: str) -> None:
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name)


def test_a_file_is_named_by_its_own_name(tmp_path: Path) -> None:
    write(tmp_path, "deep/below/notes.txt")
    assert list(named_files([tmp_path / "deep/below/notes.txt"])) == ["notes.txt"]


def test_files_of_a_folder_keep_their_path_from_its_name_down(tmp_path: Path) -> None:
    write(tmp_path, "deep/papers/a.txt", "deep/papers/2026/b.txt")
    assert list(named_files([tmp_path / "deep/papers"])) == ["papers/a.txt", "papers/2026/b.txt"]


def test_the_current_folder_is_named_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "papers/a.txt")
    monkeypatch.chdir(tmp_path / "papers")
    assert list(named_files([Path()])) == ["papers/a.txt"]


def test_hidden_files_and_folders_are_left_out(tmp_path: Path) -> None:
    write(tmp_path, "papers/.DS_Store", "papers/.git/config", "papers/a.txt")
    assert list(named_files([tmp_path / "papers"])) == ["papers/a.txt"]


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    write(tmp_path, "papers/a.txt")
    (tmp_path / "papers/again").symlink_to(tmp_path / "papers", target_is_directory=True)
    assert list(named_files([tmp_path / "papers"])) == ["papers/a.txt"]


def test_a_file_that_is_given_twice_is_sent_once(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    assert list(named_files([tmp_path / "a.txt", tmp_path / "a.txt"])) == ["a.txt"]


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    write(tmp_path, "one/a.txt", "two/a.txt")
    with pytest.raises(click.ClickException, match=r"would both be named a\.txt"):
        named_files([tmp_path / "one/a.txt", tmp_path / "two/a.txt"])
