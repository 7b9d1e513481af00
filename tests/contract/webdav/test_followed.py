"""A WebDAV folder brought to MiniRAG: what is uploaded, and what is deleted, by count."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cli.watch.webdav import WebDavFolder
from tests.contract.webdav.server import WebDavServer
from tests.unit.gateway.serving import Serving
from tests.unit.watch.conftest import Followed, count_of, gateway, requests, surroundings  # noqa: F401 - fixtures


@pytest.fixture
def followed(
    gateway: Serving,  # noqa: F811
    tmp_path_factory: pytest.TempPathFactory,
    opened: Callable[..., WebDavFolder],
    capsys: pytest.CaptureFixture[str],
) -> Iterator[tuple[Followed, WebDavServer, Path]]:
    """A followed folder with four files, the server, and the folder."""
    folder = tmp_path_factory.mktemp("shared")
    for number in range(4):
        (folder / f"{number}.txt").write_text(f"text {number}")
    server = WebDavServer(folder, cloud=True)
    yield Followed(gateway, tmp_path_factory.mktemp("home"), opened(server), capsys), server, folder
    server.stop()


Following = tuple[Followed, WebDavServer, Path]


def test_what_changes_there_changes_here_and_nothing_is_sent_twice(followed: Following) -> None:
    follow, server, folder = followed
    assert follow.settle() == [f"new dav/{number}.txt" for number in range(4)]
    (folder / "0.txt").unlink()
    (folder / "below").mkdir()
    (folder / "1.txt").rename(folder / "below" / "9.txt")
    (folder / "2.txt").write_text("another text")
    os.utime(folder / "2.txt", (1, 1))
    server.asked.clear()
    assert follow.settle() == [
        "changed dav/2.txt",
        "deleted dav/0.txt",
        "deleted dav/1.txt",
        "renamed dav/below/9.txt",
    ]
    assert server.count("GET") == 2
    assert (follow.settle(), server.count("GET"), count_of(follow.gateway, "documents_accepted")) == ([], 0, 6)


def test_an_emptied_folder_deletes_nothing_unless_told(followed: Following) -> None:
    follow, _, folder = followed
    follow.settle()
    for path in folder.iterdir():
        path.unlink()
    assert ([line.split()[0] for line in follow.settle()], len(follow.documents())) == (["held"], 4)


def test_a_server_in_trouble_deletes_nothing_and_is_said_to_be_away(followed: Following) -> None:
    follow, server, _ = followed
    follow.settle()
    server.replies["/dav/"] = ("503 Service Unavailable", [], b"")
    for _ in range(3):
        follow.turn()
    assert (follow.said(), len(follow.documents())) == (["away"], 4)
