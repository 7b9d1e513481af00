"""Check a bundle and unpack it, before there is any package: Python's own library only.

python -m scripts.open_bundle FILE FOLDER WEIGHTS    the weights go to WEIGHTS, everything else to FOLDER
"""

import hashlib
import json
import platform
import shutil
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from events.version import version

ROOT = Path(__file__).resolve().parents[1]
MANIFEST = "bundle.json"
STAMP = ".sha256"  # in the folder: of the bundle that it came from
SAFELY: Any = (
    {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
)  # the first releases of Python 3.11 have none
Manifest = dict[str, Any]


class BadBundle(Exception):
    """The bundle cannot be used here; its text says why, and what to do."""


def open_bundle(file: Path, folder: Path, weights: Path) -> None:
    """Unpack a bundle into `folder` and `weights`, unless that is done; raise `BadBundle` when it does not fit.

    Its SHA-256 is compared with the one in `FILE.sha256`, before anything in it is looked at.
    """
    expected = expected_digest(file)
    if _text(folder / STAMP) == expected:
        return
    if digest(file) != expected:
        raise BadBundle(f"{file} is not what {file.name}.sha256 says: it is damaged or incomplete; fetch both again")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bundle.", dir=folder.parent) as beside:
        new = Path(beside) / "new"
        with tarfile.open(file) as archive:
            check(json.loads(_member(archive, MANIFEST)))
            archive.extractall(new, **SAFELY)  # noqa: S202 - by data_filter where there is one, and its hash is right
        _move_weights(new / "weights", weights)
        (new / STAMP).write_text(expected)
        shutil.rmtree(folder, ignore_errors=True)
        new.rename(folder)


def expected_digest(file: Path) -> str:
    """Return the SHA-256 that stands beside a bundle."""
    if not file.is_file():
        raise BadBundle(f"there is no bundle {file}: MINIRAG_BUNDLE names a file that ./build.sh bundle made")
    beside = file.with_name(file.name + ".sha256")
    if not (found := _text(beside).split()):
        raise BadBundle(f"{beside} is missing: it comes with the bundle, and says what it has to be")
    return found[0]


def digest(file: Path) -> str:
    """Return a file's SHA-256 in hexadecimal digits."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def locks_digest() -> str:
    """Return a digest of what set-up would install and build from this checkout."""
    found = hashlib.sha256()
    for lock in ("laptop", "engine"):
        found.update((ROOT / "requirements" / f"{lock}.txt").read_bytes())
    return found.hexdigest()


def here() -> Manifest:
    """Return what a bundle that is made on this machine from this checkout fits."""
    libc = " ".join(platform.libc_ver())
    return {"version": version(), "locks": locks_digest(), "machine": machine(), "libc": libc.strip()}


def machine() -> str:
    """Return the kind of system and processor, such as "Linux x86_64"."""
    return f"{platform.system()} {platform.machine()}"


def check(made: Manifest) -> None:
    """Raise `BadBundle` when what a bundle was made for is not what is here."""
    found = here()
    if made["version"] != found["version"]:
        raise BadBundle(
            f"the bundle is of MiniRAG {made['version']}, this is {found['version']}: take the one of this version"
        )
    if made["machine"] != found["machine"]:
        raise BadBundle(
            f"the bundle is for {made['machine']}, this is {found['machine']}: take the one for this machine"
        )
    if made["locks"] != found["locks"]:
        raise BadBundle(
            "the bundle has other packages than this checkout wants: take that of the release, or make one anew"
        )
    if _number(made["libc"]) > _number(found["libc"]):
        raise BadBundle(
            f"the bundle needs {made['libc']} or newer, this has {found['libc'] or 'no glibc'}: update the system"
        )


def _number(libc: str) -> tuple[int, ...]:
    """Return a C library's version, () for none that is known."""
    return tuple(int(part) for part in libc.rpartition(" ")[2].split(".") if part.isdecimal())


def _member(archive: tarfile.TarFile, name: str) -> bytes:
    try:
        stream = archive.extractfile(name)
    except KeyError:
        stream = None
    if stream is None:
        raise BadBundle(f"the bundle has no {name}: MINIRAG_BUNDLE names a file that ./build.sh bundle made")
    return stream.read()


def _move_weights(source: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for file in sorted(source.iterdir()):
        if not (target / file.name).exists():
            shutil.copyfile(file, target / f"{file.name}.part")
            (target / f"{file.name}.part").rename(target / file.name)
    shutil.rmtree(source)


def _text(file: Path) -> str:
    return file.read_text().strip() if file.is_file() else ""


def main(arguments: list[str]) -> int:
    """Run the command; what is wrong goes to standard error in one sentence."""
    file, folder, weights = (Path(argument).absolute() for argument in arguments)
    try:
        open_bundle(file, folder, weights)
    except (BadBundle, tarfile.TarError, OSError) as error:
        print(f"build.sh: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
