"""JSON Schemas for people: what a value is, in a few words of HTML, and the properties of an object as rows."""

import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

Schema = Mapping[str, Any]
BOUNDS = {
    "minimum": "at least {}",
    "exclusiveMinimum": "more than {}",
    "maximum": "at most {}",
    "minLength": "{} characters or more",
    "maxLength": "up to {} characters",
    "minItems": "{} or more",
    "maxItems": "up to {}",
    "maxProperties": "up to {} keys",
    "format": "{}",
}
WORDS = {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false", "null": "null"}


def told(text: str) -> str:
    """Return a text as HTML, with what stands between backquotes as code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text))


def kind_of(schema: Schema) -> str:
    """Return what a value that fits the schema is."""
    if "$ref" in schema:
        name = escape(schema["$ref"].rpartition("/")[2])
        return f'<a href="#schema-{name}">{name}</a>'
    if choices := schema.get("anyOf") or schema.get("oneOf"):
        return " or ".join(dict.fromkeys(map(kind_of, choices)))
    if values := schema.get("enum") or ([schema["const"]] if "const" in schema else []):
        return " or ".join(f"<code>{escape(str(value))}</code>" for value in values)
    bounds = ", ".join(
        escape(text.format(schema[name]))
        for name, text in BOUNDS.items()
        if name in schema and schema[name] != "binary"
    )
    return _kind(schema) + (f" ({bounds})" if bounds else "")


def _kind(schema: Schema) -> str:
    type_ = schema.get("type", "")
    if type_ == "array":
        return f"list of {kind_of(schema['items'])}" if "items" in schema else "list"
    if properties := schema.get("properties"):
        fields = (f"<code>{escape(name)}</code>: {kind_of(one)}" for name, one in properties.items())
        return f"object of {', '.join(fields)}"
    if type_ == "object":
        values = schema.get("additionalProperties")
        return f"object, each value {kind_of(values)}" if isinstance(values, dict) else "object"
    if "contentSchema" in schema:
        return f"JSON text: {kind_of(schema['contentSchema'])}"
    return "bytes" if schema.get("format") == "binary" else WORDS.get(type_, "anything")


def properties_of(schema: Schema) -> str:
    """Return the rows of a table: name, what it is, whether it must be there, and what it means."""
    return "<tr><th scope=col>Field</th><th scope=col>is</th><th scope=col></th></tr>" + "".join(_rows(schema))


def _rows(schema: Schema) -> Iterator[str]:
    required = schema.get("required", [])
    for name, one in schema.get("properties", {}).items():
        always = "<em>always</em>" if name in required else ""
        meaning = " ".join(filter(None, (told(one.get("description", "")), always)))
        yield f"<tr><th scope=row><code>{escape(name)}</code></th><td>{kind_of(one)}</td><td>{meaning}</td></tr>"
