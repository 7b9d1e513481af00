"""A connection to a mail server that is made again when it breaks, and the folder that is open in it."""

import imaplib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from cli.watch.backoff import Backoff
from cli.watch.imap_connection import Connection, away, connected
from cli.watch.imap_folders import Folder
from cli.watch.imap_mails import Standing, examine
from cli.watch.passwords import Password
from cli.watch.remote_address import RemoteAddress

RESTED = 30.0  # seconds after which a connection is tried before it is used: a firewall may have dropped it in silence


class Session:
    """What asks one account's server, for one thread at a time."""

    def __init__(self, label: str, address: RemoteAddress, password: Password, most: int) -> None:
        """Take who asks whom; nothing is asked yet. `most` is the number of bytes that an answer may have."""
        self._label, self._address, self._password, self._most = label, address, password, most
        self._backoff, self._lock = Backoff(), threading.RLock()
        self._connection: Connection | None = None
        self._open: tuple[Folder, Standing] | None = None
        self._used = 0.0

    @contextmanager
    def asking(self, *, counted: bool = True) -> Iterator[Connection]:
        """Give a connection that is logged in; raise `SourceAway` where there is none, or when it breaks.

        One that breaks without being `counted` may be made again at once.
        """
        attempt = self._backoff.trying() if counted else nullcontext()
        with self._lock, attempt, away(self._label):
            try:
                yield self._connected()
            except BaseException:
                self.close()
                raise
            self._used = time.monotonic()

    def open(self, connection: Connection, folder: Folder) -> Standing:
        """Open a folder where it is not open already, and return how it stood then."""
        if self._open and self._open[0] == folder:
            return self._open[1]
        return self.examine(connection, folder)

    def examine(self, connection: Connection, folder: Folder) -> Standing:
        """Open a folder anew, and return how it stands."""
        self._open = None
        standing = examine(connection, folder)
        self._open = folder, standing
        return standing

    def close(self) -> None:
        """Hang up."""
        if self._connection:
            self._connection.shutdown()
        self._connection, self._open = None, None

    def _connected(self) -> Connection:
        if self._connection and time.monotonic() - self._used > RESTED:
            try:
                self._connection.noop()
            except (OSError, imaplib.IMAP4.error):
                self.close()
        if not self._connection:
            self._connection = connected(self._address, self._password, self._most)
        return self._connection
