"""What is deployed follows the generator that the model image was built with."""

from copy import deepcopy
from typing import Any

import pytest

from cli.cluster.fitted_generator import fit_generator
from tests.unit.manifests.base_manifests import of_kind

LARGER = "Qwen2.5-Coder-1.5B-Instruct"
DEFAULT = "SmolLM2-135M-Instruct"


class Overlay:
    """The base's ConfigMap and `generate`, changed as an overlay may do it."""

    def __init__(self, **settings: str) -> None:
        manifests = [*of_kind("ConfigMap"), *of_kind("Service")]
        self.documents = [deepcopy(one.document) for one in manifests if one.name in ("minirag", "generate")]
        self.settings: dict[str, str] = self.documents[0]["data"]
        self.settings |= settings
        self.container: dict[str, Any] = self.documents[1]["spec"]["template"]["spec"]["containers"][0]

    def memory(self) -> tuple[str, str]:
        resources = self.container["resources"]
        return resources["requests"]["memory"], resources["limits"]["memory"]

    def fitted(self, built_with: str) -> list[str]:
        return list(fit_generator(self.documents, built_with))


def test_the_images_generator_is_named_and_has_its_memory() -> None:
    overlay = Overlay()
    overlay.fitted(LARGER)
    assert (overlay.settings["GENERATOR"], *overlay.memory()) == (LARGER, "2688Mi", "3584Mi")


@pytest.mark.parametrize("built_with", ["", DEFAULT])
def test_the_default_stays_as_the_base_has_it(built_with: str) -> None:
    overlay = Overlay()
    before = overlay.memory()
    assert overlay.fitted(built_with) == []
    assert (overlay.settings["GENERATOR"], overlay.memory()) == (DEFAULT, before)


def test_a_smaller_context_takes_less_memory() -> None:
    overlay = Overlay(GENERATOR_CONTEXT="2048")
    overlay.fitted(LARGER)
    assert overlay.memory() == ("2176Mi", "3072Mi")


def test_memory_that_an_overlay_sets_stays() -> None:
    overlay = Overlay()
    overlay.container["resources"] = {"requests": {"memory": "6Gi"}, "limits": {"memory": "7Gi"}}
    overlay.fitted(LARGER)
    assert overlay.memory() == ("6Gi", "7Gi")


def test_an_overlays_generator_wins_and_that_the_image_holds_another_is_told() -> None:
    overlay = Overlay(GENERATOR="Qwen3-4B-Instruct-2507")
    told = overlay.fitted(LARGER)
    assert overlay.settings["GENERATOR"] == "Qwen3-4B-Instruct-2507"
    assert "built with" in told[0]


def test_of_a_model_whose_size_is_not_known_it_is_told_that_the_memory_is_to_be_set() -> None:
    overlay = Overlay(GENERATOR="hf:somebody/something/model.gguf@main")
    before = overlay.memory()
    assert "set its requests" in overlay.fitted("")[0]
    assert overlay.memory() == before
