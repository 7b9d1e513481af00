"""A bundle: what is packed, what is refused, and set-up from a small one."""

import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.client.address import ROOT
from cli.commands.bundle import describe, pack, requirement
from scripts import open_bundle
from scripts.open_bundle import (
    BadBundle,
    Manifest,
    digest,
    here,
)

pytestmark = pytest.mark.slow

MINOR = sys.version_info.minor
Maker = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Maker:
    """Make a small bundle, with an engine and a weight of a few letters, described as for here but for `changes`."""

    def make(roles: tuple[str, ...] = ("laptop", "commands"), **changes: str) -> Path:
        folder, file = tmp_path / "packed", tmp_path / "small.tar"
        for part, name in {"engine": "llama_cpp_python-0-py3-none-any.whl", "weights": "tiny.gguf"}.items():
            (folder / part).mkdir(parents=True)
            (folder / part / name).write_text(name)
        (folder / "packages").mkdir()
        (folder / "packages.txt").write_text("")
        describe(folder, roles)
        (folder / "bundle.json").write_text(json.dumps(here() | changes))
        pack(folder, file)
        file.with_name("small.tar.sha256").write_text(f"{digest(file)}  small.tar\n")
        return file

    return make


def opened(file: Path, tmp_path: Path) -> Path:
    open_bundle.open_bundle(file, tmp_path / "kept/bundle", tmp_path / "kept/weights")
    return tmp_path / "kept"


def test_a_bundle_is_unpacked_with_its_weights_where_weights_belong(make: Maker, tmp_path: Path) -> None:
    home = opened(make(), tmp_path)
    assert sorted(file.name for file in (home / "bundle").iterdir()) == [
        ".sha256",
        "bundle.json",
        "engine",
        "packages",
        "packages.txt",
        "python",
        "roles",
    ]
    assert (home / "weights/tiny.gguf").read_text() == "tiny.gguf"


def test_a_bundle_that_is_unpacked_is_not_read_again(make: Maker, tmp_path: Path) -> None:
    file = make()
    home = opened(file, tmp_path)
    (home / "bundle/python").write_text("kept")
    file.write_bytes(b"")
    opened(file, tmp_path)
    assert (home / "bundle/python").read_text() == "kept"


def test_weights_that_are_there_are_kept(make: Maker, tmp_path: Path) -> None:
    (tmp_path / "kept/weights").mkdir(parents=True)
    (tmp_path / "kept/weights/tiny.gguf").write_text("mine")
    assert (opened(make(), tmp_path) / "weights/tiny.gguf").read_text() == "mine"


def test_a_damaged_bundle_is_refused_and_nothing_of_it_unpacked(make: Maker, tmp_path: Path) -> None:
    file = make()
    file.write_bytes(file.read_bytes()[:-512] + bytes([1] * 512))
    with pytest.raises(BadBundle, match=r"is not what small\.tar\.sha256 says"):
        opened(file, tmp_path)
    assert not (tmp_path / "kept").exists()


def test_a_bundle_without_its_digest_beside_it_is_refused(make: Maker, tmp_path: Path) -> None:
    file = make()
    file.with_name("small.tar.sha256").unlink()
    with pytest.raises(BadBundle, match=r"small\.tar\.sha256 is missing"):
        opened(file, tmp_path)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"version": "9.9"}, "the bundle is of MiniRAG 9.9, this is"),
        ({"machine": "Plan9 vax"}, "the bundle is for Plan9 vax, this is"),
        ({"locks": "0"}, "the bundle has other packages than this checkout wants"),
        ({"libc": "glibc 99.1"}, "the bundle needs glibc 99.1 or newer, this has"),
    ],
)
def test_a_bundle_for_something_else_says_for_what(make: Maker, tmp_path: Path, changes: Manifest, told: str) -> None:
    with pytest.raises(BadBundle, match=told):
        opened(make(**changes), tmp_path)


@pytest.mark.parametrize("made", ["", "glibc 2.5"])
def test_a_bundle_of_an_older_c_library_or_none_fits(make: Maker, tmp_path: Path, made: str) -> None:
    assert opened(make(libc=made), tmp_path)


def test_a_packed_wheel_is_installed_by_its_own_hash(tmp_path: Path) -> None:
    wheel = tmp_path / "a_package-1.2-py3-none-any.whl"
    wheel.write_bytes(b"")
    assert requirement(wheel) == f"a-package==1.2 --hash=sha256:{digest(wheel)}\n"


def test_the_archive_begins_with_what_it_is_for(make: Maker) -> None:
    with tarfile.open(make()) as archive:
        assert archive.getnames()[0] == "bundle.json"


def shell(home: Path, line: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a line of set-up's shell, with `find_python` and all the rest of it."""
    source = f"ROOT={ROOT}; MINIRAG_HOME={home}; source {ROOT}/scripts/setup.sh; {line}"
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "MINIRAG_PYTHON": sys.executable, **settings}
    return subprocess.run(["bash", "-c", source], env=environment, capture_output=True, text=True, check=False)


def test_setup_takes_llama_cpp_out_of_the_bundle_and_remembers_it(make: Maker, tmp_path: Path) -> None:
    home = tmp_path / "home"
    first = shell(home, "open_bundle; llama_wheel", MINIRAG_BUNDLE=str(make()))
    again = shell(home, "open_bundle; llama_wheel")
    wheel = f"{home}/bundle/engine/llama_cpp_python-0-py3-none-any.whl"
    assert (first.stdout, again.stdout) == (wheel, wheel)


def test_the_engine_of_a_bundle_has_the_key_of_the_one_that_was_packed(make: Maker, tmp_path: Path) -> None:
    packed = shell(tmp_path / "other", "PORTABLE=1 MINIRAG_GPU=none llama_key").stdout
    assert shell(tmp_path / "home", "open_bundle; llama_key", MINIRAG_BUNDLE=str(make())).stdout == packed


def test_none_forgets_the_bundle(make: Maker, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shell(home, "open_bundle", MINIRAG_BUNDLE=str(make()))
    assert shell(home, "open_bundle; bundled || echo forgotten", MINIRAG_BUNDLE="none").stdout == "forgotten\n"


def test_the_python_of_the_bundle_is_wanted_and_no_other(make: Maker, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shell(home, "open_bundle", MINIRAG_BUNDLE=str(make()))
    (home / "bundle/python").write_text("12\n" if MINOR != 12 else "13\n")
    found = shell(home, "find_python", MINIRAG_PYTHON="")
    other = "3.13" if MINOR == 12 else "3.12"
    assert found.stdout.endswith(f"python{other}") or f"The bundle needs Python {other}" in found.stderr


def test_packages_that_a_bundle_does_not_have_are_named(make: Maker, tmp_path: Path) -> None:
    result = shell(tmp_path / "home", "open_bundle; need_bundled development", MINIRAG_BUNDLE=str(make()))
    assert "the bundle has no packages of the role development: one that is made by" in result.stderr


def test_a_bundle_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    result = shell(tmp_path / "home", "open_bundle", MINIRAG_BUNDLE="/nonexistent.tar")
    assert result.stderr.startswith("build.sh: there is no bundle /nonexistent.tar: MINIRAG_BUNDLE names a file")
    assert len(result.stderr.splitlines()) == 1
