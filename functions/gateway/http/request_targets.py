"""Refuses a request target that two readers would read differently: escapes that are none, no UTF-8, and NUL."""

import re
from urllib.parse import unquote_to_bytes

from starlette.types import ASGIApp, Receive, Scope, Send

from functions.gateway.http.responses import problem, problem_data

_NO_ESCAPE = re.compile(rb"%(?![0-9A-Fa-f]{2})")


class SoundTargets:
    """Answers 400 where the path or the query is not percent-encoded UTF-8 without NUL."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        fault = _fault(_target(scope)) if scope["type"] == "http" else ""
        if fault:
            await problem(problem_data(400, f"the address {fault}"))(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _target(scope: Scope) -> bytes:
    path: bytes = scope.get("raw_path") or b"/"
    query: bytes = scope["query_string"]
    return path.partition(b"?")[0] + b"?" + query


def _fault(target: bytes) -> str:
    if not target.startswith(b"/"):
        return "must begin with /"
    if _NO_ESCAPE.search(target):
        return "holds a % that begins no escape such as %20: write %25 for the character itself"
    plain = unquote_to_bytes(target)
    try:
        plain.decode()
    except UnicodeDecodeError:
        return "is not UTF-8 once its escapes are resolved: percent-encode UTF-8"
    return "has %00 in its path, which is in no name here" if b"\0" in plain.partition(b"?")[0] else ""
