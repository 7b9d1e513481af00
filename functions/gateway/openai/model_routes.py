"""GET /v1/models: the models that answer, from which documents they do, and the model that embeds."""

from typing import Literal

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from functions.gateway.http.examples import GENERATOR
from functions.gateway.http.operations import answers, operation
from functions.gateway.http.responses import json
from functions.gateway.openai.chat_models import ChatModel, chat_model, chat_models
from functions.gateway.openai.errors import Unfit
from functions.gateway.services import in_thread, services, tenant_of_request

OWNER = "minirag"


class ModelView(msgspec.Struct, frozen=True, kw_only=True):
    """A model as OpenAI's clients know one, and what it answers from."""

    id: str
    type: Literal["llm", "embeddings"]
    description: str
    object: Literal["model"] = "model"
    created: int = 0  # nothing here knows when a model was made; OpenAI's clients want a number all the same
    owned_by: str = OWNER


class ModelList(msgspec.Struct, frozen=True, kw_only=True):
    """The models that there are."""

    data: list[ModelView]
    object: Literal["list"] = "list"


ONE = ModelView(id=GENERATOR, type="llm", description="answers from all documents")


@operation("OpenAI", answers(ModelList(data=[ONE])), 503)
async def list_models(request: Request) -> Response:
    """List the models to chat with, and the one that embeds."""
    chat = [_chat(one) for one in await chat_models(request)]
    embedder = _embedder(await active_embedder(request))
    return json(ModelList(data=[chat[0], embedder, *chat[1:]]))  # where the two have always been


@operation("OpenAI", answers(ONE), 404, 503)
async def show_model(request: Request) -> Response:
    """Show one of them."""
    name, embedder = request.path_params["name"], await active_embedder(request)
    return json(_embedder(embedder) if name == embedder else _chat(await chat_model(request, name)))


def check_model(name: str | None, *known: str) -> None:
    """Raise `Unfit` (404) unless the model is one of the known ones, or none is named."""
    if name and name not in known:
        message = f"there is no model {name[:80]!r} here to do that: name {' or '.join(known)}, or none"
        raise Unfit(message, "model", code="model_not_found", status=404)


async def active_embedder(request: Request) -> str:
    """Return the model whose index answers the tenant's questions."""
    return await in_thread(services(request).active.of, tenant_of_request(request))


def _embedder(name: str) -> ModelView:
    return ModelView(id=name, type="embeddings", description="embeds texts: it is none to chat with")


def _chat(model: ChatModel) -> ModelView:
    return ModelView(id=model.name, type="llm", description=model.description)
