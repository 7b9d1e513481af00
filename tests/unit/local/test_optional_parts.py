"""What is run beside the base without being named: OCR, where its engine is set up."""

from pathlib import Path

import pytest

from knative.local import flags, optional_parts
from knative.local.environment import service_environment
from knative.local.flags import ROOT, parse_settings
from knative.local.manifests import read_manifests
from knative.local.optional_parts import parts_set_up

BASE, OCR = ROOT / "knative" / "base", ROOT / "knative" / "overlays" / "components" / "ocr"


def test_without_the_engine_there_is_nothing_more_and_nothing_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(optional_parts, "ENGINE", "a_package_that_nobody_has")
    monkeypatch.setattr(optional_parts, "_LOOK", "raise SystemExit(0)")
    assert parts_set_up(ROOT) == []


@pytest.mark.parametrize(("look", "parts"), [("raise SystemExit(0)", [OCR]), ("raise SystemExit(1)", [])])
def test_ocr_is_run_where_the_engine_finds_its_models(
    look: str, parts: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(optional_parts, "ENGINE", "json")
    monkeypatch.setattr(optional_parts, "_LOOK", look)
    assert parts_set_up(ROOT) == parts


def test_what_is_set_up_comes_after_the_base(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flags, "parts_set_up", lambda root: [root / "more"])
    assert parse_settings([]).manifests == [ROOT / "knative" / "base", ROOT / "more"]


def test_a_part_that_is_named_beside_the_base_takes_nothing_away(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(flags, "parts_set_up", lambda _: [OCR])
    named = ["--manifests", str(BASE), str(tmp_path)]
    assert parse_settings(named).manifests == [BASE, OCR, tmp_path]
    assert parse_settings([*named, str(OCR)]).manifests == [BASE, tmp_path, OCR]


def test_folders_without_the_base_are_all_there_are(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(flags, "parts_set_up", lambda root: [root / "more"])
    assert parse_settings(["--manifests", str(tmp_path)]).manifests == [tmp_path]


@pytest.mark.parametrize(("folders", "told"), [([BASE, OCR], "true"), ([BASE], None)])
@pytest.mark.parametrize("service", ["split", "gateway"])
def test_split_and_the_gateway_are_told_of_ocr_where_it_is_run(
    service: str, folders: list[Path], told: str | None, tmp_path: Path
) -> None:
    found = read_manifests(folders, 2)
    assert service_environment(found.services[service], found, tmp_path, {}, {}).get("OCR") == told


def test_ocr_can_be_left_out_by_its_setting(tmp_path: Path) -> None:
    found = read_manifests([BASE, OCR], 2)
    assert service_environment(found.services["split"], found, tmp_path, {}, {"OCR": "false"})["OCR"] == "false"
