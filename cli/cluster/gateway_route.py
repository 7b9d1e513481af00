"""The way from this machine to the gateway: an address, and the name that the ingress knows it by."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import click
import httpx

from cli.cluster.kubectl import get


@dataclass(frozen=True, slots=True)
class Route:
    """`url` can be called from here; `host` is the Host header that leads to the gateway."""

    url: str
    host: str


def route() -> Route:
    """Return the way to the gateway: by a load balancer's address, or by a node's port; raise when there is none."""
    gateway = get("ksvc", "gateway")
    if not gateway or "url" not in gateway.get("status", {}):
        raise click.ClickException("the gateway is not deployed, or not ready yet: ./build.sh deploy")
    host = urlsplit(gateway["status"]["url"]).netloc
    for url in _ingress_addresses():
        if _answers(url, host):
            return Route(url, host)
    raise click.ClickException("the ingress does not answer from here: kubectl -n kourier-system get service kourier")


def _ingress_addresses() -> list[str]:
    kourier = get("service", "kourier", namespace="kourier-system")
    if kourier is None:
        raise click.ClickException("there is no Service kourier in kourier-system: ./build.sh doctor says what to do")
    balanced = kourier.get("status", {}).get("loadBalancer", {}).get("ingress", [])
    ports = [port.get("nodePort") for port in kourier["spec"]["ports"] if port["port"] == 80]
    nodes = ["127.0.0.1", *_node_addresses()]
    return [f"http://{one.get('ip') or one.get('hostname')}" for one in balanced] + [
        f"http://{node}:{port}" for port in ports if port for node in nodes
    ]


def _node_addresses() -> list[str]:
    nodes: list[Any] = get("nodes")
    addresses = [address for node in nodes for address in node["status"]["addresses"]]
    return [address["address"] for address in addresses if address["type"] == "InternalIP"]


def _answers(url: str, host: str) -> bool:
    try:
        return httpx.get(f"{url}/healthz", headers={"host": host}, timeout=60.0, trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False
