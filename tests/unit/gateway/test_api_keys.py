"""The gateway's key: what it opens, and what is open without it."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from functions.gateway.application import ROUTES
from tests.unit.gateway.serving import Serving, serving

API_KEY = "the-key_of-this-gateway"
OPEN = {"/", "/page/{name}", "/docs", "/openapi.json", "/healthz", "/readyz", "/wake", "/answers/{id}/{signature}"}


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with serving(tmp_path_factory.mktemp("home"), api_key=API_KEY) as gateway:
        yield gateway


def call(gateway: Serving, method: str, path: str, **headers: str) -> httpx.Response:
    return gateway.http.request(method, path.replace("{name}", "app.mjs"), headers=headers)


@pytest.mark.parametrize(("method", "path"), [(method, path) for method, path, _ in ROUTES if path not in OPEN])
def test_a_route_is_closed_without_the_key(locked: Serving, method: str, path: str) -> None:
    assert call(locked, method, path).status_code == 401


@pytest.mark.parametrize(("method", "path"), [(method, path) for method, path, _ in ROUTES if path in OPEN])
def test_the_pages_the_description_probes_and_signed_addresses_are_open(
    locked: Serving, method: str, path: str
) -> None:
    assert call(locked, method, path).status_code != 401


def test_an_unknown_address_is_closed_too(locked: Serving) -> None:
    assert call(locked, "GET", "/anything").status_code == 401


def test_the_key_opens(locked: Serving) -> None:
    assert call(locked, "GET", "/documents", authorization=f"Bearer {API_KEY}").status_code == 200


def test_the_pages_cookie_opens(locked: Serving) -> None:
    assert call(locked, "GET", "/documents", cookie=f"other=1; minirag-key={API_KEY}").status_code == 200


@pytest.mark.parametrize("given", ["Bearer wrong", "Bearer", f"Basic {API_KEY}", API_KEY, "Bearer schl\u00fcssel"])
def test_anything_else_does_not_open(locked: Serving, given: str) -> None:
    answer = locked.http.get("/documents", headers=[(b"authorization", given.encode())])
    assert answer.status_code == 401


@pytest.mark.parametrize(("method", "path"), [(method, path) for method, path, _ in ROUTES if path not in OPEN])
def test_the_refusal_of_a_wrong_key_says_where_the_key_is(locked: Serving, method: str, path: str) -> None:
    answer = call(locked, method, path, authorization="Bearer another")
    said = answer.json()["error"]["message"] if path.startswith("/v1/") else answer.json()["detail"]
    assert (answer.headers["www-authenticate"], "api-key" in said) == ("Bearer", True)


def test_a_body_is_refused_unread(locked: Serving) -> None:
    """Its sender learns of it at the first byte, and not after megabytes: the rest of this body never comes."""

    def endless() -> Iterator[bytes]:
        while True:
            yield b"x" * 65536

    try:
        status = locked.http.post("/documents?name=big.txt", content=endless()).status_code
    except httpx.WriteError:
        return
    assert status == 401


def test_a_gateway_without_a_key_is_open(tmp_path: Path) -> None:
    with serving(tmp_path) as gateway:
        assert call(gateway, "GET", "/documents").status_code == 200
