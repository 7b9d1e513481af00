"""web: pages of the web become documents (docs/sources.md). Of all functions it alone may call addresses outside."""

import threading
from collections.abc import Callable

import flask
import functions_framework

from events import binding
from events.errors import Rejected
from events.event import Event, make
from events.identity import derived_id, document_id
from events.registry import DOCUMENT_INDEXED
from functions.documents.ingest import Ingest
from functions.serving.env import Env
from functions.serving.handler import Function, body_of, http
from functions.serving.lazy import LazyResource
from functions.serving.producers import believed
from functions.serving.signing import DEFAULT_TENANT, is_signed
from functions.sources.fetching import Fetcher
from functions.sources.following import Following
from functions.sources.web_settings import LIST, WebSettings, web_settings

TICK, DUE = "dev.knative.sources.ping", "minirag.web.due"
TURN = 30.0  # seconds, far below what the Triggers wait: a page that is slow still fits in


class Web:
    """The function, in one world."""

    def __init__(self, env: Env, settings: WebSettings, fetcher: Callable[[], Fetcher] | None = None) -> None:
        self._ingest = Ingest(env.records, env.blobs, env.broker, env.settings)
        self._settings, self._key = env.settings, env.settings.signing_key
        self._web, self._busy = settings, threading.Lock()
        self._fetcher = fetcher or (lambda: Fetcher(settings.allowed, env.settings.max_upload_bytes))

    @property
    def resources(self) -> tuple[LazyResource[object], ...]:
        return self._ingest.records, self._ingest.blobs, self._ingest.broker

    def take(self, request: flask.Request) -> flask.Response:
        """Look at what is due: at the PingSource's tick, when the list has changed, and to go on with a pass.

        A tick is signed by nobody: many that come have no page be fetched more often than its time is.
        """
        event = binding.receive(dict(request.headers), body_of(request))
        if not self._is_meant(event) or not self._busy.acquire(blocking=False):
            return flask.Response(status=204)
        fetcher = self._fetcher()
        try:
            if Following(self._ingest, self._web, fetcher).turn(TURN):
                self._ingest.broker.get().emit(_due(event))
        finally:
            fetcher.close()
            self._busy.release()
        return flask.Response(status=204)

    def _is_meant(self, event: Event) -> bool:
        if event.type == DOCUMENT_INDEXED:
            return believed(event, self._settings).get("subject") == document_id(DEFAULT_TENANT, LIST)
        if event.type == DUE:
            if not is_signed(self._key, event):
                raise Rejected(f"{DUE} is not signed by a function of this MiniRAG", status=403)
        elif event.type != TICK:
            raise Rejected(f"web takes {TICK}, {DUE} and {DOCUMENT_INDEXED}, not {event.type[:80]}")
        return True


def _due(event: Event) -> Event:
    """Return the event by which a pass goes on; its id follows from that of the event before."""
    identity = derived_id(DUE, event.source, event.id)
    return make(
        DUE, "/minirag/web", identity, {}, {"subject": document_id(DEFAULT_TENANT, LIST), "tenant": DEFAULT_TENANT}
    )


def build(env: Env, settings: WebSettings) -> Function:
    """Return the function of this world."""
    step = Web(env, settings)
    return http(step.take, step.resources)


web = functions_framework.http(build(Env.from_environment(), web_settings()))
