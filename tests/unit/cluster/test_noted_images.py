"""Which images are deployed, and whether they are of the sources here."""

import json
from pathlib import Path

import click
import pytest

from cli.cluster import noted_images
from cli.cluster.noted_images import (
    OURS,
    note_image,
    outdated_images,
    pushed_images,
    sources_digest,
)


@pytest.fixture(autouse=True)
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tree of sources, and a home of its own."""
    for file in ("functions/a.py", "scripts/llama.cmake", "knative/images/light.Dockerfile", "docs/a.md"):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text("as it was")
    (tmp_path / "knative/images/model.Dockerfile").write_text("as it was")
    monkeypatch.setattr(noted_images, "ROOT", tmp_path)
    monkeypatch.setenv("MINIRAG_HOME", str(tmp_path / "home"))
    return tmp_path


def push_all() -> None:
    for name in OURS:
        note_image(name, f"registry.test/{name}@sha256:0", sources_digest(name))


def test_images_are_deployed_by_the_digests_that_were_noted() -> None:
    push_all()
    assert pushed_images() == {name: f"registry.test/{name}@sha256:0" for name in OURS}


def test_an_image_that_was_never_pushed_is_asked_for() -> None:
    note_image("minirag-light", "registry.test/minirag-light@sha256:0", "")
    with pytest.raises(click.ClickException, match="no image of minirag-model yet"):
        pushed_images()


def test_images_of_the_sources_here_are_not_outdated(sources: Path) -> None:
    push_all()
    (sources / "docs/a.md").write_text("changed")
    assert outdated_images() == []


@pytest.mark.parametrize(
    "file",
    [
        "functions/a.py",
        "functions/new.py",
        "scripts/llama.cmake",
        "scripts/tile_config.h",
        "requirements/light.txt",
        "pyproject.toml",
    ],
)
def test_a_change_of_the_sources_makes_both_images_outdated(sources: Path, file: str) -> None:
    push_all()
    (sources / file).parent.mkdir(exist_ok=True)
    (sources / file).write_text("changed")
    assert outdated_images() == list(OURS)


def test_a_change_of_what_follows_a_volume_makes_the_image_outdated_that_has_it(sources: Path) -> None:
    push_all()
    (sources / "cli/watch").mkdir(parents=True)
    (sources / "cli/watch/folder.py").write_text("changed")
    assert outdated_images() == ["minirag-light"]


def test_a_change_of_one_dockerfile_makes_its_image_outdated(sources: Path) -> None:
    push_all()
    (sources / "knative/images/model.Dockerfile").write_text("changed")
    assert outdated_images() == ["minirag-model"]


def test_the_image_for_scans_is_deployed_once_it_was_pushed_and_is_not_asked_for() -> None:
    push_all()
    note_image("minirag-ocr", "registry.test/minirag-ocr@sha256:1", "")
    assert pushed_images()["minirag-ocr"] == "registry.test/minirag-ocr@sha256:1"


def test_images_noted_without_their_sources_can_be_deployed_and_are_outdated(sources: Path) -> None:
    images = {name: f"registry.test/{name}@sha256:0" for name in OURS}
    (sources / "home").mkdir()
    (sources / "home/images.json").write_text(json.dumps(images))
    assert pushed_images() == images
    assert outdated_images() == list(OURS)
