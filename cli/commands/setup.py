"""`./build.sh setup ocr`: what reads scans. build.sh has installed the packages; here the languages' models come."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from functions.ingest.recognition.engine import SYSTEM_FOLDERS, engine
from functions.ingest.recognition.languages import MODELS, ORIENTATION, USUAL_LANGUAGES

ENDING = ".traineddata"
OTHERWISE = (
    "install them by your system's packages and repeat (Debian: apt install tesseract-ocr-deu and the like; Fedora: "
    "dnf install tesseract-langpack-deu; a Mac: brew install tesseract-lang), or let TESSDATA_PREFIX name their folder"
)


@click.group()
def setup() -> None:
    """Set up what is not needed by everybody."""


@setup.command()
@click.argument("languages", nargs=-1)
def ocr(languages: tuple[str, ...]) -> None:
    """Set up the recognition of text in scans and photos, for 14 languages and those named besides (ISO 639-1: uk tr).

    Their models are those of the system's Tesseract where it has them; else Debian's packages, unpacked and not
    installed. Can be repeated.
    """
    if unknown := [one for one in languages if one not in MODELS]:
        raise click.ClickException(f"no model is known of {', '.join(unknown)}: there are {' '.join(MODELS)}")
    missing = bring([ORIENTATION, *(MODELS[one] for one in (*USUAL_LANGUAGES, *languages))], models_folder())
    there = engine()
    if there is None:
        raise click.ClickException(f"no model of a language could be had: {OTHERWISE}")
    click.echo(f"{there.name} reads {' '.join(there.languages)}; a MiniRAG that runs is started again to see it")
    if missing:
        raise click.ClickException(f"no model of {', '.join(missing)} could be had: {OTHERWISE}")


def models_folder() -> Path:
    """Return where the models belong: with the packages, which are of no use without them."""
    return Path(sys.prefix) / "share" / "tessdata"


def bring(models: Iterable[str], folder: Path) -> list[str]:
    """Bring the models into the folder, from the system's or from Debian's packages; return those that are not to be
    had."""
    folder.mkdir(parents=True, exist_ok=True)
    _link([one for one in models if not _is_in(one, folder)], folder)
    absent = [one for one in models if not _is_in(one, folder)]
    if absent and shutil.which("apt-get") and shutil.which("dpkg-deb"):
        click.echo(f"fetching {len(absent)} models of Debian's tesseract-ocr packages")
        _unpack(absent, folder)
    return [one for one in models if not _is_in(one, folder)]


def _is_in(model: str, folder: Path) -> bool:
    return (folder / f"{model}{ENDING}").is_file()


def _link(models: Iterable[str], folder: Path) -> None:
    """Use what the system has: a link, so that its updates hold here, too."""
    for model in models:
        file = folder / f"{model}{ENDING}"
        if found := next((Path(one) / file.name for one in SYSTEM_FOLDERS if _is_in(model, Path(one))), None):
            file.unlink(missing_ok=True)
            file.symlink_to(found)


def _unpack(models: Sequence[str], folder: Path) -> None:
    """Unpack the models out of Debian's packages, which apt checks by their signatures; nothing of them is run."""
    packages = [f"tesseract-ocr-{model.replace('_', '-')}" for model in models]
    with tempfile.TemporaryDirectory() as work:
        if not _fetched(packages, work) and os.geteuid() == 0:
            _run(["apt-get", "update"], work)
            _fetched(packages, work)
        for package in Path(work).glob("*.deb"):
            _run(["dpkg-deb", "-x", str(package), work], work)
        for file in Path(work).rglob(f"*{ENDING}"):
            shutil.copy(file, folder / file.name)


def _fetched(packages: Sequence[str], work: str) -> bool:
    return _run(["apt-get", "download", *packages], work)


def _run(command: Sequence[str], folder: str) -> bool:
    return not subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode
