"""What was brought to MiniRAG from one source: it outlives the command, however that ends."""

import fcntl
import json
import os
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Literal

import msgspec
from msgspec.structs import astuple, replace

# sending: on its way, or it was when the command was killed; sent: not yet searchable; done: searchable; failed: given
# up by MiniRAG; refused: not taken; large: above MiniRAG's limit, and not even read
Phase = Literal["sending", "sent", "done", "failed", "refused", "large"]
_TABLES = """
CREATE TABLE IF NOT EXISTS files (
    name TEXT PRIMARY KEY, fingerprint TEXT, identity TEXT, digest TEXT, document TEXT, phase TEXT
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS about (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
"""


class Known(msgspec.Struct, frozen=True):
    """What is known of one document."""

    name: str
    fingerprint: str = ""  # of its file when that was last sent or refused
    identity: str = ""
    digest: str = ""  # sha256 of the content that MiniRAG has
    document: str = ""  # its id, as long as MiniRAG has it
    phase: Phase = "sending"

    @property
    def may_be_there(self) -> bool:
        """Whether MiniRAG has the document, as far as is known."""
        return bool(self.document) or self.phase == "sending"


class InUse(Exception):
    """Another command follows this source already."""


class State:
    """The state of one source, in one file under `folder`; `rows` is all of it by name. Of one thread at a time."""

    def __init__(self, folder: Path, source: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file = folder / f"{sha256(source.encode('utf-8', 'surrogateescape')).hexdigest()[:20]}.sqlite"
        self._database = sqlite3.connect(self._file, check_same_thread=False, timeout=30)
        self._database.executescript(_TABLES)
        self._lock = -1
        names = "name, fingerprint, identity, digest, document, phase"
        self.rows = {row[0]: Known(*row) for row in self._database.execute(f"SELECT {names} FROM files")}  # noqa: S608 - ours

    def take(self, labels: Mapping[str, object]) -> None:
        """Claim the source for this process, until it ends; raise `InUse` when another one follows it.

        Where the labels are not those of before, all documents are to be sent again.
        """
        self._lock = os.open(self._file.with_suffix(".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise InUse from error
        said = json.dumps(labels, sort_keys=True)
        if self.said("labels") != said:
            self.intend({row.name: row for row in self.rows.values() if row.document})
            self.say("labels", said)

    def close(self) -> None:
        """Let it go."""
        self._database.close()
        if self._lock >= 0:
            with suppress(OSError):
                os.close(self._lock)
            self._lock = -1

    def put(self, rows: Iterable[Known]) -> None:
        """Write rows, all of them or none."""
        if not (written := list(rows)):
            return
        with self._database:
            self._database.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?)", map(astuple, written))
        self.rows.update({row.name: row for row in written})

    def forget(self, name: str) -> None:
        """Remove a row."""
        with self._database:
            self._database.execute("DELETE FROM files WHERE name = ?", (name,))
        self.rows.pop(name, None)

    def intend(self, rows: Mapping[str, Known]) -> None:
        """Note what is about to be sent: if nothing else is ever noted of it, MiniRAG may have it or not."""
        self.put(replace(row, fingerprint="", digest="", phase="sending") for row in rows.values())

    def said(self, key: str) -> str:
        """Return what was last said under a key; "" where nothing was."""
        found = self._database.execute("SELECT value FROM about WHERE key = ?", (key,)).fetchone()
        return str(found[0]) if found else ""

    def say(self, key: str, value: str) -> None:
        """Say something under a key."""
        with self._database:
            self._database.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (key, value))
