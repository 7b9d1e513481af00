"""The locks of requirements/: current, complete, and in agreement."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli.client.address import ROOT
from cli.commands import lock as lock_packages
from cli.commands.lock import (
    DIRECT,
    ROLES,
    inputs,
    lock,
    lock_file,
    named,
    stale,
)

NOT_ON_A_LAPTOP = {"weaviate-client", "grpcio", "authlib"}
ONLY_PREPARES = {"onnx", "gguf", "safetensors", "huggingface-hub", "pip", "tqdm", "requests"}


def locked(role: str) -> dict[str, set[str]]:
    """Return the versions of each package in a lock; there are several where they depend on the Python."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([a-z0-9.-]+)==([^ ;\\]+)", lock_file(role).read_text(), re.MULTILINE):
        found.setdefault(name, set()).add(version)
    return found


def normal(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", requirement.partition("[")[0]).lower()


def test_the_locks_were_made_from_what_their_inputs_say_now() -> None:
    assert stale() == [], "renew them: ./build.sh lock"


@pytest.mark.parametrize("role", ROLES)
def test_a_lock_changes_only_with_its_packages_so_that_an_image_keeps_what_it_compiled(role: str) -> None:
    assert re.match(r"[a-z0-9-]+==", lock_file(role).read_text())


@pytest.mark.parametrize("role", ROLES)
def test_every_package_of_a_lock_has_hashes(role: str) -> None:
    entries = re.split(r"^(?=[a-z0-9])", lock_file(role).read_text(), flags=re.MULTILINE)[1:]
    assert entries
    assert not [entry for entry in entries if not re.search(r"--hash=sha256:[0-9a-f]{64}\b", entry)]


@pytest.mark.parametrize("role", ROLES)
def test_a_lock_names_no_place_to_fetch_from(role: str) -> None:
    assert not re.search(r"://|--(?:extra-)?index-url|--find-links", lock_file(role).read_text())


@pytest.mark.parametrize("role", ROLES)
def test_every_package_named_for_a_role_is_locked_in_the_version_that_is_named(role: str) -> None:
    versions = dict(line.split("==") for line in named(DIRECT))
    wanted = {}
    for line in (line for file in inputs(role) for line in named(file)):
        name, _, version = line.partition("==")
        wanted[normal(name)] = {version or versions[name]}
    if role != "engine":
        wanted.pop("llama-cpp-python", None)
    assert {name: locked(role).get(name) for name in wanted} == wanted


@pytest.mark.parametrize("role", [role for role in ROLES if role != "peers"])
def test_roles_that_share_an_environment_agree(role: str) -> None:
    widest = locked("development")
    assert {
        name: versions for name, versions in locked(role).items() if not versions <= widest.get(name, versions)
    } == {}


def test_a_laptop_does_without_weaviates_client() -> None:
    assert not locked("laptop").keys() & NOT_ON_A_LAPTOP


def test_the_model_image_does_without_what_only_prepares_weights() -> None:
    assert not locked("model").keys() & ONLY_PREPARES


def test_a_laptop_has_everything_that_both_images_and_the_preparation_have_but_weaviates_client() -> None:
    parts = locked("light").keys() | locked("model").keys() | locked("prepare").keys() | locked("commands").keys()
    assert parts - locked("cluster").keys() <= locked("laptop").keys()


def test_a_changed_pin_makes_every_lock_stale_and_a_changed_remark_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "requirements"
    folder.mkdir()
    for file in (DIRECT, *(ROOT / "requirements").iterdir()):
        (tmp_path / file.relative_to(ROOT)).write_text(file.read_text())
    direct = tmp_path / "requirements.txt"
    values = {"ROOT": tmp_path, "FOLDER": folder, "DIRECT": direct, "MADE_FROM": folder / "made-from.txt"}
    for name, value in values.items():
        monkeypatch.setattr(lock_packages, name, value)
    direct.write_text("# another remark\n" + direct.read_text())
    assert stale() == []
    direct.write_text(direct.read_text().replace("click==", "click==1"))
    assert stale() == list(ROLES)
    assert CliRunner().invoke(lock, ["--check"]).exit_code == 1


def test_the_check_says_that_the_locks_are_current() -> None:
    result = CliRunner().invoke(lock, ["--check"])
    assert (result.exit_code, result.output) == (
        0,
        f"{len(ROLES)} locks are what requirements.txt and requirements/*.in say\n",
    )
