"""A download resumes where it broke off, and ends with the right bytes or one clear sentence."""

import hashlib
import socket
from pathlib import Path

import pytest

from events.errors import Rejected, Unavailable
from model.download import Refused, download

from .conftest import FileServer

DATA = bytes(range(256)) * 4000
SHA = hashlib.sha256(DATA).hexdigest()


def quiet(_done: int, _total: int) -> None:
    pass


def test_a_file_arrives_whole_with_its_progress(server: FileServer, tmp_path: Path) -> None:
    server.files["/x"] = DATA
    seen: list[tuple[int, int]] = []
    download(server.url("/x"), tmp_path / "x", SHA, lambda done, total: seen.append((done, total)))
    assert (tmp_path / "x").read_bytes() == DATA
    assert seen[-1] == (len(DATA), len(DATA))


def test_a_broken_transfer_is_resumed(server: FileServer, tmp_path: Path) -> None:
    server.files["/x"] = DATA
    server.breaks = [600_000]
    download(server.url("/x"), tmp_path / "x", SHA, quiet, pause=0)
    assert (tmp_path / "x").read_bytes() == DATA
    first, second = server.requests
    assert not first[1]
    assert int(second[1].removeprefix("bytes=").rstrip("-")) > 0


def test_what_an_earlier_run_left_is_continued(server: FileServer, tmp_path: Path) -> None:
    server.files["/x"] = DATA
    (tmp_path / "x.part").write_bytes(DATA[:1000])
    download(server.url("/x"), tmp_path / "x", SHA, quiet)
    assert server.requests == [("/x", "bytes=1000-")]


def test_a_server_without_ranges_starts_over(server: FileServer, tmp_path: Path) -> None:
    server.files["/x"] = DATA
    server.ranges = False
    (tmp_path / "x.part").write_bytes(b"other")
    download(server.url("/x"), tmp_path / "x", SHA, quiet)
    assert (tmp_path / "x").read_bytes() == DATA


def test_a_part_that_is_whole_already_is_taken(server: FileServer, tmp_path: Path) -> None:
    server.files["/x"] = DATA
    (tmp_path / "x.part").write_bytes(DATA)
    download(server.url("/x"), tmp_path / "x", SHA, quiet)
    assert (tmp_path / "x").read_bytes() == DATA


def test_a_wrong_hash_is_refused_and_removed(server: FileServer, tmp_path: Path) -> None:
    server.files["/x"] = b"evil" + DATA
    with pytest.raises(Rejected, match=f"not {SHA}: it was removed"):
        download(server.url("/x"), tmp_path / "x", SHA, quiet)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_said_and_the_download_can_go_on(server: FileServer, tmp_path: Path) -> None:
    server.files["/x"] = DATA
    (tmp_path / "x.part").symlink_to("/dev/full")
    with pytest.raises(Unavailable, match="the disk is full: make room"):
        download(server.url("/x"), tmp_path / "x", SHA, quiet)


def test_a_folder_that_cannot_be_written_is_said(server: FileServer, tmp_path: Path) -> None:
    server.files["/x"] = DATA
    with pytest.raises(Unavailable, match=r"cannot write to .*/no: No such file"):
        download(server.url("/x"), tmp_path / "no" / "x", SHA, quiet)


def test_no_network_is_said_after_a_few_attempts(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: refuses connections
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/x"
        with pytest.raises(Unavailable, match="cannot be reached: check the network and the proxy"):
            download(url, tmp_path / "x", SHA, quiet, pause=0)


def test_a_missing_file_is_the_catalogues_fault(server: FileServer, tmp_path: Path) -> None:
    with pytest.raises(Rejected, match="answered 404 for /x: correct the name"):
        download(server.url("/x"), tmp_path / "x", SHA, quiet)


def test_a_login_is_told_apart(server: FileServer, tmp_path: Path) -> None:
    server.login = "Basic x"
    with pytest.raises(Refused, match="log in"):
        download(server.url("/x"), tmp_path / "x", SHA, quiet)


def test_a_server_in_trouble_is_unavailable(server: FileServer, tmp_path: Path) -> None:
    server.status = 500
    with pytest.raises(Unavailable, match="try again later"):
        download(server.url("/x"), tmp_path / "x", SHA, quiet)
