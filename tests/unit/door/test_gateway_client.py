"""What every call to a gateway brings along."""

import pytest

from knative.door import gateway_client
from knative.door.gateway_client import given_headers
from tests.unit.door.fake_gateway import FakeGateway


def test_a_gateway_on_this_machine_needs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MINIRAG_HOST", "MINIRAG_KEY"):
        monkeypatch.delenv(name, raising=False)
    assert given_headers() == {}


def test_a_gateway_on_a_cluster_gets_its_name_and_the_key(gateway_env: None) -> None:
    assert given_headers() == {"host": "gateway.example", "authorization": "Bearer secret"}


def test_they_are_sent(gateway_env: None, gateway: FakeGateway, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINIRAG_URL", gateway.url)
    with gateway_client.gateway() as client:
        request = client.build_request("GET", "/documents")
    assert (request.headers["host"], request.headers["authorization"]) == ("gateway.example", "Bearer secret")


@pytest.fixture
def gateway_env(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINIRAG_HOST", "gateway.example")
    monkeypatch.setenv("MINIRAG_KEY", "secret")
