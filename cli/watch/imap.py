"""Folders of a mailbox as a source: each mail is a document, and is read without being marked as read."""

import errno
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from cli.watch.ignoring import Ignored
from cli.watch.imap_connection import IDLE_FOR, Connection
from cli.watch.imap_folders import INBOX, Folder, chosen, listed, place_of
from cli.watch.imap_mails import Mail, Shut, Standing, content, heads, uids
from cli.watch.imap_session import Session
from cli.watch.passwords import Password
from cli.watch.remote_address import RemoteAddress
from cli.watch.remote_names import name_part
from cli.watch.source import Entry, Gone, SourceAway

MOST = 256 * 1024 * 1024  # bytes of a mail; how many a document may have, the gateway says
AFTER_A_BREAK = 30.0  # seconds, for a server that breaks off whenever it is waited for
_SHORT = 8  # hexadecimal digits of a mail's digest in its name


class _Place(NamedTuple):
    folder: Folder
    validity: int
    uid: int
    mail: Mail

    @property
    def fingerprint(self) -> str:
        return f"{self.validity}.{self.uid}"


class _Shelf:
    """What is known of a folder's mails, so that only new ones are asked for."""

    def __init__(self) -> None:
        self.standing: Standing | None = None
        self.mails: dict[int, Mail] = {}  # by UID

    def look(self, connection: Connection, standing: Standing) -> None:
        """Learn what has changed in the open folder, which stands like this."""
        if standing == self.standing and standing.following:  # which a few servers do not tell
            return
        if self.standing and standing.validity != self.standing.validity:
            self.mails.clear()
        self.standing = standing._replace(following=-1)  # until all is known: a broken connection goes on from here
        there = uids(connection)
        self.mails = {uid: mail for uid, mail in self.mails.items() if uid in there}
        for uid, mail in heads(connection, there - self.mails.keys()):
            self.mails[uid] = mail
        self.standing = standing


class Mailbox:
    """The folders of one account that an address names; a `Source`."""

    def __init__(
        self,
        address: RemoteAddress,
        password: Password,
        ignored: Ignored,
        most: int = MOST,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        """Take where the folders are, and how many bytes a mail may have; nothing is asked yet."""
        self._account = name_part(address.user if "@" in address.user else f"{address.user}@{address.host}")
        folder = "" if "*" in address.path else f"/{place_of(address.path or INBOX)}/"
        self.beginning = f"{self._account}{folder}"  # of its documents' names; with a slash, of one folder alone
        self.label = f"mail {address.path or INBOX} of {address.user} at {address.host}"
        self._wanted, self._ignored, self._most, self._pause = address.path, ignored, most, pause
        self._session = Session(self.label, address, password, most + 1)
        self._folders: list[Folder] = []
        self._shelves: dict[str, _Shelf] = {}  # by the folder's raw name
        self._places: dict[str, _Place] = {}  # by the document's name
        self.told = False  # whether `wait` ends at every change

    def entries(self) -> list[Entry]:
        """Return the mails there now, a folder that cannot be opened as one that is closed; raise `SourceAway`."""
        with self._session.asking() as connection:
            wanted = self._chosen(connection)
            self._folders = [folder for folder in wanted if self._looked_into(connection, folder)]
            self.told = len(wanted) == 1 and "IDLE" in connection.capabilities
        named = _named(self._each())
        self._places = {f"{self._account}/{name}": place for name, place in named if not self._ignored.leaves_out(name)}
        copies = Counter(place.mail.digest for place in self._places.values())
        shut = [Entry(f"{self._account}/{folder.place}/", "", -1) for folder in wanted if folder not in self._folders]
        return shut + [_entry(name, place, copies[place.mail.digest] == 1) for name, place in self._places.items()]

    def read(self, entry: Entry) -> bytes:
        """Return a mail's bytes; raise `SourceAway`, `Gone`, or `OSError` for one that is too large."""
        place = self._places.get(entry.name)
        if not place or place.fingerprint != entry.fingerprint:
            raise Gone(entry.name)
        with self._session.asking() as connection:
            valid = self._session.open(connection, place.folder).validity == place.validity
            found = content(connection, place.uid, self._most + 1) if valid else None
        if found is None:
            raise Gone(entry.name)
        if len(found) > self._most:
            raise OSError(errno.EFBIG, f"the mail has more than {self._most} bytes", entry.name)
        return found

    def wait(self, seconds: float) -> None:
        """Let so many seconds pass; return early when a mail has come or gone, where the server tells that."""
        until = time.monotonic() + seconds
        try:
            while (left := until - time.monotonic()) > 0:
                with self._session.asking(counted=False) as connection:
                    if not self._folders or "IDLE" not in connection.capabilities:
                        break
                    if self._changed(connection) or connection.idle(min(left, IDLE_FOR)):
                        return
        except SourceAway:  # most often a connection that rested for too long; the next listing makes another
            until = min(until, time.monotonic() + AFTER_A_BREAK)
        if (left := until - time.monotonic()) > 0:
            self._pause(left)

    def close(self) -> None:
        """Hang up."""
        self._session.close()

    def _chosen(self, connection: Connection) -> list[Folder]:
        folders = listed(connection.list('""', '"*"')[1])
        if found := chosen(folders, self._wanted):
            return found
        shown = ", ".join(folder.shown for folder in folders[:20])
        raise SourceAway(f"{self.label}: there is no such folder; there are {shown or 'none'}")

    def _looked_into(self, connection: Connection, folder: Folder) -> bool:
        try:
            standing = self._session.examine(connection, folder)
        except Shut:
            return False
        self._shelves.setdefault(folder.raw, _Shelf()).look(connection, standing)
        return True

    def _changed(self, connection: Connection) -> bool:
        """Open the first folder, of which the server is going to tell, and say whether it has changed already."""
        first = self._folders[0]
        return self._session.examine(connection, first) != self._shelves[first.raw].standing

    def _each(self) -> Iterator[_Place]:
        for folder in self._folders:
            shelf = self._shelves[folder.raw]
            validity = shelf.standing.validity if shelf.standing else 0
            for uid in sorted(shelf.mails):
                yield _Place(folder, validity, uid, shelf.mails[uid])


def _named(places: Iterable[_Place]) -> Iterator[tuple[str, _Place]]:
    """Yield each mail under its name; the second of the same name in a folder is called so."""
    seen = Counter[str]()
    for place in places:
        name = f"{place.folder.place}/{place.mail.title} {place.mail.digest[:_SHORT]}"
        seen[name] += 1
        yield (f"{name}.eml" if seen[name] == 1 else f"{name} ({seen[name]}).eml"), place


def _entry(name: str, place: _Place, alone: bool) -> Entry:
    """Return the entry; what follows a mail into another folder is its head, where no copy has the same."""
    return Entry(name, place.fingerprint, place.mail.size, place.mail.digest if alone else "")
