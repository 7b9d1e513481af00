"""HTTP clients for calls inside the cluster."""

import ssl
from typing import Any

import httpx

CallFailed = httpx.HTTPError  # a call got no whole answer


def plain_client(timeout: float, connect: float | None = None) -> httpx.Client:
    """Return a client for plain HTTP, without the 50 ms that loading the certificates of the world takes.

    `timeout` and `connect` are seconds: of silence, and until there is a connection.

    It trusts no certificate, so a call to an https address fails instead of going out unverified.
    """
    limits = httpx.Timeout(timeout, connect=connect or timeout)
    return httpx.Client(timeout=limits, trust_env=False, verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))


def client_to(url: str, **options: Any) -> httpx.AsyncClient:  # noqa: ANN401 - httpx's own
    """Return a client for the event loop; the certificates are loaded only where the address is of https."""
    return httpx.AsyncClient(trust_env=False, verify=url.startswith("https:"), **options)
