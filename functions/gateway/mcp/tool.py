"""What a tool is, whichever transport offers it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import msgspec

from functions.gateway.mcp.calls import Calls

Told = Callable[[float, float, str], Awaitable[None]]  # takes how much is done, of how much, and what is done now


class Progress:
    """Tells how far a call is to whoever asked for it; it never goes back, and says nothing twice."""

    def __init__(self, told: Told) -> None:
        self._told, self._last = told, -1.0

    async def tell(self, done: float, total: float, message: str) -> None:
        """Tell it, unless as much was told before."""
        if done > self._last:
            self._last = done
            await self._told(done, total, message)


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool with its description, what it takes and gives, and what it does.

    `replaces`: it may change what is there already; a tool that does not write never does.
    """

    name: str
    title: str
    about: str  # for the model that chooses between tools
    takes: type[msgspec.Struct]
    gives: type[msgspec.Struct]
    run: Callable[[Any, Calls, Progress], Awaitable[msgspec.Struct]]
    writes: bool = False
    replaces: bool = False
