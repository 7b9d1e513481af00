"""The SDK's own client, at a gateway under test or in front of a server in this process."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

import httpx2  # the SDK brings it and takes no other client
from mcp.client.client import Client
from mcp.client.streamable_http import streamable_http_client

from tests.unit.gateway.serving import PATIENCE, Serving

T = TypeVar("T")
ERAS = ("2026-07-28", "legacy")  # without a handshake, and with one, as most programs still speak
Talk = Callable[[Client], Awaitable[T]]


def talked(gateway: Serving, talk: Talk[T], era: Any = ERAS[0], **headers: str) -> T:
    """Return what a talk with the gateway came to."""

    async def whole() -> T:
        async with (
            httpx2.AsyncClient(headers=headers, timeout=PATIENCE, trust_env=False, verify=False) as http,
            Client(streamable_http_client(f"{gateway.url}/mcp", http_client=http), mode=era) as client,
        ):
            return await talk(client)

    return asyncio.run(whole())


class Agent:
    """Calls tools in another thread, since whoever asks waits."""

    def __init__(self, gateway: Serving, era: Any = ERAS[0]) -> None:
        self._gateway, self._era = gateway, era
        self._pool = ThreadPoolExecutor()
        self.heard: list[tuple[float, float | None, str | None]] = []

    def calls(self, tool: str, /, **arguments: Any) -> "Future[Any]":
        """Return the result to come of a tool, whose progress is heard."""

        async def listen(progress: float, total: float | None, message: str | None) -> None:
            self.heard.append((progress, total, message))

        async def call(client: Client) -> Any:
            return await client.call_tool(tool, arguments, progress_callback=listen)

        return self._pool.submit(talked, self._gateway, call, self._era)

    def close(self) -> None:
        self._pool.shutdown()
