"""What is told of the engine, without loading it."""

import subprocess
import sys
from pathlib import Path

import pytest

from cli.client.address import ROOT
from functions.ingest.recognition import engine as looking
from functions.ingest.recognition.engine import engine
from functions.ingest.recognition.languages import MODELS, of_script, usable


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of models, and the packages there."""
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    monkeypatch.setattr(looking, "find_spec", lambda _: True)
    monkeypatch.setattr(looking, "SYSTEM_FOLDERS", ())
    monkeypatch.setattr("sys.prefix", str(tmp_path / "elsewhere"))
    return tmp_path


def test_the_languages_are_those_whose_models_are_there(models: Path) -> None:
    for name in ("deu", "chi_sim", "osd"):
        (models / f"{name}.traineddata").touch()
    there = engine()
    assert there and (there.languages, there.models) == (("de", "zh"), str(models))


@pytest.mark.usefixtures("models")
def test_without_a_model_nothing_is_set_up() -> None:
    assert engine() is None


def test_without_the_packages_nothing_is_set_up(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (models / "deu.traineddata").touch()
    monkeypatch.setattr(looking, "find_spec", lambda name: None if name == "tesserocr" else True)
    assert engine() is None


def test_asking_for_it_loads_nothing_heavy() -> None:
    code = "import sys; from functions.ingest.recognition.pages import engine; engine(); print(*sys.modules)"
    line = [sys.executable, "-c", code]
    loaded = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert not {"PIL", "tesserocr", "pypdfium2", "numpy"} & set(loaded)


def test_english_stands_last_among_the_languages_of_a_page_for_its_names_are_everywhere() -> None:
    assert usable(["ru"], MODELS) == ("ru", "en")


def test_chinese_is_read_by_its_own_model_alone() -> None:
    assert usable(["zh", "de"], MODELS) == ("zh",)


def test_a_language_without_a_model_is_left_out() -> None:
    assert usable(["uk", "de"], ("de", "en")) == ("de", "en")


def test_without_a_language_a_page_is_read_as_english() -> None:
    assert usable([], ("de", "en")) == ("en",)


def test_without_english_whatever_is_there_has_to_do() -> None:
    assert usable([], ("ru", "de")) == ("de",)


def test_a_script_is_read_by_its_likeliest_language_that_is_there() -> None:
    assert of_script("Cyrillic", ("uk", "bg", "en")) == ("uk",)
