"""Nobody but its owner reads what is kept."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from knative.local.private_home import make_private


@pytest.fixture(autouse=True)
def usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def modes(folder: Path) -> set[int]:
    found = [folder, *folder.rglob("*")]
    return {stat.S_IMODE(path.lstat().st_mode) & 0o077 for path in found if not path.is_symlink()}


def test_a_new_home_and_what_is_made_in_it_is_private(tmp_path: Path) -> None:
    home = tmp_path / "home"
    make_private(home)
    (home / "blobs").mkdir()
    (home / "blobs" / "one").write_text("secret")
    assert modes(home) == {0}


def test_a_home_made_before_is_mended_to_the_bottom(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "blobs" / "default").mkdir(parents=True)
    for name in ("store.sqlite", "store.sqlite-wal", "blobs/default/one"):
        (home / name).write_text("secret")
    make_private(home)
    assert modes(home) == {0}


def test_what_the_owner_may_do_stays(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "program").write_text("")
    (home / "program").chmod(0o755)
    make_private(home)
    assert stat.S_IMODE((home / "program").stat().st_mode) == 0o700


def test_what_a_link_leads_to_outside_of_the_home_is_left_alone(tmp_path: Path) -> None:
    home, outside = tmp_path / "home", tmp_path / "outside"
    home.mkdir()
    outside.mkdir(mode=0o755)
    (outside / "file").write_text("")
    (home / "folder").symlink_to(outside)
    (home / "file").symlink_to(outside / "file")
    (home / "nowhere").symlink_to(tmp_path / "nothing")
    make_private(home)
    assert [stat.S_IMODE(path.stat().st_mode) for path in (outside, outside / "file")] == [0o755, 0o644]
