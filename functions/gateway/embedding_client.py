"""Calling the function that embeds, for there is no model in the gateway."""

import httpx
import msgspec

from events.errors import MiniRAGError, Unavailable
from events.texts import TextsEmbedded, TextsGiven
from events.validation import decode
from functions.serving.http_client import client_to

PATH = "/embeddings"
TIMEOUT = httpx.Timeout(90.0)  # seconds: the function may have to start first


class EmbeddingCall:
    """Asks the function at one address, from one event loop."""

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")
        self._client = client_to(url, timeout=TIMEOUT)

    async def embed(self, texts: list[str], model: str = "") -> TextsEmbedded:
        """Return the vectors of up to `MAX_TEXTS` texts; raise `Unavailable` when the function does not give them.

        Without a model, it is the function's own.
        """
        if not self._url:
            raise Unavailable("no function that embeds is known: EMBED_URL is not set on the gateway")
        body = msgspec.json.encode(TextsGiven(texts=texts, model=model))
        try:
            response = await self._client.post(self._url + PATH, content=body)
        except httpx.HTTPError as error:
            raise Unavailable(f"the function that embeds does not answer: {type(error).__name__}") from error
        if not response.is_success:
            raise Unavailable(f"the function that embeds answered with status {_status(response)}")
        try:
            return decode(response.content, TextsEmbedded)
        except MiniRAGError as error:
            raise Unavailable(f"what answers at EMBED_URL is no function that embeds: {error.detail}") from error


def _status(response: httpx.Response) -> str:
    """Return the status, with the reason if the function gave one."""
    try:
        return f"{response.status_code}: {decode(response.content, _Problem).detail}"
    except MiniRAGError:
        return str(response.status_code)


class _Problem(msgspec.Struct):
    detail: str
