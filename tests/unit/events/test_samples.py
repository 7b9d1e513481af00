"""Schemas and golden samples: complete, current, and fitting each other."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from events import binding, schema
from events.registry import TYPES
from events.validation import decode

SAMPLES = Path(binding.__file__).parent / "samples"


def sample(type_: str) -> bytes:
    return (SAMPLES / f"{type_}.json").read_bytes()


def test_the_schemas_in_the_tree_are_those_of_the_structures() -> None:
    written = {path.name: path.read_bytes() for path in schema.FOLDER.iterdir()}
    assert written == schema.generate(), "run: python -m events.schema"


def test_every_type_has_one_sample_and_every_sample_a_type() -> None:
    assert {path.stem for path in SAMPLES.iterdir()} == set(TYPES)


@pytest.mark.parametrize("type_", TYPES)
def test_a_sample_is_an_event_of_its_type(type_: str) -> None:
    assert binding.receive({"content-type": binding.STRUCTURED}, sample(type_)).type == type_


@pytest.mark.parametrize("type_", TYPES)
def test_a_samples_data_fits_its_structure(type_: str) -> None:
    event = binding.receive({"content-type": binding.STRUCTURED}, sample(type_))
    assert isinstance(decode(event.data, TYPES[type_]), TYPES[type_])


@pytest.mark.parametrize("type_", TYPES)
def test_a_samples_data_fits_its_schema(type_: str) -> None:
    rules: Any = json.loads((schema.FOLDER / f"{type_}.json").read_bytes())
    jsonschema.validate(json.loads(sample(type_))["data"], rules)


@pytest.mark.parametrize("type_", TYPES)
def test_a_sample_is_small_enough_for_every_intermediary(type_: str) -> None:
    assert len(sample(type_)) < 64 * 1024
