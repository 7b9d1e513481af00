"""The key that callers must bring, where the gateway has one."""

import hmac
from http.cookies import CookieError, SimpleCookie
from urllib.parse import unquote

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from functions.gateway.http.responses import problem, problem_data

COOKIE = "minirag-key"  # set by the page, so that links and uploads bring the key as well
# First segments of what needs no key: the page itself, the description of the interface, which is the same for all,
# probes, and answers, whose addresses carry a signature.
OPEN = frozenset({"", "page", "docs", "openapi.json", "healthz", "readyz", "wake", "answers"})
DETAIL = (
    "this MiniRAG wants its key: send `Authorization: Bearer KEY`; the deploy command printed it, and the Secret "
    "minirag holds it as api-key"
)


class Keys:
    """Refuses requests without the key, before anything of their body is read; without a key all are let in."""

    def __init__(self, app: ASGIApp, key: str) -> None:
        self._app, self._key = app, key

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not self._may_enter(scope):
            headers = {"www-authenticate": "Bearer", "connection": "close"}
            await problem(problem_data(401, DETAIL), headers)(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _may_enter(self, scope: Scope) -> bool:
        if not self._key or scope["path"].split("/")[1] in OPEN:
            return True
        given = key_of(Headers(scope=scope))
        return hmac.compare_digest(given.encode(), self._key.encode())


def key_of(headers: Headers) -> str:
    """Return the key that a request brings, as bearer token or as the page's cookie; '' when it has none."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return token.strip()
    try:
        morsel = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return unquote(morsel.value) if morsel else ""
