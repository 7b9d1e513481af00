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


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/$defs/{name}"}


NODE = {"type": "object", "properties": {"next": {"anyOf": [ref("node"), {"type": "null"}]}}, "required": ["next"]}
ENDLESS = {
    "one that is itself": {"$defs": {"a": ref("a")}, **ref("a")},
    "three in a circle": {"$defs": {"a": ref("b"), "b": ref("c"), "c": ref("a")}, **ref("b")},
    "a choice of itself": {"$defs": {"a": {"anyOf": [{"type": "null"}, ref("a")]}}, **ref("a")},
    "a circle through a choice": {"$defs": {"a": {"oneOf": [ref("b")]}, "b": {"anyOf": [ref("a")]}}, "type": "null"},
    "a value in itself": {"$defs": {"a": {"properties": {"x": ref("a")}, "required": ["x"]}}, **ref("a")},
    "a list that is never empty": {"$defs": {"a": {"type": "array", "items": ref("a"), "minItems": 1}}, **ref("a")},
    "a pair of pairs": {"$defs": {"a": {"prefixItems": [ref("a"), {"type": "null"}]}}, **ref("a")},
}


@pytest.mark.parametrize("schema", ENDLESS.values(), ids=ENDLESS)
def test_references_that_never_come_to_an_end_are_refused(schema: dict[str, Any]) -> None:
    with pytest.raises(Rejected, match="refers to itself without end") as caught:
        schema_text(schema)
    assert caught.value.status == 422


@pytest.mark.parametrize("target", ["#/$defs/none", "#/", "#/$defs", "#/title", "#/properties/a/type"])
def test_a_reference_to_no_schema_is_refused(target: str) -> None:
    schema = {
        "title": "a",
        "$defs": {"b": {"type": "null"}},
        "properties": {"a": {"type": "null"}, "c": {"$ref": target}},
    }
    with pytest.raises(Rejected, match="leads to no schema"):
        schema_text(schema)


def test_a_schema_that_may_end_refers_to_itself() -> None:
    assert schema_text({"$defs": {"node": NODE}, **ref("node")})


def test_many_references_to_one_another_are_checked_at_once() -> None:
    chain = {f"s{n}": {"properties": {w: ref(f"s{n + 1}") for w in "ab"}, "required": ["a", "b"]} for n in range(60)}
    assert schema_text({"$defs": {**chain, "s60": {"type": "null"}}, **ref("s0")})


@pytest.mark.parametrize("schema", [{"properties": {}, "required": [["a"]]}, {"type": "string", "maxLength": True}])
def test_words_of_the_wrong_type_are_refused(schema: dict[str, Any]) -> None:
    with pytest.raises(Rejected):
        schema_text(schema)
