"""What the tools of `./build.sh mcp` call: the running MiniRAG, found anew each time, for it may be started later."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import click
import httpx
import msgspec

import minirag
from cli.client.address import find_address
from cli.client.gateway_client import in_one_sentence
from events.errors import Rejected, Unavailable
from functions.gateway.mcp.calls import Call, EventFrames, Heard
from minirag.address import headers
from minirag.exchange import TIMEOUT, plain_errors, refusal


class GatewayCalls:
    """Calls over HTTP, at the address and with the key that the other commands take."""

    async def json(self, call: Call) -> Any:  # noqa: ANN401 - any JSON
        """Return what a route answers; raise `MiniRAGError` for a problem, or where nothing answers."""
        async with _answered(call) as response:
            return msgspec.json.decode(await response.aread())

    async def follow(self, call: Call, heard: Heard) -> None:
        """Tell each server-sent event of a route; raise as `json` does."""
        frames = EventFrames()
        async with _answered(call) as response:
            async for piece in response.aiter_bytes():
                for name, data in frames.feed(piece):
                    await heard(name, data)


@asynccontextmanager
async def _answered(call: Call) -> AsyncIterator[httpx.Response]:
    """Open the answer to a call, if it is no error; what goes wrong is told as the other commands tell it."""
    try:
        address = find_address()
        with in_one_sentence(address), plain_errors(address.gateway):
            async with (
                httpx.AsyncClient(
                    base_url=address.gateway, headers=headers(None, None), timeout=TIMEOUT, trust_env=False
                ) as client,
                client.stream(**_request(call)) as response,
            ):
                if not response.is_success:
                    await response.aread()
                    raise refusal(response)
                yield response
    except click.ClickException as error:
        kind = Rejected if isinstance(error.__cause__, minirag.Rejected) else Unavailable
        raise kind(error.message) from error


def _request(call: Call) -> dict[str, Any]:
    typed = {"content-type": call.media_type} if call.body else {}
    return {"method": call.method, "url": call.path, "params": call.query, "content": call.body, "headers": typed}
