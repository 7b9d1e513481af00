"""GET /openapi.json."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from functions.gateway.application import ROUTES
from functions.gateway.http.openapi import INTERNAL
from tests.unit.gateway.serving import Serving, serving

CHAT = "/v1/chat/completions"


@pytest.fixture
def described(gateway: Serving) -> dict[str, Any]:
    found: dict[str, Any] = gateway.http.get("/openapi.json").json()
    return found


def operations(described: dict[str, Any]) -> list[dict[str, Any]]:
    return [operation for path in described["paths"].values() for operation in path.values()]


def test_every_route_for_clients_is_described(described: dict[str, Any]) -> None:
    routes = {(path.replace(":path", ""), method.lower()) for method, path, _ in ROUTES if not INTERNAL.fullmatch(path)}
    assert {(path, method) for path, methods in described["paths"].items() for method in methods} == routes


def test_every_operation_has_a_summary_and_a_name_of_its_own(described: dict[str, Any]) -> None:
    names = [operation["operationId"] for operation in operations(described)]
    assert len(names) == len(set(names))
    assert all(operation["summary"].endswith(".") for operation in operations(described))


def test_every_reference_leads_somewhere(described: dict[str, Any]) -> None:
    names = {part.partition('"')[0] for part in json.dumps(described).split("#/components/schemas/")[1:]}
    assert {"ChatRequest", "EmbeddingsRequest", "Ask", "OpenAIError", "Problem"} <= names
    assert names <= described["components"]["schemas"].keys()


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


@pytest.mark.parametrize(("path", "told"), [("/ask", "unchecked"), ("/v1/chat/completions", "passed its check")])
def test_a_stream_says_what_of_it_is_checked(described: dict[str, Any], path: str, told: str) -> None:
    content = described["paths"][path]["post"]["responses"]["2XX"]["content"]
    assert told in content["text/event-stream"]["schema"]["description"]
