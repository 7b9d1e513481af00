"""JSON Schemas that an answer can be held to: only those of which every word would be kept.

The words are those that llama.cpp's converter of schemas into grammars knows; what it would pass over in silence is
refused, and so is what would make a grammar of any size.
"""

from collections.abc import Iterator
from itertools import chain
from typing import Any

import msgspec

from events.errors import Rejected
from events.schema_references import reference_fault
from events.strict_json import load

Schema = dict[str, Any]
MAX_BYTES = 8192
MAX_DEPTH = 16
MAX_COUNT = 500  # of items or characters that a schema may count to
TYPES = ("object", "array", "string", "number", "integer", "boolean", "null")
ALONE = {"$ref", "anyOf", "oneOf", "const", "enum"}  # each says all that there is to say
SHAPES = {"properties", "required", "additionalProperties", "items", "prefixItems"}
COUNTS = {"minItems": "maxItems", "minLength": "maxLength"}
LIMITS = {*COUNTS, *COUNTS.values()}
DEFINITIONS = {"$defs", "definitions"}
SAID = {
    "title",
    "description",
    "default",
    "examples",
    "$schema",
    "$id",
    "$comment",
    "deprecated",
    "format",
}  # for readers
KNOWN = {"type", *ALONE, *SHAPES, *LIMITS, *DEFINITIONS, *SAID}


def schema_text(given: Schema | str | None) -> str:
    """Return a schema, given as an object or as its text, as JSON text; "" for none.

    Raises `Rejected`, which names the place, when it is no schema, too large, or asks for what cannot be kept.
    """
    if given is None:
        return ""
    schema = load(given, "json_schema") if isinstance(given, str) else given
    if not isinstance(schema, dict):
        raise Rejected("json_schema must be an object, a JSON Schema")
    text = msgspec.json.encode(schema)
    if len(text) > MAX_BYTES:
        raise Rejected(f"json_schema has {len(text)} bytes of JSON: give one of at most {MAX_BYTES}")
    if fault := reference_fault(schema, list(_checked(schema, "json_schema", MAX_DEPTH))):
        raise Rejected(fault)
    return text.decode()


def _checked(schema: object, place: str, depth: int) -> Iterator[tuple[str, Schema]]:
    """Yield a schema and all inside it, each with its place; raise `Rejected` at the first fault."""
    if not isinstance(schema, dict):
        raise Rejected(f"{place} must be an object, a JSON Schema")
    if not depth:
        raise Rejected(f"{place} lies too deep: nest schemas at most {MAX_DEPTH} times, or use $ref")
    for fault in chain(_unknown(schema), _faults(schema), _count_faults(schema)):  # the first one is enough
        raise Rejected(f"{place}{fault}")
    yield place, schema
    for name, part in _parts(schema, place):
        yield from _checked(part, name, depth - 1)


def _unknown(schema: Schema) -> Iterator[str]:
    for word in schema.keys() - KNOWN:
        yield f".{word[:40]} cannot be held to: leave it out"
    alone, said = schema.keys() & ALONE, schema.keys() - SAID - DEFINITIONS - {"type"}
    if alone and len(said) > 1:
        yield f": {' and '.join(sorted(said))} cannot be held to side by side: leave one of them"
    if not said and "type" not in schema:
        yield " says nothing of the value: give it a type"


def _faults(schema: Schema) -> Iterator[str]:
    types = schema.get("type", "null")
    if any(one not in TYPES for one in (types if isinstance(types, list) else [types])):
        yield f".type must be one of {', '.join(TYPES)}, or a list of them"
    if isinstance(types, list) and schema.keys() & {*SHAPES, *LIMITS}:
        yield ".type must be a single one beside other words: use anyOf"
    if not isinstance(schema.get("enum", [1]), list) or schema.get("enum") == []:
        yield ".enum must be a list of values"
    if not str(schema.get("$ref", "#/")).startswith("#/"):
        yield ".$ref must begin with #/: only the schema itself can be referred to"
    required, named = schema.get("required", []), schema.get("properties", {})
    if not isinstance(required, list) or not isinstance(named, dict) or any(name not in [*named] for name in required):
        yield ".required must be a list of names that `properties` has"


def _count_faults(schema: Schema) -> Iterator[str]:
    for word in schema.keys() & LIMITS:
        if type(schema[word]) is not int or not 0 <= schema[word] <= MAX_COUNT:
            yield f".{word} must be a whole number of at most {MAX_COUNT}"
        elif word.endswith("Items") and "items" not in schema:
            yield f".{word} cannot be held to: it needs `items`"
        elif word.endswith("Length") and (schema.get("type") != "string" or "format" in schema):
            yield f".{word} cannot be held to: it needs the type string, without a format"
    for least, most in COUNTS.items():
        if least in schema and most in schema and schema[least] > schema[most]:
            yield f".{least} is above {most}"


def _parts(schema: Schema, place: str) -> Iterator[tuple[str, object]]:
    """Yield the schemas inside a schema, each with its place."""
    for word in schema.keys() & {"items", "additionalProperties"}:
        if word == "items" or not isinstance(schema[word], bool):
            yield f"{place}.{word}", schema[word]
    for word in schema.keys() & {"anyOf", "oneOf", "prefixItems"}:
        if not isinstance(schema[word], list) or not schema[word]:
            raise Rejected(f"{place}.{word} must be a list of schemas")
        yield from ((f"{place}.{word}.{index}", part) for index, part in enumerate(schema[word]))
    for word in schema.keys() & {"properties", *DEFINITIONS}:
        if not isinstance(schema[word], dict):
            raise Rejected(f"{place}.{word} must be an object of schemas")
        yield from ((f"{place}.{word}.{name}", part) for name, part in schema[word].items())
