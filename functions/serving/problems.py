"""Errors as `application/problem+json` (RFC 9457)."""

from http import HTTPStatus

import msgspec

MEDIA_TYPE = "application/problem+json"

# Bytes of a body. A Broker writes an error's body into the dead letter, as 1024 characters of base64; Knative 1.21's
# in-memory channel does not cut what is longer but crashes, and loses the events of every Broker that it holds.
MAX_BODY = 768


def problem(status: int, detail: str) -> bytes:
    """Return the body of an error response, of `MAX_BODY` bytes at most; the detail says what to do."""
    body = _encoded(status, detail)
    while len(body) > MAX_BODY:
        detail = detail[: len(detail) - max(1, (len(body) - MAX_BODY) // 6)]  # 6: the bytes of an escape, \u0000
        body = _encoded(status, f"{detail} ...")
    return body


def _encoded(status: int, detail: str) -> bytes:
    return msgspec.json.encode({"status": status, "title": HTTPStatus(status).phrase, "detail": detail})
