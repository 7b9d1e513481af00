"""What /openapi.json promises, held against every response that a test of the gateway gets."""

import re
from functools import cache
from typing import Any

import httpx
import jsonschema
import msgspec

from functions.gateway.application import ROUTES
from functions.gateway.http.openapi import document


@cache
def described() -> dict[str, Any]:
    """Return the description as JSON has it; that of a gateway with a key, which has every status."""
    found: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(document(ROUTES, locked=True)))
    return found


@cache
def operation_at(method: str, path: str) -> dict[str, Any] | None:
    """Return the operation that serves this, if one is listed."""
    method = "get" if method == "HEAD" else method.lower()
    for template, operations in described()["paths"].items():
        last = r"(?P<last>.+)" if re.search(r"{(model|name)}$", template) else r"(?P<last>[^/]+)"
        pattern = re.sub(r"{\w+}$", lambda _: last, template)  # noqa: B023 - used at once
        if re.fullmatch(re.sub(r"{\w+}", "[^/]+", pattern), path) and method in operations:
            found: dict[str, Any] = operations[method]
            return found
    return None


def resolved(part: dict[str, Any]) -> dict[str, Any]:
    """Return what a reference to a component stands for."""
    if "$ref" not in part:
        return part
    found: dict[str, Any] = described()
    for step in part["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    return found


@cache
def validator(schema: str) -> jsonschema.Draft202012Validator:
    """Return what holds a value against a schema, given as its JSON, whose references lead to its components."""
    whole = {**msgspec.json.decode(schema), "components": described()["components"]}
    return jsonschema.Draft202012Validator(whole)


def fault_of(schema: dict[str, Any], value: object) -> str:
    """Return what does not fit, "" when all does."""
    errors = validator(msgspec.json.encode(schema, order="sorted").decode()).iter_errors(value)
    return "; ".join(f"{error.json_path}: {error.message}" for error in errors)


def hold(response: httpx.Response) -> None:
    """Fail where a response is not what the description says: its status, its media type, its headers, its body."""
    request = response.request
    told = f"{request.method} {request.url.path} answered {response.status_code}, which /openapi.json"
    operation = operation_at(request.method, request.url.path)
    if operation is None:
        return
    assert str(response.status_code) in operation["responses"], f"{told} does not know"
    promised = resolved(operation["responses"][str(response.status_code)])
    contents, kind = promised.get("content", {}), response.headers.get("content-type", "").partition(";")[0]
    assert kind in contents or not (kind or contents), f"{told} says to be {sorted(contents)}, not {kind!r}"
    if kind.endswith("json") and request.method != "HEAD":
        response.read()
        fault = fault_of(contents[kind]["schema"], response.json())
        assert not fault, f"{told} says otherwise: {fault}"
