"""A folder on a WebDAV server as a source, such as one of Nextcloud, without a mount."""

import errno
import time
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import quote, unquote

from cli.watch.backoff import Backoff
from cli.watch.ignoring import Ignored
from cli.watch.passwords import Password
from cli.watch.remote_address import RemoteAddress
from cli.watch.source import Entry, Gone
from cli.watch.webdav_client import Refused, TooLarge, WebDav, path_of
from cli.watch.webdav_listing import Item
from events.file_names import one_spelling

MOST = 256 * 1024 * 1024  # bytes of a file; how many a document may have, the gateway says
WHOLE_WALK = 3600.0  # seconds after which every folder is looked into, also where nothing seems to have changed
SHARE = 10  # of the time that a walk takes, so many times passes until the next one
_DEEPEST = 64  # folders in folders
_CLOSED = 403


class _Folder(NamedTuple):
    """What was found in a folder when its ETag was this one."""

    etag: str
    inside: Mapping[str, Item]  # by name


class WebDavFolder:
    """A folder and all below it; a `Source`. Documents are named from the folder's own name down.

    Each folder is asked for by itself: servers that do not list whole trees often answer as if one folder was asked
    for, which would look like deletions. Where a folder's ETag changes with everything below it, as Nextcloud's and
    ownCloud's do, only folders with a new one are looked into.
    """

    def __init__(
        self,
        address: RemoteAddress,
        password: Password | None,
        ignored: Ignored,
        most: int = MOST,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        """Take where the folder is; nothing is asked yet. `most` is the number of bytes that a file may have."""
        self.label = f"WebDAV folder {address.host}/{address.path}"
        self.beginning = one_spelling(address.path.rpartition("/")[2] or address.host)
        self.place = ""  # tells a folder from another of its name
        self._root = f"/{quote(address.path)}/" if address.path else "/"
        self._server, self._backoff = WebDav(self.label, address, password), Backoff()
        self._ignored, self._most, self._pause = ignored, most, pause
        self._folders: dict[str, _Folder] = {}  # by path
        self._paths: dict[str, str] = {}  # of files, by the document's name
        self._walked, self._took = float("-inf"), 0.0  # when every folder was looked into last; seconds of a walk

    def entries(self) -> list[Entry]:
        """Return the files there now, and a folder that may not be looked into as a closed one; raise `SourceAway`."""
        began = time.monotonic()
        former = self._folders if began - self._walked < WHOLE_WALK else {}
        with self._backoff.trying():
            walk = _Walk(self._server, self._ignored, former)
            found = list(walk.below(self._root))
        if not former:
            self._walked = began
        self._folders, self.place, self._took = walk.seen, walk.identity, time.monotonic() - began
        self._paths = {f"{self.beginning}/{below}": path for below, path, _ in found}
        return [_entry(f"{self.beginning}/{below}", item) for below, _, item in found]

    def read(self, entry: Entry) -> bytes:
        """Return a file's bytes; raise `SourceAway`, `Gone`, or `OSError` for one that is too large or forbidden."""
        try:
            return self._server.content(self._paths[entry.name], self._most)
        except KeyError as error:
            raise Gone(entry.name) from error
        except TooLarge as error:
            raise OSError(errno.EFBIG, str(error), entry.name) from error
        except Refused as error:
            if error.status == _CLOSED:
                raise OSError(errno.EACCES, str(error), entry.name) from error
            raise Gone(entry.name) from error

    def wait(self, seconds: float) -> None:
        """Let so many seconds pass, or more where a walk takes long."""
        self._pause(max(seconds, self._took * SHARE))

    def close(self) -> None:
        """Hang up."""
        self._server.close()


class _Walk:
    """One look at everything; `seen` is what it leaves for the next one."""

    def __init__(self, server: WebDav, ignored: Ignored, former: Mapping[str, _Folder]) -> None:
        self._server, self._ignored, self._former = server, ignored, former
        self.seen: dict[str, _Folder] = {}
        self.identity = ""

    def below(self, path: str, name: str = "", etag: str = "", depth: int = 0) -> Iterator[tuple[str, str, Item]]:
        """Yield the name below the top, the path and the item of every file in a folder and those in it.

        A folder that may not be looked into is yielded itself, its name with a slash.
        """
        former = self._former.get(path)
        if not (former and etag and former.etag == etag):
            try:
                former = self._looked_into(path)
            except Refused as error:
                if not name:
                    raise self._server.away(_no_folder(error)) from error
                if error.status == _CLOSED:
                    yield name, path, _shut(path)
                return
        self.seen[path] = former
        for part, item in former.inside.items():
            below = f"{name}{part}{'/' if item.is_folder else ''}"
            if self._ignored.leaves_out(below):
                continue
            there = f"{path}{path_of(item.href).rstrip('/').rpartition('/')[2]}"
            if item.status != 200 or (item.is_folder and depth >= _DEEPEST):
                yield f"{name}{part}/", there, _shut(there)
            elif item.is_folder:
                yield from self.below(f"{there}/", below, item.etag if item.identity else "", depth + 1)
            else:
                yield below, there, item

    def _looked_into(self, path: str) -> _Folder:
        """Return what is in a folder. Raises `SourceAway` for an answer that is about another one."""
        wanted = unquote(path).rstrip("/")
        own, inside = None, {}
        for item in self._server.listing(path):
            there = unquote(path_of(item.href)).rstrip("/")
            above, _, part = there.rpartition("/")
            if there == wanted:
                own = item
            elif above == wanted and part not in ("", ".", "..") and item.status != 404:
                inside[one_spelling(part)] = item
        if own is None or not own.is_folder:
            raise self._server.away(f"what is at {wanted or '/'} is no folder, or it tells of another one")
        self.identity = self.identity or own.identity
        return _Folder(own.etag if own.identity else "", inside)


def _no_folder(error: Refused) -> str:
    reason = "the user may not look into it" if error.status == _CLOSED else "there is no such folder"
    return f"{reason} ({error})"


def _shut(path: str) -> Item:
    return Item(path, _CLOSED, True, "", -1, "", "")


def _entry(name: str, item: Item) -> Entry:
    if name.endswith("/"):
        return Entry(name, "", -1)
    return Entry(name, item.etag or f"{item.size}:{item.modified}", item.size, item.identity)
