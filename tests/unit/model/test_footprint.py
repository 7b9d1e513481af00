"""The memory that a pod asks for, by what the catalogue says of its model."""

import pytest

from model.catalog import Entry, catalog, find
from model.footprint import memory_limit, memory_request
from model.llama import Model
from model.weights import prepared_path
from tests.unit.manifests.base_manifests import container, environment, named, size

MEBIBYTE = 1 << 20
GENERATORS = [entry for entry in catalog().values() if entry.kind == "generate"]


@pytest.mark.parametrize("entry", GENERATORS, ids=lambda entry: entry.name)
def test_the_size_of_every_generator_of_the_catalogue_is_known(entry: Entry) -> None:
    assert memory_request(entry, 4)


def test_the_manifest_asks_for_what_the_default_model_takes() -> None:
    service = named("Service", "generate")
    slots = int(environment(service)["SLOTS"])
    request = memory_request(find("SmolLM2-135M-Instruct"), slots)
    assert request
    resources = container(service)["resources"]
    asked = size(resources["requests"]["memory"]), size(resources["limits"]["memory"])
    assert asked == (request * MEBIBYTE, memory_limit(request) * MEBIBYTE)


def test_more_slots_take_more() -> None:
    entry = find("Qwen3-4B-Instruct-2507")
    one, four = memory_request(entry, 1), memory_request(entry, 4)
    assert one and four and one < four


@pytest.mark.usefixtures("prepared")
def test_what_a_token_takes_is_what_the_weights_say() -> None:
    entry = find("SmolLM2-135M-Instruct")
    assert Model(prepared_path(entry)).cell_bytes == entry.token_bytes
