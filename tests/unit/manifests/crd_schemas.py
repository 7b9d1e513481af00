"""Knative's own schemas: fetched as Go modules, and turned into JSON Schemas as strict as the API server.

The CustomResourceDefinitions are `config/core/300-resources` of Serving and `config/core/resources` of Eventing.
"""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from tests.unit.manifests.base_manifests import ROOT

MODULES = {
    "knative.dev/serving@v0.48.2": "config/core/300-resources",
    "knative.dev/eventing@v0.48.2": "config/core/resources",
}
# Fields of the API that the definitions do not declare: they leave the mapping open instead, "necessary to enable the
# experimental feature delivery-timeout".
UNDECLARED: dict[str, Any] = {"delivery": {"timeout": {"type": "string"}}}
OBJECT_META = {
    "type": "object",
    "additionalProperties": False,
    "required": ["name"],
    "properties": {
        "name": {"type": "string"},
        "namespace": {"type": "string"},
        "labels": {"type": "object", "additionalProperties": {"type": "string"}},
        "annotations": {"type": "object", "additionalProperties": {"type": "string"}},
    },
}


class CannotFetch(Exception):
    """The modules cannot be fetched here; the message says why."""


def fetch(module: str, cache: Path) -> Path:
    """Return the folder of a Go module, downloaded into `cache` unless it is there; raise `CannotFetch`."""
    environ = {**os.environ, "GOMODCACHE": str(cache), "GOFLAGS": "-modcacherw"}
    done = subprocess.run(
        ["go", "mod", "download", "-json", module], capture_output=True, text=True, env=environ, cwd=ROOT, check=False
    )
    try:
        answer = json.loads(done.stdout)
    except json.JSONDecodeError as error:
        raise CannotFetch(f"go mod download {module}: {done.stderr.strip()}") from error
    if done.returncode:
        raise CannotFetch(f"go mod download {module}: {answer.get('Error')}")
    return Path(answer["Dir"])


def read_schemas(cache: Path) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the JSON Schema of every resource by apiVersion and kind."""
    schemas: dict[tuple[str, str], dict[str, Any]] = {}
    for module, folder in MODULES.items():
        for file in (fetch(module, cache) / folder).glob("*.yaml"):
            for definition in yaml.safe_load_all(file.read_text(encoding="utf-8")):
                schemas.update(_versions(definition))
    return schemas


def _versions(definition: dict[str, Any]) -> Iterator[tuple[tuple[str, str], dict[str, Any]]]:
    spec = definition["spec"]
    for version in spec["versions"]:
        schema = strict(version["schema"]["openAPIV3Schema"])
        schema["properties"] |= {"apiVersion": {}, "kind": {}, "metadata": OBJECT_META}
        yield (f"{spec['group']}/{version['name']}", spec["names"]["kind"]), schema


def strict(schema: dict[str, Any], name: str = "") -> dict[str, Any]:
    """Return an OpenAPI v3 schema of a resource as a JSON Schema that refuses unknown fields.

    A mapping that declares its fields is closed even where it preserves unknown ones, since Knative's webhooks decode
    strictly; one that declares none stays open.
    """
    converted = {key: value for key, value in schema.items() if key in ("type", "enum", "required", "pattern")}
    if schema.get("x-kubernetes-int-or-string"):
        converted["type"] = ["integer", "string"]
    if schema.get("nullable") and "type" in converted:
        converted["type"] = [converted["type"], "null"]
    if schema.get("format") == "int32":
        converted |= {"minimum": -(2**31), "maximum": 2**31 - 1}
    if "items" in schema:
        converted["items"] = strict(schema["items"])
    return converted | _mapping(schema, name)


def _mapping(schema: dict[str, Any], name: str) -> dict[str, Any]:
    if schema.get("type") != "object":
        return {}
    declared = schema.get("properties", {})
    extra = schema.get("additionalProperties", False)
    if not declared and schema.get("x-kubernetes-preserve-unknown-fields"):
        extra = True
    properties = {key: strict(value, key) for key, value in declared.items()} | UNDECLARED.get(name, {})
    return {"properties": properties, "additionalProperties": strict(extra) if isinstance(extra, dict) else extra}
