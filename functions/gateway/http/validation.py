"""Bounds of what callers send: bodies, ids, queries."""

import re
from collections.abc import Iterator
from typing import Annotated, TypeVar

import msgspec
import msgspec.inspect
from msgspec import Meta
from starlette.requests import Request

from events.errors import Rejected
from events.fields import UUID_PATTERN
from events.validation import decode
from events.whole_number import whole_number
from functions.gateway.http.responses import not_found

T = TypeVar("T", bound=msgspec.Struct)
_ID = re.compile(UUID_PATTERN)
MAX_LIMIT = 500
Limit = Annotated[int, Meta(ge=1, le=MAX_LIMIT, description="how many at most")]


class Limited(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The query of a list."""

    limit: Limit = 100


async def bounded_body(request: Request, limit: int) -> bytes:
    """Return the body; raise `Rejected` (413) as soon as it exceeds `limit` bytes."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > limit:
            raise Rejected(f"the body is larger than {limit // 1024} KiB, the limit here: send less", status=413)
    return bytes(body)


def id_in_path(request: Request, what: str) -> str:
    """Return the id in the path; raise `Rejected` (404) when it can be the id of nothing."""
    id_: str = request.path_params["id"]
    if not _ID.fullmatch(id_):
        raise not_found(what)
    return id_


def query_of(request: Request, structure: type[T]) -> T:
    """Return the query as this structure; raise `Rejected` naming every fault of it, also what is given twice."""
    return decode(msgspec.json.encode(dict(_parameters(request, structure))), structure)


def _parameters(request: Request, structure: type[msgspec.Struct]) -> Iterator[tuple[str, object]]:
    """Yield each parameter by name: a list of texts, a whole number where it is to be one and is, else its text."""
    kinds = {field.encode_name: _kind(field.type) for field in msgspec.structs.fields(structure)}
    for name in dict.fromkeys(request.query_params):
        values = request.query_params.getlist(name)
        kind = kinds.get(name)
        if isinstance(kind, msgspec.inspect.ListType):
            yield name, values
        elif len(values) > 1:
            raise Rejected(f"{name[:40]} is given {len(values)} times: give it once")
        else:
            number = whole_number(values[0]) if isinstance(kind, msgspec.inspect.IntType) else None
            yield name, values[0] if number is None else number


def _kind(type_: object) -> msgspec.inspect.Type:
    found = msgspec.inspect.type_info(type_)
    return found.type if isinstance(found, msgspec.inspect.Metadata) else found
