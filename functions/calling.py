"""HTTP clients for calls inside the cluster."""

import ssl
from typing import Any

import httpx


def plain_client(timeout: httpx.Timeout | float) -> httpx.Client:
    """Return a client for plain HTTP, without the 50 ms that loading the certificates of the world takes.

    It trusts no certificate, so a call to an https address fails instead of going out unverified.
    """
    return httpx.Client(timeout=timeout, trust_env=False, verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))


def client_to(url: str, **options: Any) -> httpx.AsyncClient:  # noqa: ANN401 - httpx's own
    """Return a client for the event loop; the certificates are loaded only where the address is of https."""
    return httpx.AsyncClient(trust_env=False, verify=url.startswith("https:"), **options)
