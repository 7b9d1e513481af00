"""What a model sends a tool, as the structure that the tool takes."""

from collections.abc import Mapping
from typing import Any

import msgspec

from events.errors import Rejected
from events.validation import decode
from functions.gateway.mcp.tool import Tool


def arguments_of(tool: Tool, given: Mapping[str, Any] | None) -> msgspec.Struct:
    """Return the arguments; raise `Rejected` naming every fault. Null is left out, as models mean it."""
    named = {name: value for name, value in (given or {}).items() if value is not None}
    try:
        return decode(msgspec.json.encode(named), tool.takes)
    except Rejected as error:
        faults = error.detail.partition(": ")[2]
        raise Rejected(f"the arguments of {tool.name} do not fit: {faults}") from error
