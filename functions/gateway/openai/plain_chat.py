"""A chat with the model alone, of no documents: at `NAME:plain`, and where a chat client sets a task of its own."""

import re
from typing import Any

import msgspec
from msgspec.structs import replace

from events.fields import MAX_QUESTION
from events.questions import Message, Options, PromptBuilt
from functions.gateway.openai.errors import Unfit, too_long

MOST = 48 * 1024  # bytes of messages: their event stays under 64 KiB
WORDS = 512  # tokens of an answer where none are named: no document bounds what is said
TASK = 6_000  # characters of a task, of which a small model takes about so many
NEWEST = 5  # messages of a chat whose last one sets the task
_FORM = re.compile(r"json[^{}]{0,80}(\{[^{}]{3,400}\})", re.IGNORECASE)
_SHORT = {"type": "string", "maxLength": 120}
_LISTED = {"type": "array", "items": _SHORT, "maxItems": 5}
KEYS = 4


def plain_prompt(messages: list[Message], options: Options, *, has_length: bool) -> PromptBuilt:
    """Return what the model is asked; `has_length`: the client says how many tokens it may write.

    Raises `Unfit` where the messages are too long for an event, and so for any model of ours.
    """
    size = len(msgspec.json.encode(messages))
    if size > MOST:
        raise too_long(f"the messages have {size // 1024} KiB, and {MOST // 1024} KiB are the most")
    question = messages[-1].content[:MAX_QUESTION]
    if not question.strip():
        raise Unfit("the last message is empty: write what the model is to do", "messages")
    chosen = options if has_length else replace(options, max_tokens=WORDS)
    return PromptBuilt(question=question, messages=messages, options=chosen, citations=[], plain=True)


def task_prompt(messages: list[Message], options: Options, *, has_length: bool) -> PromptBuilt:
    """Return the prompt of a chat client's own task, held to the JSON that it asks for: the instructions and the newest
    messages, each without its middle where it is long."""
    newest = [one for one in messages[:-NEWEST] if one.role == "system"] + messages[-NEWEST:]
    short = [replace(one, content=_shortened(one.content, TASK // len(newest))) for one in newest]
    form = options.json_schema or schema_named(messages[-1].content)
    return plain_prompt(short, replace(options, json_schema=form), has_length=has_length)


def schema_named(text: str) -> dict[str, Any] | None:
    """Return the schema of the JSON that a task shows an example of: texts, and lists of texts; None for none."""
    found = _FORM.search(text)
    try:
        example = msgspec.json.decode(found[1]) if found else None
    except msgspec.DecodeError:
        return None
    if not isinstance(example, dict) or not 0 < len(example) <= KEYS:
        return None
    properties = {key: _LISTED if isinstance(value, list) else _SHORT for key, value in example.items()}
    return {"type": "object", "properties": properties, "required": list(properties)}


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most // 2]}\n...\n{text[-most // 2 :]}"
