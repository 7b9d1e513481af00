"""POST /v1/embeddings: vectors for any texts, by the model whose index answers questions."""

import base64
import struct
from collections.abc import Iterator
from typing import Any, Literal

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from events.texts import MAX_TEXTS, TextsEmbedded
from functions.gateway.http.examples import EMBEDDER
from functions.gateway.http.operations import Content, answers, operation
from functions.gateway.http.responses import json
from functions.gateway.http.validation import bounded_body
from functions.gateway.openai.decoding import decoded
from functions.gateway.openai.errors import Unfit
from functions.gateway.openai.model_routes import active_embedder, check_model
from functions.gateway.questions.submit import while_connected
from functions.gateway.services import Services, services

MAX_BODY = 1024 * 1024  # bytes
MAX_INPUTS = 2048  # as OpenAI
TOKENS = (
    "tokens were sent, which only the model whose tokenizer made them can read: send texts, a string or a list of "
    "strings. LangChain sends texts with OpenAIEmbeddings(check_embedding_ctx_length=False)"
)


class EmbeddingsRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Texts to embed; a field that is not here is ignored."""

    input: str | list[Any]
    model: str | None = None
    encoding_format: Literal["float", "base64"] | None = None
    dimensions: int | None = None


class EmbeddingRow(msgspec.Struct, frozen=True, kw_only=True):
    """The vector of one text."""

    index: int
    embedding: str | tuple[float, ...]
    object: Literal["embedding"] = "embedding"


class TokensRead(msgspec.Struct, frozen=True, kw_only=True):
    """What the embedding cost."""

    prompt_tokens: int
    total_tokens: int


class EmbeddingList(msgspec.Struct, frozen=True, kw_only=True):
    """A vector for each text."""

    data: list[EmbeddingRow]
    model: str
    usage: TokensRead
    object: Literal["list"] = "list"


VECTORS = EmbeddingList(
    data=[EmbeddingRow(index=0, embedding=(0.6, 0.8))],
    model=EMBEDDER,
    usage=TokensRead(prompt_tokens=7, total_tokens=7),
)
GIVEN = EmbeddingsRequest(input=["When does the pump stop?"])


@operation("OpenAI", answers(VECTORS), 404, 413, 503, bodies=(Content(GIVEN),))
async def embeddings(request: Request) -> Response:
    """Answer with a vector for each text of `input`."""
    shared = services(request)
    given = decoded(await bounded_body(request, MAX_BODY), EmbeddingsRequest)
    active = await active_embedder(request)
    check_model(given.model, active)
    return await while_connected(request, _embedded(shared, given, texts_of(given.input), active))


def texts_of(given: str | list[Any]) -> list[str]:
    """Return the texts of `input`; raise `Unfit` for what is no text, for an empty one, and for too many."""
    texts = [given] if isinstance(given, str) else given
    if not all(isinstance(text, str) for text in texts):
        raise Unfit(TOKENS if _is_tokens(texts) else "send a string or a list of strings", "input")
    if not texts or len(texts) > MAX_INPUTS or not all(texts):
        raise Unfit(f"send 1 to {MAX_INPUTS} texts, none of them empty", "input")
    return texts


def _is_tokens(given: list[Any]) -> bool:
    return all(isinstance(one, int) or (isinstance(one, list) and _is_tokens(one)) for one in given)


async def _embedded(shared: Services, given: EmbeddingsRequest, texts: list[str], model: str) -> Response:
    """Embed some texts at a time, one after the other, so that questions find their way in between."""
    vectors: list[str | tuple[float, ...]] = []
    tokens = 0
    for start in range(0, len(texts), MAX_TEXTS):
        reply = await shared.embedding.embed(texts[start : start + MAX_TEXTS], model)
        if given.dimensions not in (None, reply.dims):
            raise Unfit(_other_dimensions(model, reply.dims), "dimensions")
        vectors += _rows(reply, given.encoding_format or "float")
        tokens += reply.tokens
    data = [EmbeddingRow(index=index, embedding=vector) for index, vector in enumerate(vectors)]
    usage = TokensRead(prompt_tokens=tokens, total_tokens=tokens)
    return json(EmbeddingList(data=data, model=model, usage=usage))


def _other_dimensions(model: str, dims: int) -> str:
    return f"{model} gives {dims} dimensions, and no other number of them: leave out dimensions"


def _rows(reply: TextsEmbedded, form: str) -> Iterator[str | tuple[float, ...]]:
    """Yield each vector as numbers, or as base64 of float32 numbers, little-endian."""
    data, size = base64.b64decode(reply.vectors), 4 * reply.dims
    for start in range(0, len(data), size):
        row = data[start : start + size]
        yield base64.b64encode(row).decode() if form == "base64" else struct.unpack(f"<{reply.dims}f", row)
