"""Errors as `application/problem+json` (RFC 9457)."""

from http import HTTPStatus

import msgspec

MEDIA_TYPE = "application/problem+json"


def problem(status: int, detail: str) -> bytes:
    """Return the body of an error response; the detail says what to do."""
    return msgspec.json.encode({"status": status, "title": HTTPStatus(status).phrase, "detail": detail})
