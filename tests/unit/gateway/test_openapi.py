"""GET /openapi.json."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from starlette.requests import Request
from starlette.responses import Response

from functions.gateway.application import ROUTES
from functions.gateway.http.openapi import document
from functions.gateway.http.operations import Operation, answers, operation
from functions.gateway.page.routes import page
from tests.unit.gateway import contract
from tests.unit.gateway.serving import Serving, serving

CHAT = "/v1/chat/completions"
UNLISTED = {
    ("GET", "/"),
    ("GET", "/docs"),
    ("GET", "/page/{name}"),
    ("POST", "/answers/{id}/{signature}"),
    ("POST", "/mcp"),  # the protocol itself tells its clients what there is
    ("POST", "/wake"),
    ("GET", "/wake"),
}
TABLE = [pytest.param(method, one, id=f"{method} {path}") for method, path, one in ROUTES if one.listed]
OPERATIONS = [
    pytest.param(operation, id=f"{method.upper()} {path}")
    for path, operations in contract.described()["paths"].items()
    for method, operation in operations.items()
]
NAMES = [told["operationId"] for operations in contract.described()["paths"].values() for told in operations.values()]


@pytest.fixture
def described(gateway: Serving) -> dict[str, Any]:
    found: dict[str, Any] = gateway.http.get("/openapi.json").json()
    return found


def test_every_route_is_described_but_those_that_are_no_clients_business(described: dict[str, Any]) -> None:
    assert {(method, path) for method, path, one in ROUTES if not one.listed} == UNLISTED
    routes = {(path.replace(":path", ""), method.lower()) for method, path, one in ROUTES if one.listed}
    assert {(path, method) for path, methods in described["paths"].items() for method in methods} == routes


@pytest.mark.parametrize(("method", "one"), TABLE)
def test_every_route_declares_what_it_answers_and_one_with_a_body_what_it_takes(method: str, one: Operation) -> None:
    assert one.tag and one.replies
    assert bool(one.bodies) == (method in ("POST", "PATCH", "PUT"))


def test_a_route_that_declares_nothing_is_found_out() -> None:
    async def bare(_: Request) -> Response:
        """Do something."""
        return Response()

    with pytest.raises(AttributeError):
        document([("GET", "/bare", bare)], locked=False)  # type: ignore[list-item]


@pytest.mark.parametrize("told", OPERATIONS)
def test_every_operation_says_in_sentences_what_it_does(told: dict[str, Any]) -> None:
    assert told["summary"].endswith(".")


def test_every_operation_has_a_name_of_its_own() -> None:
    assert len(NAMES) == len(set(NAMES))


def contents(told: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Return every body that an operation takes or gives, by its place and media type."""
    places = {"request": told.get("requestBody", {})} | told["responses"]
    found = {place: contract.resolved(part).get("content", {}) for place, part in places.items()}
    return [(f"{place} {kind}", one) for place, kinds in found.items() for kind, one in kinds.items()]


@pytest.mark.parametrize("told", OPERATIONS)
def test_every_example_of_a_body_fits_its_schema(told: dict[str, Any]) -> None:
    faults = {place: contract.fault_of(one["schema"], one["example"]) for place, one in contents(told)}
    assert not {place: fault for place, fault in faults.items() if fault}


@pytest.mark.parametrize("told", OPERATIONS)
def test_every_example_of_a_parameter_fits_its_schema(told: dict[str, Any]) -> None:
    for one in told["parameters"]:
        examples = [one["example"]] if "example" in one else one["schema"].get("examples", [])
        assert [fault for example in examples if (fault := contract.fault_of(one["schema"], example))] == []


@pytest.mark.parametrize("told", OPERATIONS)
def test_every_parameter_says_what_it_is(told: dict[str, Any]) -> None:
    assert [one["name"] for one in told["parameters"] if not one["description"]] == []


def test_every_reference_leads_somewhere(described: dict[str, Any]) -> None:
    names = {part.partition('"')[0] for part in json.dumps(described).split('"#/components/')[1:]}
    known = {f"{kind}/{name}" for kind in ("schemas", "responses") for name in described["components"][kind]}
    assert {"schemas/ChatRequest", "schemas/Ask", "schemas/OpenAIError", "responses/problem-404"} <= names
    assert names <= known


@pytest.mark.parametrize("told", OPERATIONS)
def test_every_link_leads_to_an_operation_and_its_example_has_the_id(told: dict[str, Any]) -> None:
    for answer in told["responses"].values():
        for link in answer.get("links", {}).values():
            where = link["parameters"]["id"].removeprefix("$response.body#/").split("/")
            found = answer["content"]["application/json"]["example"]
            for step in where:
                found = found[int(step) if isinstance(found, list) else step]
            assert link["operationId"] in NAMES and isinstance(found, str)


@pytest.mark.parametrize("temperature", [0.5, 3])
def test_the_schema_of_a_chat_takes_what_the_gateway_takes(described: dict[str, Any], temperature: float) -> None:
    reference = described["paths"][CHAT]["post"]["requestBody"]["content"]["application/json"]["schema"]
    schema = {**reference, "components": described["components"]}
    fits = jsonschema.Draft202012Validator(schema).is_valid(
        {"messages": [{"role": "user", "content": "Where?"}], "temperature": temperature, "stop": None}
    )
    assert fits == (temperature <= 2)


def test_a_gateway_with_a_key_says_which_routes_want_it(tmp_path: Path) -> None:
    with serving(tmp_path, api_key="secret") as gateway:
        paths = gateway.http.get("/openapi.json", headers={"authorization": "Bearer secret"}).json()["paths"]
    assert (paths[CHAT]["post"]["security"], paths["/healthz"]["get"]["security"]) == ([{"key": []}], [])
    assert ("401" in paths[CHAT]["post"]["responses"], "401" in paths["/healthz"]["get"]["responses"]) == (True, False)


@pytest.mark.parametrize(("path", "told"), [("/ask", "unchecked"), ("/v1/chat/completions", "passed its check")])
def test_a_stream_says_what_of_it_is_checked(described: dict[str, Any], path: str, told: str) -> None:
    content = described["paths"][path]["post"]["responses"]["200"]["content"]
    assert told in json.dumps({**content["text/event-stream"]["schema"], **described["components"]["schemas"]})


def test_what_is_declared_changes_nothing_of_what_a_handler_does() -> None:
    async def said(_: Request) -> Response:
        """Say something."""
        return Response("something")

    declared = operation("Test", answers({"a": 1}), 404)(said)
    assert (declared.handler, declared.refuses, page.listed) == (said, (404,), False)


@pytest.mark.parametrize("method", ["PUT", "TRACE", "PATCH"])
def test_a_405_says_every_method_that_the_path_takes(gateway: Serving, method: str) -> None:
    allowed = gateway.http.request(method, "/documents").headers["allow"]
    assert set(allowed.split(", ")) == {"GET", "HEAD", "POST"}


@pytest.mark.parametrize("path", ["/documents/", "/v1/models/", "/index/", "/questions/"])
def test_an_empty_name_in_a_path_is_a_404_and_no_way_elsewhere(gateway: Serving, path: str) -> None:
    assert gateway.http.request("DELETE" if path == "/index/" else "GET", path).status_code == 404


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=501", "limit=1e2", "limit=", "limit=1&limit=2", "colection=a", "after=later"]
)
def test_a_query_that_does_not_fit_is_refused_by_name(gateway: Serving, query: str) -> None:
    response = gateway.http.get(f"/documents?{query}")
    assert (response.status_code, query.partition("=")[0] in response.json()["detail"]) == (422, True)
