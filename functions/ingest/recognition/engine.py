"""What is set up here to recognise text, found without loading any of it."""

import os
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

import msgspec

from functions.ingest.recognition.languages import MODELS

_NEEDED = ("tesserocr", "PIL", "pypdfium2")
_SUFFIX = ".traineddata"
SYSTEM_FOLDERS = (  # where systems' packages put the models: Debian's, others', Homebrew's on either kind of Mac
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)


class Engine(msgspec.Struct, frozen=True):
    """The engine that recognises text here."""

    name: str
    version: str  # of the package that brings it
    languages: tuple[str, ...]  # ISO 639-1, in alphabetical order
    models: str  # the folder of the languages' models


def engine() -> Engine | None:
    """Return what is set up here, None where it is not: `./build.sh setup ocr` does that."""
    if not all(map(find_spec, _NEEDED)):
        return None
    folder = next(filter(_languages_in, _folders()), None)
    return Engine("Tesseract", _version(), _languages_in(folder), str(folder)) if folder else None


def _folders() -> Iterator[Path]:
    """Yield the folders to look in, ours first: TESSDATA_PREFIX is Tesseract's own variable."""
    if named := os.environ.get("TESSDATA_PREFIX"):
        yield Path(named)
    yield Path(sys.prefix) / "share" / "tessdata"
    yield from map(Path, SYSTEM_FOLDERS)


def _languages_in(folder: Path) -> tuple[str, ...]:
    there = {file.name.removesuffix(_SUFFIX) for file in folder.glob(f"*{_SUFFIX}")}
    return tuple(sorted(language for language, model in MODELS.items() if model in there))


@cache
def _version() -> str:
    try:
        return version("tesserocr")
    except PackageNotFoundError:
        return "unknown"
