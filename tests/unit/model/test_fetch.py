"""A model's files come from the first of its sources that gives them, and are the same whichever that is."""

import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from events.errors import MiniRAGError, Rejected, Unavailable
from model import maven
from model.catalog import Entry
from model.fetch import fetch
from model.sources import File, Local, Maven

from .conftest import FileServer

WEIGHTS, WORDS = b"weights" * 100, b"{}"


def source(artifact: str, *paths: str, hashed: bool = False) -> Maven:
    hashes = [hashlib.sha256(data).hexdigest() if hashed else None for data in (WEIGHTS, WORDS)]
    files = [File(path=path, sha256=sha256) for path, sha256 in zip(paths, hashes, strict=True)]
    return Maven(group="g", artifact=artifact, version="1", files=files)


MAIN = source("main", "m.onnx", "m-tokenizer.json", hashed=True)
OTHER = source("other", "onnx/model.onnx", "tokenizer.json")


def entry(*before: Maven) -> Entry:
    return Entry(name="m", source=MAIN, before=list(before), kind="embed", licence="MIT", context=8)


@pytest.fixture(autouse=True)
def repository(server: FileServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FileServer:
    """A Maven repository without a jar, the only one that this machine knows."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("MINIRAG_MAVEN", server.url(""))
    monkeypatch.setattr(maven, "OF_THE_MACHINE", tmp_path / "none.xml")
    return server


def offer(repository: FileServer, given: Maven, *contents: bytes) -> None:
    """Put a jar with the source's files into the repository."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for file, data in zip(given.files, contents, strict=False):
            archive.writestr(file.path, data)
    repository.files[f"/g/{given.artifact}/1/{given.artifact}-1.jar"] = packed.getvalue()


def fetched(of: Entry, folder: Path) -> tuple[dict[str, bytes], list[str]]:
    """Return the files that came, and what was said; the first file must be the weights."""
    said: list[str] = []
    assert fetch(of, folder, lambda *_: None, said.append) == folder / "m.onnx"
    return {path.name: path.read_bytes() for path in folder.iterdir()}, said


FILES = {"m.onnx": WEIGHTS, "m-tokenizer.json": WORDS}


def test_the_first_source_that_gives_the_files_is_taken(repository: FileServer, work: Path) -> None:
    offer(repository, OTHER, WEIGHTS, WORDS)
    offer(repository, MAIN, WEIGHTS, WORDS)
    assert fetched(entry(OTHER), work) == (FILES, [])
    assert [path for path, _ in repository.requests] == ["/g/other/1/other-1.jar"]


def test_a_source_that_fails_is_said_in_one_line_and_the_next_is_tried(repository: FileServer, work: Path) -> None:
    offer(repository, MAIN, WEIGHTS, WORDS)
    files, said = fetched(entry(OTHER), work)
    assert files == FILES
    [line] = said
    assert line.startswith("m: not from the jar other: 127.0.0.1 answered 404") and "\n" not in line


def test_the_hash_decides_and_a_file_with_another_is_not_taken(repository: FileServer, work: Path) -> None:
    offer(repository, OTHER, b"forged", WORDS)
    offer(repository, MAIN, WEIGHTS, WORDS)
    files, said = fetched(entry(OTHER), work)
    assert files == FILES and "has the SHA-256" in said[0]


def test_what_a_failed_source_has_brought_is_not_left_beside_the_next_ones(repository: FileServer, work: Path) -> None:
    offer(repository, OTHER, WEIGHTS)
    offer(repository, MAIN, WEIGHTS, WORDS)
    assert fetched(entry(OTHER), work)[0] == FILES


def test_the_only_source_tells_its_own_reason(work: Path) -> None:
    said: list[str] = []
    with pytest.raises(Rejected, match=r"^127\.0\.0\.1 answered 404 for /g/main/1/main-1\.jar"):
        fetch(entry(), work, lambda *_: None, said.append)
    assert not said


@pytest.mark.parametrize(("status", "kind"), [(404, Rejected), (503, Unavailable)])
def test_when_no_source_gives_the_files_all_reasons_are_told(
    repository: FileServer, work: Path, status: int, kind: type[MiniRAGError]
) -> None:
    repository.status = status
    with pytest.raises(kind) as caught:
        fetched(entry(OTHER), work)
    assert caught.value.detail.startswith("none of the 2 sources has given the weights of m: ")
    assert "other-1.jar" in caught.value.detail and "main-1.jar" in caught.value.detail


def test_what_lies_on_this_machine_is_not_fetched(work: Path) -> None:
    local = Entry(name="m", kind="embed", licence="MIT", context=8, source=Local(path="/m.gguf"))
    with pytest.raises(Rejected, match="needs no fetching"):
        fetch(local, work, lambda *_: None, lambda _: None)
