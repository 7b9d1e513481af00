"""GET /v1/models: the model that answers and the model that embeds."""

from starlette.requests import Request
from starlette.responses import Response

from functions.gateway.http.responses import json
from functions.gateway.openai.errors import Unfit
from functions.gateway.services import in_thread, services, tenant_of_request

OWNER = "minirag"


async def models(request: Request) -> Response:
    """List both models."""
    return json({"object": "list", "data": [_described(name) for name in await _names(request)]})


async def model(request: Request) -> Response:
    """Show one of them."""
    name = request.path_params["name"]
    check_model(name, *await _names(request))
    return json(_described(name))


def check_model(name: str | None, *known: str) -> None:
    """Raise `Unfit` (404) unless the model is one of the known ones, or none is named."""
    if name and name not in known:
        message = f"there is no model {name[:80]!r} here to do that: name {' or '.join(known)}, or none"
        raise Unfit(message, "model", code="model_not_found", status=404)


async def active_embedder(request: Request) -> str:
    """Return the model whose index answers the tenant's questions."""
    return await in_thread(services(request).active.of, tenant_of_request(request))


async def _names(request: Request) -> tuple[str, str]:
    return services(request).settings.shown_generator, await active_embedder(request)


def _described(name: str) -> dict[str, object]:
    # Nothing here knows when a model was made; OpenAI's clients want a number all the same.
    return {"id": name, "object": "model", "created": 0, "owned_by": OWNER}
