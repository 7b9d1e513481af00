"""A folder that is followed: on a disk, a mount of another machine, or what a program keeps the same as elsewhere."""

import errno
import os
import stat
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from cli.watch.ignoring import Ignored, ignored_in
from cli.watch.noticing import Notices
from cli.watch.source import Entry, Gone, SourceAway
from events.file_names import one_spelling

_NOT_THERE = (FileNotFoundError, NotADirectoryError)
# The disk, or the way to it, has failed: nothing that is told of any file holds.
_FAILED = (errno.EIO, errno.ESTALE, errno.ENOTCONN, errno.ETIMEDOUT, errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ENODEV)


class FolderSource:
    """The files below a folder, named from its own name down, as `upload` names them.

    Hidden and system files, and what the patterns leave out, are not there; a link to a file is followed as long as it
    leads to one below the same folder, a link to a folder never.
    """

    def __init__(self, folder: Path, ignored: Sequence[str] = ()) -> None:
        self.top = folder.resolve()
        self.label = f"folder {folder}"
        self.place = ""  # what tells this folder from another one at its path, such as an empty mount point
        self._ignored = tuple(ignored)
        self._notices: Notices | None = None
        self._noticing = False
        self._paths: dict[str, Path] = {}  # by name, as they were listed last

    def notice(self, *, polling: bool = False) -> None:
        """Let `wait` end at a change, as far as the system tells of any, from now on; with `polling` it does not."""
        self._noticing = not polling
        self._renew()

    @property
    def told(self) -> bool:
        """Whether the system tells of changes, so that it need not be looked at often."""
        return self._notices is not None and self._notices.told

    def entries(self) -> list[Entry]:
        """Return every file; a folder that may not be looked into as one that says so (`Entry.closed`)."""
        try:
            self._stand(self.top.stat(), is_mount=self.top.is_mount())
            found = list(self._below(self.top, "", ignored_in(self.top, self._ignored)))
        except OSError as error:
            raise SourceAway(f"{self.top} cannot be read: {error.strerror or error}") from error
        self._paths = {entry.name: path for entry, path in found}
        return [entry for entry, _ in found]

    def read(self, entry: Entry) -> bytes:
        """Return the content; raise `Gone` also for a file that has changed since it was listed, or meanwhile."""
        try:
            descriptor = os.open(self._paths[entry.name].resolve(), os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
            with open(descriptor, "rb") as file:  # noqa: PTH123 - what is open is compared, not what the path leads to now
                _must_be(entry, os.fstat(descriptor))
                content = file.read()
                _must_be(entry, os.fstat(descriptor))
        except (*_NOT_THERE, KeyError) as error:
            raise Gone(entry.name) from error
        except OSError as error:
            if error.errno in _FAILED:
                raise SourceAway(f"{self.top} cannot be read: {error.strerror}") from error
            raise
        return content

    def wait(self, seconds: float) -> None:
        """Return at the next change, where the system tells of it, or after so many seconds."""
        if self._notices is None:
            time.sleep(seconds)
        else:
            self._notices.wait(seconds)

    def _stand(self, seen: os.stat_result, *, is_mount: bool) -> None:
        """Take which folder it is now. What was noticed of another one says nothing of it, so that is begun anew."""
        place = f"{seen.st_dev}:{seen.st_ino}{' mount' if is_mount else ''}"
        if self._noticing and (self._notices is None or self.place not in ("", place)):
            self._renew()
        self.place = place

    def _renew(self) -> None:
        if self._notices is not None:
            self._notices.close()
        self._notices = Notices(self.top) if self._noticing and is_folder(self.top) else None

    def _below(self, folder: Path, path: str, ignored: Ignored) -> Iterator[tuple[Entry, Path]]:
        try:
            with os.scandir(folder) as scanned:
                inside = sorted(scanned, key=lambda one: one.name)
        except PermissionError:
            if not path:
                raise
            yield Entry(name=self._name(path), fingerprint="", size=-1), folder
            return
        except _NOT_THERE:
            if not path:
                raise
            return
        for one in inside:
            is_folder = one.is_dir(follow_symlinks=False)
            below = f"{path}{one.name}{'/' if is_folder else ''}"
            if ignored.leaves_out(below):
                continue
            if is_folder:
                yield from self._below(Path(one.path), below, ignored)
            elif entry := self._entry(one, below):
                yield entry, Path(one.path)

    def _entry(self, one: "os.DirEntry[str]", path: str) -> Entry | None:
        """Return a regular file as it is now; None for anything else, and for what a link outside leads to."""
        try:
            if one.is_symlink() and not Path(one.path).resolve().is_relative_to(self.top):
                return None
            seen = one.stat()
        except (*_NOT_THERE, RuntimeError):  # a link to nowhere, or to itself
            return None
        except OSError as error:
            if error.errno == errno.ELOOP:
                return None
            raise
        if not stat.S_ISREG(seen.st_mode):
            return None
        identity = f"{seen.st_dev}:{seen.st_ino}"
        return Entry(name=self._name(path), fingerprint=_fingerprint(seen), size=seen.st_size, identity=identity)

    def _name(self, path: str) -> str:
        """Return a document's name; bytes that are no UTF-8 become marks, for a name travels as text."""
        readable = os.fsencode(f"{self.top.name}/{path}").decode("utf-8", "replace")
        return one_spelling(readable)


def is_folder(path: Path) -> bool:
    """Tell whether a folder is there and can be looked at; not where its mount or disk fails."""
    try:
        return path.is_dir()
    except OSError:
        return False


def is_file(path: Path) -> bool:
    """Tell whether something else than a folder is certainly there."""
    try:
        return not stat.S_ISDIR(path.stat().st_mode)
    except OSError:
        return False


def _fingerprint(seen: os.stat_result) -> str:
    return f"{seen.st_size}:{seen.st_mtime_ns}:{seen.st_ino}"


def _must_be(entry: Entry, seen: os.stat_result) -> None:
    if _fingerprint(seen) != entry.fingerprint:
        raise Gone(entry.name)
