"""The names under which the gateway may be called; a page whose name was rebound to its address sends another one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from events.hosts import LOOPBACK
from functions.gateway.http.own_hosts import own_names
from functions.serving.settings import Settings
from tests.raw_http import connected, heard, status
from tests.unit.gateway.serving import Serving, serving

EVIL = "evil.example:8080"
POD = "http://10.1.2.3:8080"
CLUSTER = Settings(
    own_url="http://gateway.minirag.svc.cluster.local", allowed_hosts="gateway.minirag.192.0.2.7.sslip.io"
)


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[Serving]:
    with serving(tmp_path, api_key="a key of a gateway", allowed_hosts="rag.example") as served:
        yield served


@pytest.mark.parametrize("path", ["/", "/documents", "/healthz", "/answers/x/y", "/no-such-path", "/v1/models"])
def test_a_foreign_host_is_refused_before_key_route_and_body(locked: Serving, path: str) -> None:
    response = locked.http.request("POST", path, content=b"{", headers={"host": EVIL})
    assert (response.status_code, "ALLOWED_HOSTS" in response.text) == (421, True)


@pytest.mark.parametrize("host", ["", "a b", "[::1"])
def test_a_malformed_host_is_a_bad_request(gateway: Serving, host: str) -> None:
    assert gateway.http.get("/healthz", headers={"host": host}).status_code == 400


@pytest.mark.parametrize(
    "hosts", [b"", b"Host: localhost\r\nHost: localhost\r\n", b"Host: localhost\r\nhost: evil\r\n"]
)
def test_a_request_without_a_host_or_with_two_is_a_bad_request(gateway: Serving, hosts: bytes) -> None:
    sent = connected(gateway.url, b"GET /healthz HTTP/1.1\r\n" + hosts + b"Connection: close\r\n\r\n")
    assert status(heard(sent)) == 400


@pytest.mark.parametrize("host", ["localhost", "gateway.localhost:8080", "127.0.0.1:1", "[::1]", "rag.example:443"])
def test_loopback_names_and_those_of_the_setting_are_taken(locked: Serving, host: str) -> None:
    assert locked.http.get("/healthz", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "name",
    [
        "gateway",
        "gateway.minirag",
        "gateway.minirag.svc",
        "gateway.minirag.svc.cluster.local",
        "gateway.minirag.192.0.2.7.sslip.io",
        "10.1.2.3",
    ],
)
def test_on_a_cluster_the_names_of_its_service_its_route_and_its_pod_are_taken(name: str) -> None:
    assert name in own_names(CLUSTER, POD)


def test_a_laptop_has_loopback_names_only() -> None:
    laptop = Settings(own_url="http://127.0.0.1:8081/-/services/gateway")
    assert own_names(laptop, "http://127.0.0.1:9000") == LOOPBACK | {"127.0.0.1"}
