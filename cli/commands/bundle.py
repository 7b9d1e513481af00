"""`./build.sh bundle`: all that set-up fetches or builds in one file, for machines without a compiler or a network."""

import json
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from cli.client.address import ROOT
from events.version import version
from model.catalog import find
from model.weights import prepared_path
from scripts.open_bundle import MANIFEST, digest, here

ROLES = ("laptop", "commands")
ALL = ("laptop", "commands", "cluster", "evaluation", "development")
MEGABYTE = 1_000_000


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@click.option("--all", "everything", is_flag=True, help="Also for Weaviate, evaluation and ./build.sh test.")
@click.option("--engine", type=click.Path(path_type=Path, exists=True), required=True, hidden=True)
def bundle(file: Path | None, everything: bool, engine: Path) -> None:
    """Pack llama.cpp for every processor, all packages and the weights into FILE, and write FILE.sha256 beside it.

    For this Python's version and this kind of machine. There, MINIRAG_BUNDLE=FILE ./build.sh run sets up from it alone.
    """
    target = file or Path(file_name())
    roles = ALL if everything else ROLES
    with tempfile.TemporaryDirectory(prefix=f"{target.name}.", dir=target.absolute().parent) as temporary:
        folder = Path(temporary)
        click.echo(f"packing {target}: packages")
        fetch_packages(folder, roles)
        add_engine(folder, engine)
        click.echo(f"packing {target}: weights")
        add_weights(folder)
        describe(folder, roles)
        pack(folder, target)
    target.with_name(f"{target.name}.sha256").write_text(f"{digest(target)}  {target.name}\n")
    click.echo(f"packed {target}: {target.stat().st_size / MEGABYTE:.0f} MB; its SHA-256 is in {target.name}.sha256")


def file_name() -> str:
    """Return the name of a bundle for this Python and machine."""
    python = f"cp{sys.version_info.major}{sys.version_info.minor}"
    return f"minirag-{version()}-{python}-{sysconfig.get_platform()}.tar"


def fetch_packages(folder: Path, roles: Sequence[str]) -> None:
    """Put the wheels of some roles into `packages`, checked by the locks, and a list with their own hashes beside it.

    One that comes as a source package is built here, so its wheel's hash is in no lock.
    """
    wheels = folder / "packages"
    wheels.mkdir()
    locks = [option for role in roles for option in ("-r", str(ROOT / "requirements" / f"{role}.txt"))]
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "--quiet",
            "--no-deps",
            "--require-hashes",
            "--wheel-dir",
            str(wheels),
            *locks,
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise click.ClickException(f"the packages could not be fetched:\n{done.stderr.strip()}")
    (folder / "packages.txt").write_text("".join(sorted(map(requirement, wheels.glob("*.whl")))))


def requirement(wheel: Path) -> str:
    """Return the line by which pip installs this very wheel."""
    name, number = wheel.name.split("-")[:2]
    return f"{re.sub('_', '-', name)}=={number} --hash=sha256:{digest(wheel)}\n"


def add_engine(folder: Path, engine: Path) -> None:
    """Add llama.cpp's wheel, and the library of its threads, which a machine without a compiler may lack."""
    (folder / "engine").mkdir()
    shutil.copy(engine, folder / "engine")
    (folder / "libraries").mkdir()
    for library in thread_libraries(Path(sysconfig.get_path("platlib")) / "llama_cpp" / "lib"):
        shutil.copy(library, folder / "libraries" / library.name)


def thread_libraries(folder: Path) -> Iterable[Path]:
    """Return the path of libgomp, as the installed llama.cpp finds it; nothing where it needs none."""
    if not shutil.which("ldd"):
        return []
    libraries = [str(file) for file in folder.glob("libggml-base.so")]
    listing = (
        subprocess.run(["ldd", *libraries], capture_output=True, text=True, check=False).stdout if libraries else ""
    )
    return [Path(found) for found in re.findall(r"libgomp\.so\.1 => (\S+)", listing)]


def add_weights(folder: Path) -> None:
    """Add the default models as they were prepared; the form that is the fastest is found on each machine."""
    (folder / "weights").mkdir()
    for kind in ("embed", "generate"):
        path = prepared_path(find(kind=kind))
        shutil.copyfile(path, folder / "weights" / path.name)


def describe(folder: Path, roles: Sequence[str]) -> None:
    """Write what the bundle is for."""
    (folder / "python").write_text(f"{sys.version_info.minor}\n")
    (folder / "roles").write_text("".join(f"{role}\n" for role in roles))
    python = platform.python_version()
    (folder / MANIFEST).write_text(json.dumps(here() | {"python": python, "roles": roles}, indent=1))


def pack(folder: Path, target: Path) -> None:
    """Write the archive, what it is for first; not compressed, for wheels and weights hardly get smaller."""
    with tarfile.open(target, "w") as archive:
        archive.add(folder / MANIFEST, MANIFEST)
        for path in sorted(folder.iterdir()):
            if path.name != MANIFEST:
                archive.add(path, path.name)
