"""Responses: JSON, and problems for every error."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta, UnsetType
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from events.errors import MiniRAGError, Rejected
from functions.gateway.questions.throughput import Busy
from functions.serving.problems import MEDIA_TYPE

HEADERS = {
    408: {"connection": "close"},  # the rest of the body may never come
    410: {"connection": "close"},  # whoever streams hears of it at the next write, not only after the last one
    503: {"retry-after": "5"},  # seconds
}
HINTS = {
    404: "there is nothing at this address: see docs/ for the ones there are",
    405: "this address does not take that method",
}


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """An error (RFC 9457); the detail says what to do."""

    status: int
    title: str
    detail: str
    id: Annotated[str | UnsetType, Meta(description="of the question that failed")] = UNSET
    stage: Annotated[str | UnsetType, Meta(description="where it failed, or that was heard of last")] = UNSET
    reason: Annotated[str | UnsetType, Meta(description="why, in the stage's own words")] = UNSET
    code: Annotated[int | str | UnsetType, Meta(description="the stage's status; on /v1 a short name")] = UNSET
    param: Annotated[str | UnsetType, Meta(description="the field that does not fit, on /v1")] = UNSET


def json(
    data: msgspec.Struct | Sequence[msgspec.Struct], status: int = 200, headers: dict[str, str] | None = None
) -> Response:
    """Return data, of a structure that the operation declares, as a JSON response that no cache keeps."""
    kept = {"cache-control": "no-store", **(headers or {})}
    return Response(msgspec.json.encode(data), status, kept, media_type="application/json")


def problem_data(status: int, detail: str, **members: Any) -> Problem:  # noqa: ANN401 - of its fields
    """Return a problem with these extension members."""
    return Problem(status=status, title=HTTPStatus(status).phrase, detail=detail, **members)


def problem(data: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """Return a problem as a response."""
    kept = {"cache-control": "no-store", **HEADERS.get(data.status, {}), **(headers or {})}
    return Response(msgspec.json.encode(data), data.status, kept, media_type=MEDIA_TYPE)


def not_found(what: str) -> Rejected:
    """Return the error that there is no such thing."""
    return Rejected(f"there is no such {what}: it is unknown or was deleted", status=404)


def on_error(_: Request, error: Exception) -> Response:
    """Return the problem for one of our own errors, or for one of Starlette's."""
    if isinstance(error, MiniRAGError):
        headers = {"retry-after": str(error.retry_after)} if isinstance(error, Busy) else {}
        return problem(problem_data(error.status, error.detail), headers)
    if isinstance(error, HTTPException):
        detail = HINTS.get(error.status_code, error.detail)
        return problem(problem_data(error.status_code, detail), dict(error.headers or {}))
    raise error
