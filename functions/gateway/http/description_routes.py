"""GET /openapi.json: every operation as OpenAPI 3.1 describes it."""

from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from functions.gateway.http.operations import JSON, Content, Reply, operation
from functions.gateway.services import services

WHOLE = Content({"openapi": "3.1.0", "info": {"title": "MiniRAG", "version": "1"}, "paths": {}}, {"type": "object"})


@operation("Description", {200: Reply("this description", (WHOLE,))})
async def openapi(request: Request) -> Response:
    """Describe every operation that clients may use, in OpenAPI 3.1."""
    return Response(msgspec.json.encode(described(request)), media_type=JSON, headers={"cache-control": "no-store"})


def described(request: Request) -> dict[str, Any]:
    """Return the description of the operations of the gateway that serves this request."""
    from functions.gateway.http.openapi import document  # noqa: PLC0415 - no start pays for it

    return document(request.app.state.routes, locked=bool(services(request).settings.api_key))
