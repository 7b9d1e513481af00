"""A look at the settings and the store before anything starts: each function would refuse them by itself, and late."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path

from knative.local.queue_trouble import is_damage
from knative.local.resources import ServiceSpec
from knative.local.yaml_section import Refused

PROGRAM = "functions.serving.settings"  # run, not imported: the runtime knows nothing of what it runs
SOURCES = "functions/"  # where those lie that read these settings


def refuse_bad_settings(
    services: Iterable[ServiceSpec], environments: Mapping[str, Mapping[str, str]], root: Path
) -> None:
    """Raise `Refused` with what the functions say of their environment; without such functions, nothing is asked."""
    ours = [spec.name for spec in services if any(part.startswith(SOURCES) for part in spec.command)]
    if not ours:
        return
    # One process for all: what differs between Services, such as their names, is no setting.
    together = {name: value for service in ours for name, value in environments[service].items()}
    command = [sys.executable, "-m", PROGRAM]
    asked = subprocess.run(
        command, cwd=root, env=together, capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    if asked.returncode:
        said = asked.stderr.strip().splitlines()
        raise Refused(said[-1] if said else f"the check of the settings ended with status {asked.returncode}")


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
