"""The two ports: the front (Services by host name, as Knative's ingress) and the sink (the Broker, the status)."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from knative.local.addresses import SERVICES
from knative.local.callers import OwnSite
from knative.local.forward import forward
from knative.local.problems import problem_response
from knative.local.serving import Service

BELOW = ".localhost"
BROKER_HOST = "broker-ingress"


class Front:
    """NAME.localhost is the Service NAME, broker-ingress.localhost the Broker, every other host the public Service."""

    def __init__(self, services: Mapping[str, Service], public: Service | None, ingress: ASGIApp) -> None:
        self._public = public
        self._named = OwnSite(Named(services, ingress))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        if self._public and not _host(scope).endswith(BELOW):  # it looks itself at where a request comes from
            await forward(self._public, _raw_path(scope), scope, receive, send)
        else:
            await self._named(scope, receive, send)


class Named:
    """The Services that are not public, and the Broker, by their names below localhost."""

    def __init__(self, services: Mapping[str, Service], ingress: ASGIApp) -> None:
        self._services, self._ingress = services, ingress

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        name = _host(scope).removesuffix(BELOW)
        if name == BROKER_HOST:
            await self._ingress(scope, receive, send)
        elif service := self._services.get(name):
            await forward(service, _raw_path(scope), scope, receive, send)
        else:
            await problem_response(404, f"there is no Service at {_host(scope)}")(scope, receive, send)


class Sink:
    """/<namespace>/<broker> takes events, /-/status tells the state, /-/services/NAME/... is a Service as a sink."""

    def __init__(
        self, services: Mapping[str, Service], ingress: ASGIApp, status: Callable[[], Mapping[str, Any]]
    ) -> None:
        self._services = services
        self._ingress = ingress
        self._status = status

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        path = _raw_path(scope)
        if path == "/-/status":
            body = json.dumps(self._status(), indent=1) + "\n"
            await Response(body, media_type="application/json")(scope, receive, send)
        elif path.startswith(SERVICES):
            name, _, rest = path.removeprefix(SERVICES).partition("/")
            if service := self._services.get(name):
                await forward(service, "/" + rest, scope, receive, send)
            else:
                await problem_response(404, f"there is no Service {name[:80]}")(scope, receive, send)
        else:
            await self._ingress(scope, receive, send)


def _host(scope: Scope) -> str:
    host: bytes = next((value for name, value in scope["headers"] if name == b"host"), b"")
    return host.decode("latin-1").rpartition("]")[2].partition(":")[0].lower().removesuffix(".")


def _raw_path(scope: Scope) -> str:
    raw: bytes = scope.get("raw_path") or scope["path"].encode()
    return raw.partition(b"?")[0].decode("latin-1")
