"""./build.sh images with another generator. The builder is a fake that is named so."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.cluster.noted_images import noted_generator
from cli.commands import images as build_images
from cli.commands.images import images

LARGER = "Qwen2.5-Coder-0.5B-Instruct"


class FakeBuilder:
    """Keeps the arguments of each build; what it pushes has a digest."""

    program = "fake"

    def __init__(self) -> None:
        self.arguments: dict[str, str] = {}
        self.built: list[str] = []

    def build(self, _name: str, dockerfile: Path, arguments: dict[str, str]) -> None:
        self.built.append(dockerfile.name)
        self.arguments = arguments

    def push(self, _name: str) -> str:
        return "sha256:0"

    def size(self, _name: str) -> int:
        return 0


@pytest.fixture
def builder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FakeBuilder:
    fake = FakeBuilder()
    monkeypatch.setattr(build_images, "find_builder", lambda: fake)
    monkeypatch.setenv("MINIRAG_HOME", str(tmp_path))
    return fake


def run(*arguments: str) -> Result:
    return CliRunner().invoke(images, arguments)


def test_the_generator_of_the_environment_is_built_in_and_noted(
    builder: FakeBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GENERATOR", LARGER)
    assert run("--push", "registry.test").exit_code == 0
    assert (builder.arguments["GENERATOR"], noted_generator()) == (LARGER, LARGER)


def test_the_embedder_of_the_environment_is_built_in(builder: FakeBuilder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMBEDDER", "multilingual-e5-small")
    assert run("--push", "registry.test").exit_code == 0
    assert builder.arguments["EMBEDDER"] == "multilingual-e5-small"


def test_the_argument_wins_over_the_environment(builder: FakeBuilder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GENERATOR", "gemma-3-270m")
    assert run("--generator", LARGER).exit_code == 0
    assert builder.arguments["GENERATOR"] == LARGER


def test_without_a_choice_the_default_is_noted(builder: FakeBuilder) -> None:
    assert run("--push", "registry.test").exit_code == 0
    assert "GENERATOR" not in builder.arguments
    assert noted_generator() == "SmolLM2-135M-Instruct"


@pytest.mark.parametrize(
    ("generator", "told"), [("nobody", "no model is named nobody"), ("/models/my.gguf", "bring the file on a volume")]
)
def test_what_no_image_can_hold_is_told_before_anything_is_built(
    builder: FakeBuilder, generator: str, told: str
) -> None:
    result = run("--generator", generator)
    assert result.exit_code == 1
    assert told in result.output
    assert not builder.arguments


@pytest.mark.parametrize(
    ("arguments", "built"),
    [((), ["light.Dockerfile", "model.Dockerfile"]), (("--only", "ocr"), ["ocr.Dockerfile"])],
    ids=["what a deployment needs", "the one for scans"],
)
def test_the_image_for_scans_is_built_where_it_is_asked_for(
    builder: FakeBuilder, arguments: tuple[str, ...], built: list[str]
) -> None:
    run(*arguments)
    assert builder.built == built
