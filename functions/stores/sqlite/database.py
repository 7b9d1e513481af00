"""SQLite as the stores use it: connections, transactions, schema versions and errors; the only user of `apsw`."""

import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import apsw

from events.errors import Damaged, Unavailable
from events.retries import retried, steady

Connection = apsw.Connection

BUSY_TIMEOUT = 10  # seconds that a writer waits for the others
PAGE_SIZE = 16384  # bytes: a vector of up to 1000 dimensions stays within its page, which makes a scan 3 times faster
_DAMAGED = (
    "is damaged or no SQLite database: stop MiniRAG, restore it, or move it away with its -wal and -shm, "
    "and upload the documents again"
)
_PASSING: dict[type[apsw.Error], str] = {
    apsw.BusyError: "is busy: try again",
    apsw.LockedError: "is busy: try again",
    apsw.ProtocolError: "is busy: try again",
    apsw.FullError: "cannot grow, its disk is full: free some space",
    apsw.IOError: "cannot be read or written: check its disk",
    apsw.CantOpenError: "cannot be opened: check its folder and the permissions",
    apsw.ReadOnlyError: "cannot be written: check the permissions",
    apsw.PermissionsError: "cannot be used: check the permissions",
    apsw.NoMemError: "is out of memory: try again",
}
_LASTING = (apsw.CorruptError, apsw.NotADBError)


class Database:
    """One SQLite file, used by many threads and processes: each thread of each process has its own connection.

    A connection opens at its first use and is known by process and thread, so a forked child never touches one of its
    parent's. `schema` holds the statements that lead from each version of the tables to the next one.
    """

    def __init__(self, path: Path, schema: Sequence[str]) -> None:
        self.path = path
        self._schema = schema
        self._connections: dict[tuple[int, int], Connection] = {}  # the parent's stay here: closing them is not ours

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection inside a read transaction: everything read is of one moment."""
        with self._errors_explained(), _transaction(self._connection(), "begin") as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection inside a write transaction, committed at the end, rolled back on an error."""
        with self._errors_explained(), _transaction(self._connection(), "begin immediate") as connection:
            yield connection

    def _connection(self) -> Connection:
        key = (os.getpid(), threading.get_ident())
        if key not in self._connections:
            self._connections[key] = self._open()
        return self._connections[key]

    def _open(self) -> Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        # The change to WAL does not always wait for others, despite the busy timeout.
        return retried(self._open_once, apsw.BusyError, steady(0.02, BUSY_TIMEOUT))

    def _open_once(self) -> Connection:
        connection = Connection(str(self.path))
        _configure(connection)
        self._migrate(connection)
        return connection

    def _migrate(self, connection: Connection) -> None:
        if _version(connection) == len(self._schema):
            return
        with _transaction(connection, "begin immediate"):
            version = _version(connection)  # again, under the lock: another process may have been faster
            if version > len(self._schema):
                raise Unavailable(f"the store {self.path} was written by a newer MiniRAG: use that or a later one")
            for statements in self._schema[version:]:
                connection.execute(statements)
            connection.execute(f"pragma user_version = {len(self._schema)}")

    @contextmanager
    def _errors_explained(self) -> Iterator[None]:
        try:
            yield
        except _LASTING as error:
            raise Damaged(f"the store {self.path} {_DAMAGED} ({error})") from error
        except tuple(_PASSING) as error:
            raise Unavailable(f"the store {self.path} {_PASSING[type(error)]} ({error})") from error
        except OSError as error:
            raise Unavailable(f"the store {self.path} cannot be opened: {error.strerror}") from error


def rows(connection: Connection, sql: str, values: Sequence[object] = ()) -> list[Any]:
    """Return all rows of a query; what they hold is known by the strict tables, not by the type checker."""
    return connection.execute(sql, tuple(values)).fetchall()


def _configure(connection: Connection) -> None:
    connection.set_busy_timeout(BUSY_TIMEOUT * 1000)
    connection.execute(f"pragma page_size = {PAGE_SIZE}")
    connection.execute("pragma journal_mode = wal")
    # Survives kill -9 of every process; a power cut may lose the last moments, but leaves the file sound.
    connection.execute("pragma synchronous = normal")
    connection.enable_load_extension(True)
    connection.load_extension(_vector_extension())
    connection.enable_load_extension(False)


def _vector_extension() -> str:
    """Return the path of sqlite-vec's library, found without the import that would load NumPy's type stubs."""
    spec = find_spec("sqlite_vec")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("sqlite_vec is not installed: run ./build.sh test, or pip install sqlite-vec")
    return str(Path(spec.origin).with_name("vec0"))


def _version(connection: Connection) -> int:
    return int(connection.execute("pragma user_version").get)


@contextmanager
def _transaction(connection: Connection, begin: str) -> Iterator[Connection]:
    connection.execute(begin)
    try:
        yield connection
        connection.execute("commit")
    except BaseException:
        if connection.in_transaction:  # SQLite itself has rolled back after some errors, a full disk among them
            connection.execute("rollback")
        raise
