"""The description of every operation in OpenAPI 3.1, made from what is declared around its handler."""

import inspect
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from events.schema import dedented
from events.version import version
from functions.gateway.http import refusals
from functions.gateway.http.api_keys import OPEN
from functions.gateway.http.examples import EMBEDDER, GENERATOR, ID
from functions.gateway.http.operations import JSON, Content, Events, Operation, Reply
from functions.gateway.http.responses import Problem
from functions.gateway.openai.errors import OpenAIError

Table = Sequence[tuple[str, str, Operation]]
REF = "#/components/schemas/{name}"
NAMES = {  # of what stands in a path
    "id": ("the id that its list, or the answer that brought it, says", ID),
    "model": ("the name of an embedding model", EMBEDDER),
    "name": ("the name of a model", GENERATOR),
}


def document(table: Table, *, locked: bool) -> dict[str, Any]:
    """Return the description of the listed operations of a table of routes; `locked`: they want a key."""
    listed = [(method, path, one) for method, path, one in table if one.listed]
    shapes = _Shapes([one for _, _, one in listed])
    paths: dict[str, dict[str, Any]] = {}
    for method, path, one in listed:
        plain, wants_key = path.replace(":path", ""), locked and path.split("/")[1] not in OPEN
        described = _operation(one, plain, shapes, refusals.statuses(method, path, one, locked=wants_key))
        paths.setdefault(plain, {})[method.lower()] = described | {"security": [{"key": []}] if wants_key else []}
    return {
        "openapi": "3.1.0",
        "info": {"title": "MiniRAG", "version": version(), "description": "Answers questions from your own documents."},
        "servers": [{"url": "/"}],
        "tags": [{"name": tag} for tag in dict.fromkeys(one.tag for _, _, one in listed)],
        "paths": paths,
        "components": {
            "schemas": shapes.components,
            "responses": dict(_refusals()),
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
        },
    }


class _Shapes:
    """The schemas of everything that the operations take and give, each structure once."""

    def __init__(self, operations: Sequence[Operation]) -> None:
        types = [Problem, OpenAIError, *(type_ for one in operations for type_ in _types(one))]
        schemas, components = msgspec.json.schema_components(types, ref_template=REF)
        self._schemas = list(zip(types, schemas, strict=True))
        self.components: dict[str, Any] = _for_generators(dedented(components))

    def schema(self, shape: Any) -> Any:  # noqa: ANN401 - see `Content`
        """Return the schema of a content's shape."""
        if isinstance(shape, dict):
            return shape
        if isinstance(shape, Events):
            return {"oneOf": [self._event(name, type_) for name, type_ in shape.types.items()]}
        if isinstance(shape, tuple):
            return {"anyOf": [self.schema(one) for one in shape]}
        if isinstance(shape, list):
            return {"type": "array", "items": self.schema(tuple(shape))}
        return next(schema for type_, schema in self._schemas if type_ == shape)

    def _event(self, name: str, type_: Any) -> dict[str, Any]:  # noqa: ANN401 - any type
        told = {"contentMediaType": JSON, "contentSchema": self.schema(type_)}
        properties = {"event": {"const": name}, "data": {"type": "string", **told}}
        return {"type": "object", "required": ["event", "data"], "properties": properties}

    def contents(self, contents: Sequence[Content]) -> dict[str, Any]:
        """Return the description of bodies by their media type."""
        return {one.media_type: {"schema": self.schema(one.shape), "example": _plain(one.example)} for one in contents}


def _for_generators(part: Any) -> Any:  # noqa: ANN401 - any part of a schema
    """Return a schema as generators of clients understand it: a list of anything says so, and a default stands in the
    description, for some of them take a field with one for a field that is always there."""
    if isinstance(part, list):
        return [_for_generators(one) for one in part]
    if not isinstance(part, dict):
        return part
    said: dict[str, Any] = {"items": {}} if part.get("type") == "array" else {}
    kept = {key: _for_generators(value) for key, value in part.items() if key not in ("default", "properties")}
    if "properties" in part:  # one of them may have any name
        kept["properties"] = {name: _for_generators(one) for name, one in part["properties"].items()}
    default = part.get("default")
    if default and not isinstance(default, dict | list) and "enum" not in part:
        kept["description"] = "; ".join(filter(None, (part.get("description"), f"default {str(default).lower()}")))
    return said | kept


def _types(one: Operation) -> Iterator[Any]:
    contents = [*one.bodies, *(content for reply in one.replies.values() for content in reply.contents)]
    yield from (type_ for content in contents for type_ in _flat(content.shape))


def _flat(shape: Any) -> Iterator[Any]:  # noqa: ANN401 - see `Content`
    if isinstance(shape, tuple | list | Events):
        for one in shape.types.values() if isinstance(shape, Events) else shape:
            yield from _flat(one)
    elif not isinstance(shape, dict):
        yield shape


def _operation(one: Operation, path: str, shapes: _Shapes, errors: Sequence[int]) -> dict[str, Any]:
    said = inspect.getdoc(one.handler) or ""
    kind = "openai" if refusals.is_openai(path) else "problem"
    described = {
        "operationId": one.handler.__name__,
        "tags": [one.tag],
        "summary": said.partition("\n")[0],
        "description": said,
        "parameters": [*map(_in_path, re.findall(r"{(\w+)}", path)), *_in_query(one), *_in_headers(one.headers)],
        "responses": {
            **{str(status): _reply(reply, shapes) for status, reply in one.replies.items()},
            **{str(status): {"$ref": f"#/components/responses/{kind}-{status}"} for status in errors},
        },
    }
    if one.bodies:
        described["requestBody"] = {"required": one.body_required, "content": shapes.contents(one.bodies)}
    return described


def _reply(reply: Reply, shapes: _Shapes) -> dict[str, Any]:
    links = {
        name: {"operationId": name, "parameters": {"id": f"$response.body#{pointer}"}}
        for name, pointer in reply.links.items()
    }
    described = {"description": reply.meaning, "headers": refusals.headers(reply.headers), "links": links}
    return described | ({"content": shapes.contents(reply.contents)} if reply.contents else {})


def _in_path(name: str) -> dict[str, Any]:
    meaning, example = NAMES[name]
    schema = {"type": "string", "minLength": 1}
    return {"name": name, "in": "path", "required": True, "description": meaning, "schema": schema, "example": example}


def _in_query(one: Operation) -> Iterator[dict[str, Any]]:
    if one.query is None:
        return
    schema = msgspec.json.schema_components([one.query], ref_template=REF)[1][one.query.__name__]
    for name, described in schema["properties"].items():
        told = {"description": described.pop("description", "")}
        yield {"name": name, "in": "query", "required": name in schema["required"], **told, "schema": described}


def _in_headers(meanings: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for name, meaning in meanings.items():
        yield {"name": name, "in": "header", "description": meaning, "schema": {"type": "string"}}


def _refusals() -> Iterator[tuple[str, dict[str, Any]]]:
    for status in refusals.MEANINGS:
        yield f"problem-{status}", refusals.response(status, openai=False)
        yield f"openai-{status}", refusals.response(status, openai=True)


def _plain(example: Any) -> Any:  # noqa: ANN401 - any example
    """Return an example as JSON has it, or a text; what is binary as the text that it is of."""
    return example.decode() if isinstance(example, bytes) else msgspec.to_builtins(example)
