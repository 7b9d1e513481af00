"""A client of the deployed gateway: its address, its name at the ingress, and its key."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from cli.client.gateway_client import TIMEOUT
from cli.cluster.gateway_route import route
from cli.cluster.kubectl import get


@contextmanager
def gateway_client() -> Iterator[httpx.Client]:
    """Open a client that reaches the gateway through the cluster's ingress."""
    way = route()
    headers = {"host": way.host, "authorization": f"Bearer {api_key()}"}
    with httpx.Client(base_url=way.url, headers=headers, timeout=TIMEOUT, trust_env=False) as client:
        yield client


def api_key() -> str:
    """Return the gateway's key; '' when the deployment has none."""
    secret = get("secret", "minirag") or {}
    return base64.b64decode(secret.get("data", {}).get("api-key", "")).decode()
