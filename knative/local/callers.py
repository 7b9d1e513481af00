"""Who may call the runtime's two ports: no page whose name was rebound to this machine, and no page of another site."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from events.errors import Rejected
from events.hosts import LOOPBACK, SETTING, names_in
from knative.local.problems import problem_response
from knative.local.yaml_section import Refused

_SAFE = ("GET", "HEAD", "OPTIONS")


class OwnSite:
    """Refuses what a page of another site makes a browser send.

    A browser asks before it sends an event from such a page, in binary or structured mode, and hears no consent; but
    not every browser, and not for every body that some function may take.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] not in _SAFE and _crosses_sites(Headers(scope=scope)):
            detail = "a browser sent this from the page of another site: use no browser"
            await refusal(Rejected(detail, status=403))(scope, receive, send)
            return
        await self._app(scope, receive, send)


def refusal(error: Rejected) -> Response:
    """Return the answer to a request that this machine does not take."""
    return problem_response(error.status, error.detail, {"connection": "close"})


def own_names(environments: Iterable[Mapping[str, str]]) -> frozenset[str]:
    """Return the loopback names and those that ALLOWED_HOSTS adds in any Service's environment; raise `Refused`."""
    try:
        return LOOPBACK.union(*(names_in(environment.get(SETTING, "")) for environment in environments))
    except ValueError as error:
        raise Refused(str(error)) from error


def _crosses_sites(headers: Headers) -> bool:
    if fetched := headers.get("sec-fetch-site"):
        return fetched not in ("same-origin", "none")
    origin = headers.get("origin")
    try:
        return origin is not None and urlsplit(origin).netloc != headers.get("host")
    except ValueError:  # such as http://[
        return True
