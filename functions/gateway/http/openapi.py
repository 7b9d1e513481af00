"""GET /openapi.json: the routes as OpenAPI describes them, made from the routes themselves."""

import inspect
import re
from collections.abc import Sequence
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from events.version import version
from functions.gateway.documents.index_routes import IndexRequest
from functions.gateway.documents.revise import Revision
from functions.gateway.http.api_keys import OPEN
from functions.gateway.http.responses import json
from functions.gateway.openai.chat_request import ChatRequest
from functions.gateway.openai.embedding_routes import EmbeddingsRequest
from functions.gateway.openai.errors import OpenAIError
from functions.gateway.questions.ask import Ask
from functions.gateway.questions.searching import SearchRequest
from functions.gateway.services import services
from functions.serving.problems import MEDIA_TYPE

BODIES: dict[str, type[msgspec.Struct]] = {  # by the name of the route
    "ask": Ask,
    "chat": ChatRequest,
    "embeddings": EmbeddingsRequest,
    "patch": Revision,
    "reindex": IndexRequest,
    "search": SearchRequest,
}
STREAMS = {
    "/ask": "Server-Sent Events: `stage`; `token`, the model's words, unchecked (`checked` is false); `checked`, what "
    "the answer goes on with for certain; `restart`; `citations`; `done`, the answer in place of all tokens; `error`.",
    "/v1/chat/completions": "Chunks as OpenAI's, each sentence once it has passed its check.",
}
INTERNAL = re.compile("/|/page/.*|/answers/.*|/wake")  # for browsers and for the other functions
PROBLEM = {"type": "object", "properties": {"status": {"type": "integer"}, "detail": {"type": "string"}}}


async def openapi(request: Request) -> Response:
    """Describe every route that clients may use, in OpenAPI 3.1."""
    return json(document(request.app.routes, locked=bool(services(request).settings.api_key)))


def document(routes: Sequence[BaseRoute], *, locked: bool) -> dict[str, Any]:
    """Return the description of these routes; `locked`: they want a key."""
    bodies, components = msgspec.json.schema_components(
        [*BODIES.values(), OpenAIError], ref_template="#/components/schemas/{name}"
    )
    schemas = dict(zip([*BODIES, "error"], bodies, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        if isinstance(route, Route) and not INTERNAL.fullmatch(route.path_format):
            method = min((route.methods or set()) - {"HEAD"}).lower()
            paths.setdefault(route.path_format, {})[method] = _operation(route, schemas, locked=locked)
    return {
        "openapi": "3.1.0",
        "info": {"title": "MiniRAG", "version": version(), "description": "Answers questions from your own documents."},
        "paths": paths,
        "components": {
            "schemas": {**components, "Problem": PROBLEM},
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(route: Route, schemas: dict[str, Any], *, locked: bool) -> dict[str, Any]:
    path, asked = route.path_format, schemas.get(route.name)
    operation = {
        "operationId": route.name,
        "summary": (inspect.getdoc(route.endpoint) or "").partition("\n")[0],
        "parameters": [_parameter(name) for name in re.findall(r"{(\w+)}", path)],
        "responses": _responses(path, schemas["error"]),
        "security": [{"key": []}] if locked and path.split("/")[1] not in OPEN else [],
    }
    if asked:
        operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": asked}}}
    return operation


def _parameter(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def _responses(path: str, openai_error: dict[str, Any]) -> dict[str, Any]:
    told = STREAMS.get(path)
    streamed = {"text/event-stream": {"schema": {"type": "string", "description": told}}} if told else {}
    problem = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    wrong = {"application/json": {"schema": openai_error}} if path.startswith("/v1/") else problem
    return {
        "2XX": {"description": "as the summary says", "content": {"application/json": {}, **streamed}},
        "default": {"description": "an error that says what to do", "content": wrong},
    }
