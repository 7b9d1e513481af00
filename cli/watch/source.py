"""What a source of documents is: a folder, a WebDAV address, a mailbox."""

from collections.abc import Iterable
from typing import Protocol

import msgspec


class SourceAway(Exception):
    """The source cannot be listed now (unmounted, no network): nothing may be concluded from it."""


class Gone(Exception):
    """What an entry stood for is not there any more."""


class Entry(msgspec.Struct, frozen=True):
    """A document as it lies in its source now.

    One whose name ends with a slash is no document but a place that cannot be looked into: what is known below stays.
    """

    name: str  # the document's name, relative, NFC, "/" between parts
    fingerprint: str  # changes when the content may have changed (size+mtime_ns+inode, an ETag, a UID)
    size: int  # bytes, as far as known (-1 = unknown)
    identity: str = ""  # follows the same file through a rename where the source knows it (inode, ...)
    # In one as VOLUME:FILE, the volume is what may be away by itself, as a mount below a folder.

    @property
    def closed(self) -> bool:
        """Whether it is a place that cannot be looked into."""
        return self.name.endswith("/")


class Source(Protocol):
    """Where documents lie, and are followed.

    Two attributes are read where a source has them: `place` (text) tells what was listed from something else at the
    same address, such as an empty mount point; `told` (bool) says that `wait` ends at every change, so that looking
    is seldom needed.
    """

    label: str  # for people: "folder /srv/contracts", without secrets

    def entries(self) -> Iterable[Entry]:
        """Return everything there now; raise `SourceAway`."""
        ...

    def read(self, entry: Entry) -> bytes:
        """Return the content; raise `SourceAway`, or `Gone` when it is not there any more."""
        ...

    def wait(self, seconds: float) -> None:
        """Let so many seconds pass; return early when something may have changed."""
        ...
