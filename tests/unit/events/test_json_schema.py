"""A schema is taken when an answer can be held to every word of it."""

from typing import Any

import msgspec
import pytest

from events.errors import Rejected
from events.json_schema import MAX_BYTES, schema_text

PERSON = {
    "title": "a person",
    "type": "object",
    "properties": {
        "name": {"type": "string", "maxLength": 40},
        "born": {"anyOf": [{"type": "integer"}, {"const": None}]},
    },
    "required": ["name"],
    "additionalProperties": False,
}


@pytest.mark.parametrize("given", [PERSON, msgspec.json.encode(PERSON).decode()], ids=["object", "text"])
def test_a_schema_comes_as_an_object_or_as_text(given: dict[str, Any] | str) -> None:
    assert msgspec.json.decode(schema_text(given)) == PERSON


def test_no_schema_is_no_text() -> None:
    assert schema_text(None) == ""


def test_a_property_may_have_any_name() -> None:
    assert schema_text({"type": "object", "properties": {"pattern": {"type": "string"}, "items": {"type": "null"}}})


def deep(levels: int) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    for _ in range(levels):
        schema = {"type": "array", "items": schema}
    return schema


@pytest.mark.parametrize(
    ("schema", "told"),
    [
        ("{", "json_schema is not JSON"),
        ("[]", "json_schema must be an object"),
        ({"type": "text"}, "json_schema.type must be one of object, array"),
        ({"type": ["string", 3]}, "json_schema.type must be one of"),
        (
            {"properties": {"age": {"type": "integer", "minimum": 3}}},
            "json_schema.properties.age.minimum cannot be held",
        ),
        ({"type": "string", "pattern": "^a*$"}, "json_schema.pattern cannot be held"),
        ({"allOf": [{"type": "string"}]}, "json_schema.allOf cannot be held"),
        ({"type": "string", "maxLength": 10**9}, "json_schema.maxLength must be a whole number of at most"),
        (
            {"type": "array", "items": {"type": "string"}, "minItems": "1"},
            "json_schema.minItems must be a whole number",
        ),
        ({"anyOf": [{"type": "string"}, True]}, "json_schema.anyOf.1 must be an object"),
        ({"anyOf": []}, "json_schema.anyOf must be a list of schemas"),
        ({"$defs": ["name"], "type": "null"}, "json_schema.$defs must be an object of schemas"),
        ({"properties": {}, "required": ["name"]}, "json_schema.required must be a list of names"),
        ({"title": "anything"}, "json_schema says nothing of the value: give it a type"),
        ({"type": "array", "items": {}}, "json_schema.items says nothing of the value"),
        ({"type": ["object", "null"], "properties": {}}, "json_schema.type must be a single one beside other words"),
        ({"anyOf": [{"type": "null"}], "enum": [1]}, "json_schema: anyOf and enum cannot be held to side by side"),
        ({"type": "array", "maxItems": 2}, "json_schema.maxItems cannot be held to: it needs `items`"),
        ({"type": "string", "minLength": 5, "maxLength": 2}, "json_schema.minLength is above maxLength"),
        ({"enum": []}, "json_schema.enum must be a list of values"),
        ({"$ref": "https://example.org/schema"}, "json_schema.$ref must begin with #/"),
        (deep(20), "lies too deep"),
        ({"enum": ["x" * MAX_BYTES]}, "bytes of JSON: give one of at most"),
    ],
)
def test_what_no_answer_can_be_held_to_is_refused_with_its_place(schema: dict[str, Any] | str, told: str) -> None:
    with pytest.raises(Rejected) as refused:
        schema_text(schema)
    assert told in refused.value.detail
