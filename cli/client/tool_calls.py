"""What the tools of `./build.sh mcp` call: the running MiniRAG, found anew each time, for it may be started later."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import click
import msgspec

import minirag
from cli.client.address import find_address
from cli.client.gateway_client import told
from events.errors import MiniRAGError, Rejected, Unavailable
from functions.gateway.mcp.calls import Call, EventFrames, Heard
from minirag import AsyncClient, calls
from minirag.exchange import plain_errors

NO_KEY = (
    "; set MINIRAG_KEY, in the settings of whoever starts ./build.sh mcp, to the key that ./build.sh deploy printed"
)


class GatewayCalls:
    """Calls over HTTP, at the address and with the key that the other commands take."""

    async def json(self, call: Call) -> Any:  # noqa: ANN401 - any JSON
        """Return what a route answers; raise `MiniRAGError` for a problem, or where nothing answers."""
        async with _client() as client:
            return msgspec.json.decode((await client.transport.exchange(_described(call))).content)

    async def follow(self, call: Call, heard: Heard) -> None:
        """Tell each server-sent event of a route; raise as `json` does."""
        frames = EventFrames()
        async with _client() as client:
            response = await client.transport.exchange(_described(call), stream=True)
            try:
                with plain_errors(client.url):
                    async for piece in response.aiter_bytes():
                        for name, data in frames.feed(piece):
                            await heard(name, data)
            finally:
                await response.aclose()


@asynccontextmanager
async def _client() -> AsyncIterator[AsyncClient]:
    """Open the client; what it raises becomes what tools raise."""
    try:
        async with AsyncClient(find_address().gateway, retries=0) as client:
            yield client
    except click.ClickException as error:
        raise Unavailable(error.message) from error
    except minirag.MiniRAGError as error:
        raise _as_ours(error) from error


def _as_ours(error: minirag.MiniRAGError) -> MiniRAGError:
    kind = Unavailable if isinstance(error, minirag.Unavailable) else Rejected
    hint = NO_KEY if error.status == 401 else ""
    return kind(told(error) + hint, status=error.status or None)


def _described(call: Call) -> minirag.calls.Call[bytes]:
    query: dict[str, list[str]] = {}
    for name, value in call.query:
        query.setdefault(name, []).append(value)
    headers = {"content-type": call.media_type} if call.body else {}
    return calls.plain(call.method, call.path, params=query, content=call.body, headers=headers)
