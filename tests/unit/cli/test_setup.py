"""./build.sh setup ocr: the models of languages, from the system's packages or out of Debian's. apt is a fake."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.client.address import ROOT
from cli.commands import setup as setting_up
from cli.commands.setup import setup
from functions.ingest.recognition import engine as looking
from functions.ingest.recognition.languages import MODELS, ORIENTATION, USUAL_LANGUAGES

APT = """#!/bin/sh
[ "$1" = download ] && shift && for package; do touch "$package.deb"; done
"""
DPKG = """#!/bin/sh
name=$(basename "$2" .deb) && name=${name#tesseract-ocr-}
echo model >"$3/$(echo "$name" | tr - _).traineddata"
"""


@pytest.fixture
def prefix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A virtual environment with the packages, on a system that has no models and whose apt fetches them."""
    for name, script in (("apt-get", APT), ("dpkg-deb", DPKG)):
        (tmp_path / name).write_text(script)
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.delenv("TESSDATA_PREFIX", raising=False)
    monkeypatch.setattr("sys.prefix", str(tmp_path / "venv"))
    monkeypatch.setattr(looking, "find_spec", lambda _: True)
    has(monkeypatch)
    return tmp_path


def has(monkeypatch: pytest.MonkeyPatch, *folders: Path) -> None:
    """Let these be the folders of the system's models."""
    for module in (looking, setting_up):
        monkeypatch.setattr(module, "SYSTEM_FOLDERS", [str(folder) for folder in folders])


def run(*languages: str) -> Result:
    return CliRunner().invoke(setup, ["ocr", *languages])


def models(prefix: Path) -> set[str]:
    return {file.name.removesuffix(".traineddata") for file in (prefix / "venv/share/tessdata").iterdir()}


def test_the_models_come_out_of_debians_packages_without_installing_them(prefix: Path) -> None:
    result = run("uk")
    assert (result.exit_code, "Tesseract reads ar de en" in result.output) == (0, True)
    assert models(prefix) == {ORIENTATION, "ukr", *(MODELS[one] for one in USUAL_LANGUAGES)}


def test_what_the_system_has_is_linked(prefix: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (prefix / "deu.traineddata").write_text("of the system")
    has(monkeypatch, prefix)
    assert run().exit_code == 0
    assert (prefix / "venv/share/tessdata/deu.traineddata").read_text() == "of the system"


def test_what_is_there_is_not_fetched_again(prefix: Path) -> None:
    run()
    (prefix / "apt-get").write_text("#!/bin/sh\ntouch called")
    assert run().exit_code == 0
    assert "fetching" not in run().output


def test_without_apt_it_says_what_to_install(prefix: Path) -> None:
    (prefix / "apt-get").write_text("#!/bin/sh\nexit 1")
    result = run()
    assert result.exit_code == 1
    assert "brew install tesseract-lang" in result.output


@pytest.mark.usefixtures("prefix")
def test_a_language_that_nobody_can_read_is_refused() -> None:
    result = run("xx")
    assert (result.exit_code, "no model is known of xx" in result.output) == (1, True)


def test_the_image_has_the_same_models() -> None:
    dockerfile = (ROOT / "knative/images/ocr.Dockerfile").read_text()
    names = dockerfile.split('ARG LANGUAGES="')[1].split('"')[0].split()
    assert {name.replace("-", "_") for name in names} == {ORIENTATION, *(MODELS[one] for one in USUAL_LANGUAGES)}
