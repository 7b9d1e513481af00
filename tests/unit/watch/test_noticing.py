"""Changes that the system tells of, and where it tells of none."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.watch import noticing
from cli.watch.mounts import changed_by_others, file_system
from cli.watch.noticing import Notices

LONG = 30.0  # seconds, which no test waits for

MOUNTS = r"""
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
40 22 0:50 / /mnt/nas rw shared:2 - cifs //nas/share rw,vers=3.1.1
41 22 0:51 / /home/anna/My\040Drive rw shared:3 - fuse.rclone remote: rw
42 40 8:2 / /mnt/nas/local rw - xfs /dev/sdb1 rw
43 22 0:52 / /srv rw - nfs4 server:/srv rw
44 43 8:3 / /srv rw - btrfs /dev/sdc rw
""".lstrip()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "papers"
    (made / "deep").mkdir(parents=True)
    (made / ".git").mkdir()
    return made


@pytest.fixture
def notices(folder: Path) -> Iterator[Notices]:
    made = Notices(folder)
    assert made.told
    yield made
    made.close()


def waited(notices: Notices, seconds: float) -> float:
    started = time.monotonic()
    notices.wait(seconds)
    return time.monotonic() - started


@pytest.mark.parametrize("name", ["new.txt", "deep/new.txt"])
def test_a_new_file_ends_the_wait(notices: Notices, folder: Path, name: str) -> None:
    (folder / name).write_text("text")
    assert waited(notices, LONG) < LONG


def test_a_file_in_a_folder_that_is_new_ends_the_wait(notices: Notices, folder: Path) -> None:
    (folder / "newer").mkdir()
    assert waited(notices, LONG) < LONG
    (folder / "newer" / "a.txt").write_text("text")
    assert waited(notices, LONG) < LONG


def test_a_folder_that_is_renamed_or_replaced_itself_ends_the_wait(notices: Notices, folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))
    assert waited(notices, LONG) < LONG
    folder.mkdir()
    assert waited(notices, LONG) < LONG


def test_what_happens_beside_the_folder_ends_no_wait(notices: Notices, folder: Path) -> None:
    folder.with_name("beside").mkdir()
    folder.with_name("beside").rmdir()
    assert waited(notices, 0.5) >= 0.5


def test_hidden_files_and_reading_end_no_wait(folder: Path) -> None:
    (folder / "a.txt").write_text("text")
    notices = Notices(folder)
    (folder / ".git" / "index").write_text("x")
    (folder / "a.txt").read_text()
    assert waited(notices, 0.1) >= 0.1
    notices.close()


def test_without_a_watch_left_nothing_is_told_and_the_time_passes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from watchdog.observers.api import BaseObserver

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(BaseObserver, "schedule", full)
    notices = Notices(folder)
    assert not notices.told
    notices.wait(0.001)
    notices.close()


def test_what_others_change_is_polled(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(noticing, "file_system", lambda _: "cifs")
    assert not Notices(folder).told


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/var/lib", "ext4"),
        ("/mnt/nas/contracts", "cifs"),
        ("/home/anna/My Drive/papers", "fuse.rclone"),
        ("/mnt/nas/local/a", "xfs"),
        ("/srv/a", "btrfs"),
        ("/mnt/nash", "ext4"),
    ],
)
def test_the_innermost_and_latest_mount_holds_a_folder(tmp_path: Path, folder: str, kind: str) -> None:
    (tmp_path / "mountinfo").write_text(MOUNTS)
    assert file_system(Path(folder), tmp_path / "mountinfo") == kind


def test_where_no_mounts_are_told_nothing_is_known(tmp_path: Path) -> None:
    assert file_system(tmp_path, tmp_path / "missing") == ""


@pytest.mark.parametrize(("kind", "others"), [("nfs4", True), ("fuse.sshfs", True), ("ext4", False), ("", False)])
def test_a_file_system_of_another_machine_is_changed_by_others(kind: str, others: bool) -> None:
    assert changed_by_others(kind) is others
