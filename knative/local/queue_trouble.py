"""What is the matter with the Broker's queue on disk, in a sentence that says what to do."""

import sqlite3
from pathlib import Path

_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class QueueDamaged(sqlite3.DatabaseError):
    """The file holds no queue that can be read."""


def explained(error: sqlite3.Error, file: Path) -> str:
    """Return what happened to the queue in `file`, and what to do about it."""
    if is_damage(error):
        return (
            f"the Broker's queue {file} is damaged ({error}): stop MiniRAG (./build.sh down), move that file away, "
            "with its -wal and -shm, and start again; its events are lost, and documents on their way are sent again"
        )
    return f"the Broker's queue {file} cannot be used ({error}): is the disk full, or the file not ours to write?"


def is_damage(error: sqlite3.Error) -> bool:
    """Tell whether no retry will help, since the file itself is broken."""
    code = getattr(error, "sqlite_errorcode", None)
    return isinstance(error, QueueDamaged) or (code is not None and code & 0xFF in _DAMAGED)
