"""JSON Schemas into llama.cpp's grammars, by the converter that llama-cpp-python brings."""

import functools
from typing import Any

import msgspec

from events.errors import Rejected
from model.llama import schema_converter

ROOT = "answer"  # what the references of a schema are relative to; any name does


def json_grammar(schema: str) -> str:
    """Return the GBNF grammar of the JSON texts that fit a JSON Schema; raise `Rejected` when there is none."""
    try:
        converter = _converter()(prop_order={}, allow_fetch=False, dotall=False, raw_pattern=False)
        converter.visit(converter.resolve_refs(_without_neighbours(msgspec.json.decode(schema)), ROOT), "")
        return str(converter.format_grammar())
    except Exception as error:  # it raises whatever it stumbles over: KeyError, AssertionError, RecursionError ...
        raise Rejected(f"the JSON Schema cannot be used: {error or type(error).__name__}") from error


def _without_neighbours(schema: Any) -> Any:  # noqa: ANN401 - any part of a schema
    """Return a schema in which no `$ref` has neighbours: the converter would not see those, the definitions either."""
    if isinstance(schema, list):
        return [_without_neighbours(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    parts = {name: _without_neighbours(part) for name, part in schema.items()}
    if isinstance(parts.get("$ref"), str) and len(parts) > 1:
        parts["anyOf"] = [{"$ref": parts.pop("$ref")}]
    return parts


@functools.cache
def _converter() -> Any:  # noqa: ANN401 - a class of an untyped package
    base = schema_converter()

    class Converter(base):  # type: ignore[misc, valid-type]
        """Escapes backslashes, too: a value or a name with a quote or a line break in it was no grammar without."""

        def _format_literal(self, literal: str) -> str:
            return str(super()._format_literal(literal.replace("\\", "\\\\")))

    return Converter
