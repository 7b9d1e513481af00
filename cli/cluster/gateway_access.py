"""A client of the deployed gateway: its address, its name at the ingress, and its key."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from cli.client.address import Address
from cli.client.gateway_client import in_one_sentence
from cli.cluster.gateway_route import route
from cli.cluster.kubectl import get
from minirag import Client
from minirag.exchange import TIMEOUT


@contextmanager
def gateway_client(timeout: float | httpx.Timeout = TIMEOUT) -> Iterator[Client]:
    """Open a client that reaches the gateway through the cluster's ingress."""
    way = route()
    with in_one_sentence(Address(way.url)), Client(way.url, api_key(), host=way.host, timeout=timeout) as client:
        yield client


def api_key() -> str:
    """Return the gateway's key; '' when the deployment has none."""
    secret = get("secret", "minirag") or {}
    return base64.b64decode(secret.get("data", {}).get("api-key", "")).decode()
