"""One number, wherever a version is shown."""

import subprocess
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli.client.address import ROOT
from cli.commands import images as build_images
from cli.commands.images import images
from functions.gateway.http.openapi import document

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
VERSION = PROJECT["version"]


class SpyBuilder:
    """Notes what it is told to build."""

    program = "spy"

    def __init__(self) -> None:
        self.built: dict[str, str] = {}

    def build(self, name: str, _dockerfile: Path, arguments: dict[str, str]) -> None:
        self.built[name] = arguments["VERSION"]

    def size(self, _name: str) -> int:
        return 0


def test_the_script_tells_the_version() -> None:
    done = subprocess.run([str(ROOT / "build.sh"), "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"MiniRAG {VERSION}\n"


def test_openapi_tells_the_version() -> None:
    assert document([], locked=False)["info"]["version"] == VERSION


def test_images_have_the_version_as_their_tag_and_as_their_builds_argument(monkeypatch: pytest.MonkeyPatch) -> None:
    builder = SpyBuilder()
    monkeypatch.setattr(build_images, "find_builder", lambda: builder)
    assert CliRunner().invoke(images, []).exit_code == 0
    assert builder.built == {f"minirag-{kind}:{VERSION}": VERSION for kind in ("light", "model")}


@pytest.mark.parametrize("kind", ["light", "model"])
def test_an_image_has_the_version_as_its_label_and_the_file_that_functions_read_it_from(kind: str) -> None:
    last = (ROOT / f"knative/images/{kind}.Dockerfile").read_text().rpartition("FROM ${BASE}")[2]
    assert "ARG VERSION\n" in last
    assert "org.opencontainers.image.version=${VERSION}" in last
    assert "COPY pyproject.toml ./\n" in last
    assert "!pyproject.toml" in (ROOT / ".dockerignore").read_text().splitlines()
