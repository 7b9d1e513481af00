"""What stands before every route: requests from other sites' pages, and faults of ours."""

import logging
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from events.asgi import Answer
from functions.gateway.http.responses import problem, problem_data

SAFE = ("GET", "HEAD", "OPTIONS")
log = logging.getLogger("minirag")


class SameSite:
    """Refuses what a page of another site makes a browser send: the gateway may run on a laptop without any key."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] not in SAFE and crosses_sites(Headers(scope=scope)):
            detail = "a browser sent this from the page of another site: use this gateway's own page, or no browser"
            await problem(problem_data(403, detail))(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def crosses_sites(headers: Headers) -> bool:
    """Tell whether a browser says that this request comes from a page of another origin."""
    fetched = headers.get("sec-fetch-site")
    if fetched:
        return fetched not in ("same-origin", "none")
    origin = headers.get("origin")
    try:
        return origin is not None and urlsplit(origin).netloc != headers.get("host")
    except ValueError:  # no address at all, such as http://[
        return True


class Faults:
    """Turns an exception nobody foresaw into a problem and a log entry, before the framework would hide it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = Answer(send)
        try:
            await self._app(scope, receive, answer)
        except ClientDisconnect:
            log.info("the client went away in the middle of %s %s", scope["method"], scope["path"])
        except Exception as error:
            log.exception("a fault of ours at %s %s", scope["method"], scope["path"])
            if answer.begun:
                raise
            data = problem_data(500, f"a fault of the gateway, see its log: {type(error).__name__}")
            await problem(data)(scope, receive, send)


class SafeHeaders:
    """Adds to every response what keeps a browser from guessing its type or telling others where it came from."""

    HEADERS = ((b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"no-referrer"))

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], *self.HEADERS]}
            await send(message)

        await self._app(scope, receive, sent)
