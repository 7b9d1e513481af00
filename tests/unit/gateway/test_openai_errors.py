"""Errors under /v1."""

from pathlib import Path

import httpx
import pytest

from tests.unit.gateway.serving import Serving, serving

CHAT = {"messages": [{"role": "user", "content": "Where?"}]}


def error(response: httpx.Response) -> dict[str, object]:
    assert response.headers["content-type"] == "application/json"
    found: dict[str, object] = response.json()["error"]
    assert found.keys() == {"message", "type", "param", "code"}
    return found


def test_without_the_key_the_refusal_has_the_same_shape(tmp_path: Path) -> None:
    with serving(tmp_path, api_key="secret") as gateway:
        refused = gateway.http.post("/v1/chat/completions", json=CHAT)
        opened = gateway.http.get("/v1/models", headers={"authorization": "Bearer secret"})
    assert (refused.status_code, error(refused)["code"], opened.status_code) == (401, "invalid_api_key", 200)
    assert refused.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize(
    ("method", "path", "content", "status"),
    [
        ("GET", "/v1/nothing", b"", 404),
        ("GET", "/v1/chat/completions", b"", 405),
        ("POST", "/v1/chat/completions", b"{", 400),
        ("POST", "/v1/chat/completions", b"{}", 400),
        ("POST", "/v1/embeddings", b" " * 2_000_000, 413),
    ],
    ids=["address", "method", "no JSON", "nothing asked", "too much"],
)
def test_an_error_has_its_status_and_openais_shape(
    gateway: Serving, method: str, path: str, content: bytes, status: int
) -> None:
    response = gateway.http.request(method, path, content=content)
    assert (response.status_code, error(response)["type"]) == (status, "invalid_request_error")


def test_a_broker_that_is_away_is_a_server_error_with_its_waiting_time(gateway: Serving) -> None:
    gateway.broker.status = 503
    response = gateway.http.post("/v1/chat/completions", json=CHAT)
    assert (response.status_code, error(response)["type"], response.headers["retry-after"]) == (
        503,
        "server_error",
        "5",
    )


def test_elsewhere_an_error_is_a_problem(gateway: Serving) -> None:
    assert gateway.http.get("/nothing").headers["content-type"] == "application/problem+json"
