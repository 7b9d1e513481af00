"""A body of a wrong type, a method that there is not: one clear error each, on every route."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from functions.gateway.application import ROUTES
from functions.gateway.http.operations import JSON, Operation
from tests.unit.gateway.serving import ID, Serving, serving

LISTED = [(method, path, one) for method, path, one in ROUTES if one.listed]
WRONG = {
    "nothing": b"",
    "no JSON": b"{",
    "no UTF-8": b'"\xff"',
    "a list": b"[]",
    "null": b"null",
    "a text": b'"text"',
    "a number": b"5",
    "a misspelt object": b'{"misspelt": {}}',
}


def takes_json(one: Operation) -> bool:
    return one.body_required and any(content.media_type.endswith("json") for content in one.bodies)


WITH_JSON = [pytest.param(method, path, id=path) for method, path, one in LISTED if takes_json(one)]


@pytest.fixture(scope="module")
def open_gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with serving(tmp_path_factory.mktemp("open")) as gateway:
        yield gateway


@pytest.fixture(scope="module")
def document(open_gateway: Serving) -> str:
    """The id of a document that is there."""
    found: str = open_gateway.upload("notes.txt", b"some text").json()["id"]
    return found


def filled(path: str, id_: str = ID) -> str:
    """Return an address on a path."""
    return path.replace(":path", "").replace("{id}", id_).replace("{name}", "none").replace("{model}", "none")


def error_of(response: httpx.Response, path: str) -> str:
    """Return what an error says, in the shape that it has on this path."""
    body: dict[str, Any] = response.json()
    said: str = body["error"]["message"] if path.startswith("/v1/") else body["detail"]
    return said


@pytest.mark.parametrize("body", WRONG.values(), ids=WRONG)
@pytest.mark.parametrize(("method", "path"), WITH_JSON)
def test_a_body_of_a_wrong_type_is_refused(
    open_gateway: Serving, document: str, method: str, path: str, body: bytes
) -> None:
    kind = "application/cloudevents+json" if path == "/events" else JSON
    response = open_gateway.http.request(method, filled(path, document), content=body, headers={"content-type": kind})
    assert response.status_code in (400, 422) and error_of(response, path)


@pytest.mark.parametrize("path", sorted({path for _, path, _ in LISTED}))
def test_a_method_that_a_path_does_not_take_is_told_which_it_takes(open_gateway: Serving, path: str) -> None:
    response = open_gateway.http.request("PUT", filled(path))
    there = {method for method, other, _ in ROUTES if other == path}
    assert response.status_code == 405 and error_of(response, path)
    assert set(response.headers["allow"].split(", ")) == there | ({"HEAD"} if "GET" in there else set())


@pytest.mark.parametrize("path", [path for method, path, _ in LISTED if method == "GET"])
def test_head_answers_as_get_does_without_a_body(open_gateway: Serving, path: str) -> None:
    got, head = (open_gateway.http.request(method, filled(path)) for method in ("GET", "HEAD"))
    kind = got.headers.get("content-type")
    assert (head.status_code, head.headers.get("content-type"), head.content) == (got.status_code, kind, b"")
