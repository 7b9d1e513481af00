"""What a route takes and gives, declared around its handler: /openapi.json says it, and tests hold it to that.

FOUND = Found(passages=[PASSAGE])  # an example, of the very structure that the handler returns through `json`

@operation("Search", answers(FOUND), 422, 503, bodies=(Content(SearchRequest(query="pump")),))
async def search(request: Request) -> Response:
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

Handler = Callable[[Request], Awaitable[Response]]
JSON = "application/json"
LOCATION = {"location": "the path of what was made or changed"}
BINARY = {"type": "string", "format": "binary"}  # a schema: any bytes


@dataclass(frozen=True, slots=True)
class Events:
    """The server-sent events of a stream: the type of each one's data by its name."""

    types: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Content:
    """A body: an example of it, and what it is an example of.

    `type` is the example's own where it is left out; else a structure, several in a tuple (one of these), one or
    several in a list (an array of these), the events of a stream, or a schema as it is.
    """

    example: Any
    type: Any = None
    media_type: str = JSON

    @property
    def shape(self) -> Any:  # noqa: ANN401 - anything that `type` may be
        return type(self.example) if self.type is None else self.type


@dataclass(frozen=True, slots=True)
class Reply:
    """What a status of 2xx means, the bodies that come with it, the headers by name with their meaning, and what can be
    called next: operations by name, each with the JSON pointer at its `id` in the body."""

    meaning: str
    contents: tuple[Content, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Operation:
    """A handler with what it takes and gives."""

    handler: Handler
    tag: str
    replies: Mapping[int, Reply]
    refuses: tuple[int, ...] = ()  # statuses of its own: those of every route are in `openapi.refusals`
    query: type[msgspec.Struct] | None = None
    bodies: tuple[Content, ...] = ()
    body_required: bool = True
    headers: Mapping[str, str] = field(default_factory=dict)  # of the request, that it goes by
    listed: bool = True  # to clients: the page's files, answers and probes of our own functions are not

    async def __call__(self, request: Request) -> Response:
        return await self.handler(request)


def operation(tag: str, replies: Mapping[int, Reply], *refuses: int, **more: Any) -> Callable[[Handler], Operation]:  # noqa: ANN401
    """Declare what a handler takes and gives: `more` are the other fields of `Operation`."""
    return lambda handler: Operation(handler, tag, replies, refuses, **more)


def unlisted(handler: Handler) -> Operation:
    """Declare that a route is no clients' business."""
    return Operation(handler, "", {}, listed=False)


def answers(example: Any, type_: Any = None, **links: str) -> dict[int, Reply]:  # noqa: ANN401
    """Return the replies of an operation that gives one JSON body, with 200."""
    return {200: Reply("as the summary says", (Content(example, type_),), links=links)}
