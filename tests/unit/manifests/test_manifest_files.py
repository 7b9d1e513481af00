"""The manifests read from top to bottom as the flow does."""

import re

import pytest
import yaml

from events.registry import TYPES
from functions.serving.settings import Settings
from tests.unit.manifests.base_manifests import BASE, Manifest, all_manifests, event_type, named, of_kind

FILES = sorted(path.name for path in BASE.glob("*.yaml") if path.name != "kustomization.yaml")
FLOW = [
    "000-config.yaml",
    "010-broker.yaml",
    "020-network.yaml",
    "100-gateway.yaml",
    "200-split.yaml",
    "210-embed-documents.yaml",
    "220-store.yaml",
    "300-embed-questions.yaml",
    "310-search.yaml",
    "320-prompt.yaml",
    "330-generate.yaml",
    "340-remember.yaml",
    "400-fail.yaml",
    "410-reconcile.yaml",
]
WITH_SERVICE = [named("Service", file[4:-5]) for file in FLOW[3:]]


def test_files_are_numbered_in_the_order_of_the_flow() -> None:
    assert FILES == FLOW


def test_kustomization_lists_every_file_in_order() -> None:
    assert yaml.safe_load((BASE / "kustomization.yaml").read_text())["resources"] == FLOW


def test_overlays_can_replace_each_image() -> None:
    named_images = {image["name"] for image in yaml.safe_load((BASE / "kustomization.yaml").read_text())["images"]}
    used = {service.spec["template"]["spec"]["containers"][0]["image"] for service in WITH_SERVICE}

    assert named_images == used


@pytest.mark.parametrize("file", FLOW)
def test_file_begins_with_what_it_is_for(file: str) -> None:
    head = re.match(r"(# .+\n)+", (BASE / file).read_text())

    assert head is not None


@pytest.mark.parametrize("service", WITH_SERVICE, ids=str)
def test_a_function_stands_in_the_file_of_its_name(service: Manifest) -> None:
    assert service.file[4:-5] == service.name


@pytest.mark.parametrize("trigger", of_kind("Trigger"), ids=str)
def test_a_trigger_stands_beside_the_service_it_calls(trigger: Manifest) -> None:
    assert trigger.file == named("Service", trigger.spec["subscriber"]["ref"]["name"]).file


def test_documents_travel_in_ascending_numbers() -> None:
    order = [event_type(trigger) for trigger in of_kind("Trigger") if trigger.file.startswith("2")]

    assert [type_ for type_ in order if type_ != "minirag.document.deleted"] == [
        "minirag.document.uploaded",
        "minirag.chunks.split",
        "minirag.chunks.embedded",
    ]


def test_questions_travel_in_ascending_numbers() -> None:
    order = [event_type(trigger) for trigger in of_kind("Trigger") if trigger.file.startswith("3")]
    steps = [type_ for type_ in order if type_ != "minirag.pipeline.wake"]

    assert steps == [type_ for type_ in TYPES if type_ in steps]


@pytest.mark.parametrize("manifest", [one for one in all_manifests() if one.kind != "Namespace"], ids=str)
def test_everything_is_in_the_namespace(manifest: Manifest) -> None:
    assert manifest.document["metadata"]["namespace"] == named("Namespace", "minirag").name


@pytest.mark.parametrize("manifest", all_manifests(), ids=str)
def test_everything_is_labelled_as_part_of_minirag(manifest: Manifest) -> None:
    assert manifest.document["metadata"]["labels"]["app.kubernetes.io/part-of"] == "minirag"


def test_config_map_gives_only_settings_that_functions_read() -> None:
    given = {name.lower() for name in named("ConfigMap", "minirag").document["data"]}

    assert given <= set(Settings.__struct_fields__)


def test_config_map_repeats_the_defaults() -> None:
    defaults = Settings()
    given = named("ConfigMap", "minirag").document["data"]

    assert {name: type(getattr(defaults, name.lower()))(value) for name, value in given.items()} == {
        name: getattr(defaults, name.lower()) for name in given
    }
