"""What the tools of `./build.sh mcp` call: the running MiniRAG, found anew each time, for it may be started later."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import click
import httpx
import msgspec

from cli.client.address import find_address
from cli.client.gateway_client import TIMEOUT, given_headers, must_be_ours
from events.errors import Unavailable
from functions.gateway.mcp.calls import Call, EventFrames, Heard, error_of

NO_KEY = (
    "; set MINIRAG_KEY, in the settings of whoever starts ./build.sh mcp, to the key that ./build.sh deploy printed"
)


class GatewayCalls:
    """Calls over HTTP, at the address and with the key that the other commands take."""

    async def json(self, call: Call) -> Any:  # noqa: ANN401 - any JSON
        """Return what a route answers; raise `MiniRAGError` for a problem, or where nothing answers."""
        async with self._answered(call) as response:
            return msgspec.json.decode(await response.aread())

    async def follow(self, call: Call, heard: Heard) -> None:
        """Tell each server-sent event of a route; raise as `json` does."""
        frames = EventFrames()
        async with self._answered(call) as response:
            async for piece in response.aiter_bytes():
                for name, data in frames.feed(piece):
                    await heard(name, data)

    @asynccontextmanager
    async def _answered(self, call: Call) -> AsyncIterator[httpx.Response]:
        """Open the answer to a call, if it is no error."""
        try:
            address = find_address().gateway
            async with (
                httpx.AsyncClient(
                    base_url=address, headers=given_headers(), timeout=TIMEOUT, trust_env=False
                ) as client,
                client.stream(**_request(call)) as response,
            ):
                if response.is_error:
                    await _refuse(response)
                yield response
        except click.ClickException as error:
            raise Unavailable(error.message) from error
        except httpx.HTTPError as error:
            reason = str(error) or type(error).__name__
            raise Unavailable(f"the connection to MiniRAG at {address} failed ({reason}): is it running?") from error


def _request(call: Call) -> dict[str, Any]:
    headers = {"content-type": call.media_type} if call.body else {}
    return {"method": call.method, "url": call.path, "params": call.query, "content": call.body, "headers": headers}


async def _refuse(response: httpx.Response) -> None:
    body = await response.aread()
    must_be_ours(response)
    error = error_of(response.status_code, body)
    error.detail += NO_KEY if response.status_code == 401 else ""
    raise error
