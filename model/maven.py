"""Files out of a jar of a Maven repository, which is plain HTTPS; Maven itself is not needed.

Where the repository is, this machine says: `MINIRAG_MAVEN`, or the mirror of `central` in a settings.xml.
A jar that Maven has kept is taken from there.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

from events.errors import Rejected, Unavailable
from model.archive import extract
from model.download import Progress, download
from model.sources import Maven

KEPT = ".m2"  # in the user's home folder: what Maven keeps, and the user's settings for it
OF_THE_MACHINE = Path("/etc/maven/settings.xml")
CENTRAL = {"central", "*", "external:*"}  # what a mirror of the central repository says that it mirrors


def fetch_maven(source: Maven, folder: Path, progress: Progress) -> None:
    """Put the source's files into `folder` under their bare names.

    Raises `Unavailable` when no repository is known or it cannot be reached, `Rejected` for one without the jar and for
    files that are not as expected.
    """
    jar = folder / f"{source.artifact}-{source.version}.jar"
    path = "/".join((*source.group.split("."), source.artifact, source.version, jar.name))
    try:
        _bring(path, jar, progress)
        extract(jar, source.files, folder)
    finally:
        jar.unlink(missing_ok=True)


def _bring(path: str, jar: Path, progress: Progress) -> None:
    kept = _home() / "repository" / path
    base = "" if kept.is_file() else repository()
    if not base:
        shutil.copyfile(kept, jar)
    elif urlsplit(base).scheme == "file":
        _copy(Path(unquote(urlsplit(base).path)) / path, jar)
    else:
        download(f"{base}/{path}", jar, None, progress)


def _copy(path: Path, jar: Path) -> None:
    if not path.is_file():
        raise Rejected(f"there is no file {path}: correct MINIRAG_MAVEN, or the name and the version in the catalogue")
    shutil.copyfile(path, jar)


def repository() -> str:
    """Return the address of a Maven repository without a slash at its end; raise `Unavailable` when none is known."""
    found = os.environ.get("MINIRAG_MAVEN") or next(_mirrors(), "")
    if not found:
        raise Unavailable(
            "no Maven repository is known here: set MINIRAG_MAVEN to the address of one, or name a mirror of central "
            f"in {_home() / 'settings.xml'}"
        )
    return found.rstrip("/")


def _mirrors() -> Iterator[str]:
    """Yield the addresses of the mirrors of the central repository, those of the user first."""
    for file in (_home() / "settings.xml", OF_THE_MACHINE):
        for mirror in _settings(file).iterfind("{*}mirrors/{*}mirror"):
            of, url = (mirror.findtext(f"{{*}}{name}", "").strip() for name in ("mirrorOf", "url"))
            if CENTRAL & {part.strip() for part in of.split(",")} and "!central" not in of:
                yield url


def _settings(file: Path) -> ElementTree.Element:
    try:
        return ElementTree.fromstring(file.read_bytes())  # noqa: S314 - the user's own file
    except FileNotFoundError:
        return ElementTree.Element("settings")
    except (OSError, ElementTree.ParseError) as error:
        raise Unavailable(f"{file} cannot be read ({error}): correct it, or set MINIRAG_MAVEN") from error


def _home() -> Path:
    return Path.home() / KEPT
