"""A look at the functions' store before anything starts: a damaged one is better told now than by every function."""

import sqlite3
from contextlib import closing
from pathlib import Path

from knative.local.queue_trouble import is_damage
from knative.local.yaml_section import Refused


def refuse_damaged_store(file: Path) -> None:
    """Raise `Refused` when what is there is no file, or no SQLite database that can be opened, such as one cut off.

    What is damaged deeper in it is told by whoever reads that: to look through all of it takes too long for a start.
    """
    if not file.exists():
        return
    if not file.is_file():
        raise Refused(f"the store {file} is no file: move it away, and restore the store or upload the documents again")
    try:
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError as error:
        if is_damage(error):
            raise Refused(
                f"the store {file} is damaged ({error}): restore it, or move it away, with its -wal and -shm, "
                "and upload the documents again"
            ) from error
