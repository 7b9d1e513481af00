"""GET /v1/models: the models that answer, from which documents they do, and the model that embeds."""

from starlette.requests import Request
from starlette.responses import Response

from functions.gateway.http.responses import json
from functions.gateway.openai.chat_models import chat_model, chat_models
from functions.gateway.openai.errors import Unfit
from functions.gateway.services import in_thread, services, tenant_of_request

OWNER = "minirag"


async def models(request: Request) -> Response:
    """List the models to chat with, and the one that embeds."""
    chat = [_described(one.name, "llm", one.description) for one in await chat_models(request)]
    embedder = _embedder(await active_embedder(request))
    return json({"object": "list", "data": [chat[0], embedder, *chat[1:]]})  # where the two have always been


async def model(request: Request) -> Response:
    """Show one of them."""
    name, embedder = request.path_params["name"], await active_embedder(request)
    if name == embedder:
        return json(_embedder(embedder))
    found = await chat_model(request, name)
    return json(_described(found.name, "llm", found.description))


def check_model(name: str | None, *known: str) -> None:
    """Raise `Unfit` (404) unless the model is one of the known ones, or none is named."""
    if name and name not in known:
        message = f"there is no model {name[:80]!r} here to do that: name {' or '.join(known)}, or none"
        raise Unfit(message, "model", code="model_not_found", status=404)


async def active_embedder(request: Request) -> str:
    """Return the model whose index answers the tenant's questions."""
    return await in_thread(services(request).active.of, tenant_of_request(request))


def _embedder(name: str) -> dict[str, object]:
    return _described(name, "embeddings", "embeds texts: it is none to chat with")


def _described(name: str, kind: str, description: str) -> dict[str, object]:
    # Nothing here knows when a model was made; OpenAI's clients want a number all the same.
    return {
        "id": name,
        "object": "model",
        "created": 0,
        "owned_by": OWNER,
        "type": kind,
        "description": description,
    }
