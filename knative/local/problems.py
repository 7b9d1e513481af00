"""Errors of the runtime's own ports as `application/problem+json` (RFC 9457)."""

from collections.abc import Mapping
from http import HTTPStatus

import msgspec
from starlette.responses import Response

MEDIA_TYPE = "application/problem+json"


class _Problem(msgspec.Struct):
    detail: str = ""


def problem_body(status: int, detail: str) -> bytes:
    """Return the body of an error; the detail says what to do."""
    return msgspec.json.encode({"status": status, "title": HTTPStatus(status).phrase, "detail": detail})


def problem_response(status: int, detail: str, headers: Mapping[str, str] | None = None) -> Response:
    """Return an error as a response."""
    return Response(problem_body(status, detail), status, dict(headers or {}), media_type=MEDIA_TYPE)


def problem_detail(content_type: str, body: bytes) -> str:
    """Return what a response says of a problem, "" where it is none."""
    if not content_type.startswith(MEDIA_TYPE):
        return ""
    try:
        return msgspec.json.decode(body, type=_Problem).detail
    except msgspec.MsgspecError:
        return ""
