"""How tools are described: plainly enough for every client and model."""

import json
from typing import Annotated, Any

import msgspec
import pytest

from functions.gateway.mcp.calls import EventFrames, error_of
from functions.gateway.mcp.schemas import plain_schema
from functions.gateway.mcp.tool import Tool
from functions.gateway.mcp.tools import tools

TOOLS = [*tools(from_disk=False).values(), *tools(from_disk=True).values()]


class Inner(msgspec.Struct):
    """What is inside."""

    word: Annotated[str, msgspec.Meta(pattern="^a(?!b)", description="a word")]


class Outer(msgspec.Struct):
    """What is outside."""

    inner: Inner
    many: list[Inner] = []
    number: Annotated[int, msgspec.Meta(ge=1)] | None = None
    either: str | int | None = None


def test_references_are_resolved_and_names_of_ours_are_left_out() -> None:
    inner = {
        "type": "object",
        "description": "What is inside.",
        "properties": {"word": {"type": "string", "description": "a word"}},
        "required": ["word"],
    }
    properties = plain_schema(Outer)["properties"]
    assert properties["inner"] == inner
    assert properties["many"] == {"type": "array", "items": inner, "default": []}


def test_what_may_be_null_is_shown_as_what_may_be_left_out() -> None:
    properties = plain_schema(Outer)["properties"]
    assert properties["number"] == {"type": "integer", "minimum": 1}
    assert properties["either"] == {"anyOf": [{"type": "string"}, {"type": "integer"}]}


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)
def test_each_argument_says_what_it_is(tool: Tool) -> None:
    schema = plain_schema(tool.takes)
    assert [name for name, one in schema["properties"].items() if not one.get("description")] == []
    assert not {"$ref", "$defs", "pattern"} & set(_keys(schema))


def _keys(part: Any) -> list[str]:
    if isinstance(part, list):
        return [key for one in part for key in _keys(one)]
    return [*part, *(key for one in part.values() for key in _keys(one))] if isinstance(part, dict) else []


def test_what_every_agent_has_to_read_stays_short() -> None:
    said = [tool.about + json.dumps(plain_schema(tool.takes)) for tool in tools(from_disk=True).values()]
    assert len("".join(said)) < 12_000  # characters: some 3,000 tokens of each conversation


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_events_are_heard_whole_however_they_are_cut(size: int) -> None:
    stream = b'event: stage\ndata: {"ms":1}\n\n: still waiting\n\nevent: done\ndata: {"answer":"\\n\\n"}\n\nevent: cut'
    frames = EventFrames()
    heard = [event for at in range(0, len(stream), size) for event in frames.feed(stream[at : at + size])]
    assert heard == [("stage", {"ms": 1}), ("done", {"answer": "\n\n"})]


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (b'{"detail": "no"}', "no"),
        (b"<html>", "<html>"),
        (b"", "status 502"),
        (b"[]", "[]"),
        (b'{"detail"', '{"detail"'),
    ],
)
def test_an_error_is_told_in_the_words_that_came_with_it(body: bytes, detail: str) -> None:
    assert error_of(502, body).detail == detail
