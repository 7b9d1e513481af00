"""Files out of a jar, fetched by `mvn`, which knows the user's repositories, mirrors and proxy."""

import re
import subprocess
from pathlib import Path

from events.errors import Unavailable
from model.archive import extract
from model.sources import Maven

LAST_LINES = 300  # characters of mvn's complaint that a person gets to see


def fetch_maven(source: Maven, folder: Path) -> None:
    """Put the source's files into `folder` under their bare names.

    Raises `Unavailable` when there is no `mvn` or it cannot get the jar, `Rejected` for files that are not as expected.
    """
    jar = folder / f"{source.artifact}-{source.version}.jar"
    try:
        _copy(f"{source.group}:{source.artifact}:{source.version}:jar", folder)
        extract(jar, source.files, folder)
    finally:
        jar.unlink(missing_ok=True)


def _copy(artifact: str, folder: Path) -> None:
    """Have mvn copy one jar, and nothing that it depends on, into the folder."""
    goal = ["dependency:copy", f"-Dartifact={artifact}", f"-DoutputDirectory={folder.resolve()}"]
    # mvn remembers for a day that it did not get a jar; --update-snapshots lets it try again all the same.
    line = ["mvn", "--quiet", "--batch-mode", "--update-snapshots", *goal]
    try:  # in the folder, so that no pom.xml of the user's is taken for the project
        done = subprocess.run(line, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, cwd=folder)
    except FileNotFoundError as error:
        raise Unavailable(f"{artifact} is fetched by Maven, and there is no mvn: install it (package maven)") from error
    if done.returncode:
        raise Unavailable(
            f"mvn found no {artifact}: check the network and mvn's settings ({_complaint(done.stdout + done.stderr)})"
        )


def _complaint(output: str) -> str:
    """Return the first error that mvn names, which may stand behind codes for colour; the next ones are advice."""
    error = re.search(r"\[ERROR\] +(\S.*)", output)
    return (error[1] if error else output.strip())[:LAST_LINES]
