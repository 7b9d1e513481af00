"""GET /v1/models: the model that answers and the model that embeds."""

from typing import Literal

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from functions.gateway.http.examples import GENERATOR
from functions.gateway.http.operations import answers, operation
from functions.gateway.http.responses import json
from functions.gateway.openai.errors import Unfit
from functions.gateway.services import in_thread, services, tenant_of_request

OWNER = "minirag"


class ModelView(msgspec.Struct, frozen=True, kw_only=True):
    """A model as OpenAI's clients know one."""

    id: str
    object: Literal["model"] = "model"
    created: int = 0  # nothing here knows when a model was made; OpenAI's clients want a number all the same
    owned_by: str = OWNER


class ModelList(msgspec.Struct, frozen=True, kw_only=True):
    """The models that there are."""

    data: list[ModelView]
    object: Literal["list"] = "list"


ONE = ModelView(id=GENERATOR)


@operation("OpenAI", answers(ModelList(data=[ONE])), 503)
async def list_models(request: Request) -> Response:
    """List both models."""
    return json(ModelList(data=[ModelView(id=name) for name in await _names(request)]))


@operation("OpenAI", answers(ONE), 404, 503)
async def show_model(request: Request) -> Response:
    """Show one of them."""
    name = request.path_params["name"]
    check_model(name, *await _names(request))
    return json(ModelView(id=name))


def check_model(name: str, *known: str) -> None:
    """Raise `Unfit` (404) unless the model is one of the known ones, or none is named."""
    if name and name not in known:
        message = f"there is no model {name[:80]!r} here to do that: name {' or '.join(known)}, or none"
        raise Unfit(message, "model", code="model_not_found", status=404)


async def active_embedder(request: Request) -> str:
    """Return the model whose index answers the tenant's questions."""
    return await in_thread(services(request).active.of, tenant_of_request(request))


async def _names(request: Request) -> tuple[str, str]:
    return services(request).settings.shown_generator, await active_embedder(request)
