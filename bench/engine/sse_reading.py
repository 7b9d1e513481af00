"""Server-sent events of a streamed chat completion, in OpenAI's form, as every contender sends them."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from events.errors import Unavailable

END = "[DONE]"


def completions(lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    """Yield the object of each `data:` line until `[DONE]`.

    Raises `Unavailable` when the stream ends without it, or reports an error: the answer is then not whole.
    """
    for line in lines:
        if not line.startswith(b"data:"):
            continue
        data = line.removeprefix(b"data:").strip().decode()
        if data == END:
            return
        event: dict[str, Any] = json.loads(data)
        if "error" in event:
            raise Unavailable(f"the server broke the answer off: {event['error']}")
        yield event
    raise Unavailable("the stream ended before the answer was complete")


def text_in(event: dict[str, Any]) -> str:
    """Return the piece of the answer that an event carries, "" when it carries none."""
    choices = event.get("choices") or [{}]
    return str((choices[0].get("delta") or {}).get("content") or "")


def usage_in(event: dict[str, Any]) -> dict[str, int]:
    """Return the token counts that an event carries, {} when it carries none."""
    return dict(event.get("usage") or {})
