"""The namespace and the Secrets of a deployment: made at random when they are missing, kept when they exist."""

import base64
import json
import secrets
from typing import Any

from knative.cluster.kubectl import NAMESPACE, apply, get
from knative.cluster.rendering import Documents, as_yaml, of_kind

STORES = "minirag-stores"


def ensure_secrets(documents: Documents) -> list[Any]:
    """Return the Secrets that the functions read; `minirag-stores` is made only where a store of ours needs it."""
    if get("namespace", NAMESPACE) is None:
        apply(as_yaml(of_kind(documents, "Namespace")))
    made = {"signing": secrets.token_hex(32), "api-key": secrets.token_urlsafe(24)}
    kept = [_ensure("minirag", made)]
    if STORES in json.dumps(of_kind(documents, "StatefulSet")):
        made = {"AWS_ACCESS_KEY_ID": secrets.token_hex(10), "AWS_SECRET_ACCESS_KEY": secrets.token_urlsafe(30)}
        kept.append(_ensure(STORES, made))
    elif found := get("secret", STORES):
        kept.append(found)
    return kept


def secret_value(name: str, key: str) -> str:
    """Return one key of a Secret; '' when there is none."""
    secret = get("secret", name) or {}
    return base64.b64decode(secret.get("data", {}).get(key, "")).decode()


def _ensure(name: str, values: dict[str, str]) -> dict[str, Any]:
    found = get("secret", name)
    missing = {key: value for key, value in values.items() if key not in (found or {}).get("data", {})}
    if missing:
        labels = {"app.kubernetes.io/part-of": "minirag"}
        metadata = {"name": name, "namespace": NAMESPACE, "labels": labels}
        apply(as_yaml([{"apiVersion": "v1", "kind": "Secret", "metadata": metadata, "stringData": missing}]))
    return dict(get("secret", name))
