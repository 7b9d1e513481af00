"""The namespace and the Secrets of a deployment: made at random when they are missing, kept when they exist.

Each store has two Secrets with the same keys: one to write, and one for the functions that only read.
"""

import base64
import json
import secrets
from collections.abc import Callable
from typing import Any

from cli.cluster.kubectl import NAMESPACE, apply, get
from cli.cluster.rendering import Documents, as_yaml, of_kind

Values = dict[str, str]
READER = "-reader"
KEYS: dict[str, dict[str, Callable[[], str]]] = {
    "minirag-store": {"WEAVIATE_API_KEY": lambda: secrets.token_urlsafe(30)},
    "minirag-blobs": {
        "AWS_ACCESS_KEY_ID": lambda: secrets.token_hex(10),
        "AWS_SECRET_ACCESS_KEY": lambda: secrets.token_urlsafe(30),
    },
}
FORMER = "minirag-stores"  # one Secret with the keys of both stores, which all functions had


def ensure_secrets(documents: Documents) -> list[Any]:
    """Return the Secrets that the functions read. Those of a store are made only where the store is ours; where it is
    somebody's own, a reader without a key gets the one that writes."""
    if get("namespace", NAMESPACE) is None:
        apply(as_yaml(of_kind(documents, "Namespace")))
    made = {"signing": secrets.token_hex(32), "api-key": secrets.token_urlsafe(24)}
    kept = [_ensure("minirag", made)]
    servers, former = json.dumps(of_kind(documents, "StatefulSet")), _values(FORMER)
    for name, keys in KEYS.items():
        ours = f'"{name}"' in servers
        found = _values(name)
        given = {key: former[key] for key in keys if key in former}
        writer = (_made(keys) if ours else {}) | given | found
        reader = (_made(keys) if ours else writer) | _values(name + READER)
        kept += [_ensure(one, values) for one, values in ((name, writer), (name + READER, reader)) if values]
    return kept


def secret_value(name: str, key: str) -> str:
    """Return one key of a Secret; '' when there is none."""
    return _values(name).get(key, "")


def _made(keys: dict[str, Callable[[], str]]) -> Values:
    return {key: make() for key, make in keys.items()}


def _values(name: str) -> Values:
    data = (get("secret", name) or {}).get("data", {})
    return {key: base64.b64decode(value).decode() for key, value in data.items()}


def _ensure(name: str, values: Values) -> dict[str, Any]:
    there = _values(name)
    if values.keys() - there.keys():
        labels = {"app.kubernetes.io/part-of": "minirag"}
        metadata = {"name": name, "namespace": NAMESPACE, "labels": labels}
        whole = values | there  # an apply takes away what it made before and does not name again
        apply(as_yaml([{"apiVersion": "v1", "kind": "Secret", "metadata": metadata, "stringData": whole}]))
    return dict(get("secret", name))
