"""What the Broker's ingress answers."""

import httpx
import pytest

from tests.contract.broker.conftest import Broker

STRUCTURED = "application/cloudevents+json"
BINARY = {"ce-specversion": "1.0", "ce-type": "contract.nobody", "ce-source": "/contract", "ce-id": "1"}


def test_an_event_is_accepted_with_202_and_an_empty_body(broker: Broker) -> None:
    response = httpx.post(broker.url(), headers=BINARY, content=b"{}")
    assert (response.status_code, response.content) == (202, b"")


def test_a_trailing_slash_is_ignored(broker: Broker) -> None:
    assert httpx.post(broker.url() + "/", headers=BINARY).status_code == 202


def test_options_is_answered_200(broker: Broker) -> None:
    assert httpx.options(broker.url()).status_code == 200


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "HEAD"])
def test_other_methods_are_answered_405(broker: Broker, method: str) -> None:
    assert httpx.request(method, broker.url()).status_code == 405


@pytest.mark.parametrize(("path", "status"), [("/", 404), ("/one", 400), ("/one/two/three", 400)])
def test_a_path_that_names_no_broker_is_refused(broker: Broker, path: str, status: int) -> None:
    assert httpx.post(broker.ingress + path, headers=BINARY).status_code == status


def test_an_unknown_broker_is_answered_404(broker: Broker) -> None:
    assert httpx.post(broker.url("nobody-knows"), headers=BINARY).status_code == 404


@pytest.mark.parametrize("missing", ["ce-specversion", "ce-type", "ce-source", "ce-id"])
def test_a_binary_event_without_a_required_attribute_is_answered_400(broker: Broker, missing: str) -> None:
    headers = {name: value for name, value in BINARY.items() if name != missing}
    assert httpx.post(broker.url(), headers=headers, content=b"{}").status_code == 400


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"specversion": "1.0", "id": "1", "source": "/x"}'])
def test_a_broken_structured_event_is_answered_400(broker: Broker, body: bytes) -> None:
    assert httpx.post(broker.url(), headers={"content-type": STRUCTURED}, content=body).status_code == 400


def test_a_batch_is_answered_400(broker: Broker) -> None:
    headers = {"content-type": "application/cloudevents-batch+json"}
    assert httpx.post(broker.url(), headers=headers, content=b"[]").status_code == 400


@pytest.mark.parametrize("ttl", ["1", "0", "-3"])
def test_an_event_whose_time_to_live_is_over_is_answered_400(broker: Broker, ttl: str) -> None:
    assert httpx.post(broker.url(), headers={**BINARY, "ce-knativebrokerttl": ttl}).status_code == 400
