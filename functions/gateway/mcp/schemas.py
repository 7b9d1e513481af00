"""JSON Schemas of what tools take and give, as plain as every client and model understands them."""

from inspect import cleandoc
from typing import Any

import msgspec

_LEFT_OUT = ("title", "pattern")  # names of ours; and what not every client reads as Python does: descriptions say it
_NULL = {"type": "null"}
_NOTHING: tuple[tuple[str, Any], ...] = (("default", None), ("required", []))


def plain_schema(structure: type[msgspec.Struct]) -> dict[str, Any]:
    """Return a structure's schema without references, null and patterns: what may be null may be left out as well."""
    given = msgspec.json.schema(structure)
    schema = _plain(given, given["$defs"])
    return {name: value for name, value in schema.items() if name not in ("description", "$defs")}


def _plain(part: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in part:
        named = definitions[part["$ref"].rpartition("/")[2]]
        return _plain({**named, **{name: value for name, value in part.items() if name != "$ref"}}, definitions)
    if "anyOf" in part:
        part = _without_null(part)
    kept = {name: value for name, value in part.items() if name not in _LEFT_OUT}
    said = {name: value for name, value in kept.items() if (name, value) not in _NOTHING}
    return {name: _within(name, value, definitions) for name, value in said.items()}


def _within(name: str, value: Any, definitions: dict[str, Any]) -> Any:  # noqa: ANN401 - any part of a schema
    if name == "properties":
        return {key: _plain(schema, definitions) for key, schema in value.items()}
    if name in ("items", "additionalProperties") and isinstance(value, dict):
        return _plain(value, definitions)
    if name == "anyOf":
        return [_plain(schema, definitions) for schema in value]
    return cleandoc(value) if name == "description" else value


def _without_null(part: dict[str, Any]) -> dict[str, Any]:
    """Return a choice without null, or the one that is left in its place."""
    choices = [one for one in part["anyOf"] if one != _NULL]
    rest = {name: value for name, value in part.items() if name != "anyOf"}
    return {**choices[0], **rest} if len(choices) == 1 else {"anyOf": choices, **rest}
