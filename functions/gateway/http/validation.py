"""Bounds of what callers send: bodies, ids, numbers."""

import re

from starlette.requests import Request

from events.errors import Rejected
from events.fields import UUID_PATTERN
from events.whole_number import whole_number
from functions.gateway.http.responses import not_found

_ID = re.compile(UUID_PATTERN)
MAX_LIMIT = 500


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


def limit_of(request: Request, default: int = 100) -> int:
    """Return the query's `limit`; raise `Rejected` unless it is a number from 1 to 500."""
    limit = whole_number(request.query_params.get("limit") or str(default), 1, MAX_LIMIT)
    if limit is None:
        raise Rejected(f"limit must be a number from 1 to {MAX_LIMIT}")
    return limit


def after_of(request: Request) -> str:
    """Return the query's `after`, a generation; raise `Rejected` unless it is one."""
    after = request.query_params.get("after", "")
    if after and not _ID.fullmatch(after):
        raise Rejected("after must be the `next` of an earlier list")
    return after
