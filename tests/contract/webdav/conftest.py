"""A WebDAV server for each test, over an empty folder."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cli.watch.ignoring import Ignored
from cli.watch.remote_address import remote_address
from cli.watch.webdav import WebDavFolder
from tests.contract.webdav.server import PASSWORD, USER, WebDavServer

Open = Callable[..., WebDavFolder]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[WebDavServer]:
    """A server of the common kind."""
    yield from _serving(tmp_path, cloud=False)


@pytest.fixture
def cloud(tmp_path: Path) -> Iterator[WebDavServer]:
    """A server of Nextcloud's kind."""
    yield from _serving(tmp_path, cloud=True)


def _serving(folder: Path, *, cloud: bool) -> Iterator[WebDavServer]:
    started = WebDavServer(folder, cloud=cloud)
    yield started
    started.stop()


@pytest.fixture
def opened() -> Iterator[Open]:
    """What opens a source at a server, by the path of its address."""
    sources = []

    def open_one(
        server: WebDavServer, path: str = "dav", ignored: tuple[str, ...] = (), **more: object
    ) -> WebDavFolder:
        address = remote_address(f"webdav://{USER}@127.0.0.1:{server.port}/{path}")
        password = str(more.pop("password", PASSWORD))
        sources.append(WebDavFolder(address, lambda: password, Ignored(ignored), **more))  # type: ignore[arg-type]
        return sources[-1]

    yield open_one
    for source in sources:
        source.close()
