"""Writes to SQLite from the event loop; whatever is submitted in one turn of the loop shares a transaction."""

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from knative.local.queue_trouble import QueueDamaged

Work = Callable[[sqlite3.Connection], Any]
Pending = tuple[Work, "asyncio.Future[None]"]


def connect(file: Path) -> sqlite3.Connection:
    """Open the database so that a commit survives the death of every process; raise `sqlite3.Error`.

    synchronous=NORMAL does not wait for the disk at each commit: a power cut, unlike kill -9, may lose the last
    moments. It also makes a commit so short (35 microseconds measured, a checkpoint's 13 milliseconds now and then)
    that a thread for it, and the switch to it, would cost more.
    """
    connection = sqlite3.connect(file, isolation_level=None, timeout=10)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        _check(connection)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _check(connection: sqlite3.Connection) -> None:
    (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise QueueDamaged(str(verdict).splitlines()[-1])


class BatchWriter:
    """Runs pieces of work in the order in which they came, many per transaction when many come."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._loop = asyncio.get_running_loop()
        self._pending: list[Pending] = []

    def submit(self, work: Work) -> "asyncio.Future[None]":
        """Return a future that is done once the work is committed; it fails with what the work or SQLite raises."""
        future: asyncio.Future[None] = self._loop.create_future()
        if not self._pending:
            self._loop.call_soon(self.flush)
        self._pending.append((work, future))
        return future

    def flush(self) -> None:
        """Commit what was submitted."""
        batch, self._pending = self._pending, []
        if (error := self._commit(batch)) and len(batch) > 1:
            for one in batch:  # so that a piece that cannot be written does not take the others with it
                _finish([one], self._commit([one]))
        else:
            _finish(batch, error)

    def _commit(self, batch: list[Pending]) -> Exception | None:
        try:
            with self._connection:
                self._connection.execute("BEGIN IMMEDIATE")
                for work, _ in batch:
                    work(self._connection)
        except Exception as error:  # whoever waits must hear of it, or would wait for ever
            return error
        return None


def _finish(batch: list[Pending], error: Exception | None) -> None:
    for _, future in batch:
        if future.done():
            continue  # whoever waited was cancelled
        if error:
            future.set_exception(error)
        else:
            future.set_result(None)
