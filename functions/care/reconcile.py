"""reconcile: admits the next documents, sends again what made no progress, and sweeps what nobody needs."""

import threading
from collections.abc import Sequence

import flask
import functions_framework

from events import binding
from events.documents import DocumentFailed, DocumentIndexed
from events.errors import Rejected
from events.event import Event
from events.identity import DocumentKey, IndexKey, now_ms
from events.registry import DOCUMENT_FAILED, DOCUMENT_INDEXED
from events.validation import decode
from functions.care.dead_letter import Letter, failure_of
from functions.care.stuck import is_stuck
from functions.care.sweep import Sweeper
from functions.documents.ingest import Ingest
from functions.documents.progress import fact, failed_event, uploaded_event
from functions.documents.reindexing import copy_missing
from functions.documents.rereading import AT_ONCE, Rereading, is_reread
from functions.serving.env import Env
from functions.serving.handler import Function, body_of, http
from functions.serving.lazy import LazyResource
from functions.serving.producers import believed
from functions.serving.signing import DEFAULT_TENANT, signed
from functions.stores.facts import DocumentState

TICK = "dev.knative.sources.ping"
MOST_ATTEMPTS = 5
ENDS: dict[str, type[DocumentIndexed | DocumentFailed]] = {
    DOCUMENT_INDEXED: DocumentIndexed,
    DOCUMENT_FAILED: DocumentFailed,
}


class Reconcile:
    """The step, in one world."""

    def __init__(self, env: Env, sweeper: Sweeper | None = None) -> None:
        self._settings, self._records, self._broker = env.settings, env.records, env.broker
        self._passages, self._blobs = env.passages, env.blobs
        self._ingest = Ingest(env.records, env.blobs, env.broker, env.settings)
        self._rereading = Rereading(self._ingest)
        self._sweeper, self._ticking = sweeper or Sweeper(), threading.Lock()

    @property
    def resources(self) -> tuple[LazyResource[object], ...]:
        return self._records, self._passages, self._blobs, self._broker

    def take(self, request: flask.Request) -> flask.Response:
        """Move on whatever waits or is stuck; at a tick of the PingSource, sweep too.

        A tick is signed by nobody, so that many may come: one that comes while another is at work has nothing to do,
        and one that comes soon after it has nothing to sweep.
        """
        event = binding.receive(dict(request.headers), body_of(request))
        if event.type in ENDS:
            ended = self._ended(believed(event, self._settings))
            self._reconcile(event.type, [ended] if ended else [])
        elif event.type != TICK:
            raise Rejected(f"reconcile takes {TICK}, {', '.join(ENDS)}, not {event.type[:80]}")
        elif self._ticking.acquire(blocking=False):
            try:
                self._reconcile(event.type, [])
            finally:
                self._ticking.release()
        return flask.Response(status=204)

    def _reconcile(self, type_: str, ended: Sequence[DocumentState]) -> None:
        self._ingest.admit()
        in_flight, now = self._records.get().in_flight(), now_ms()
        for state in in_flight:
            if is_stuck(state, [*in_flight, *ended], self._settings.lease_seconds, now):
                self._heal(state)
        if len(in_flight) < self._settings.ingest_in_flight:
            self._reindex(complete=type_ == TICK)
        if type_ == TICK or any(map(is_reread, ended)):
            self._read_again(AT_ONCE - len(in_flight))
        if type_ == TICK:
            self._sweeper.sweep(self._ingest.indexes, self._passages.get(), self._blobs.get())

    def _ended(self, event: Event) -> DocumentState | None:
        """Return the state of the document that has come to its end."""
        data, tenant = decode(event.data or b"{}", ENDS[event.type]), event.get("tenant") or DEFAULT_TENANT
        index = self._ingest.indexes.meant(IndexKey(tenant, data.model))
        return self._records.get().state(DocumentKey(index, data.document))

    def _reindex(self, *, complete: bool) -> None:
        """Go on with another model's index; `complete`: else give the active one what it lacks of former ones."""
        indexes, limit = self._ingest.indexes, self._settings.ingest_in_flight
        begun = self._ingest.advance(DEFAULT_TENANT)
        if complete and not begun and indexes.plan(DEFAULT_TENANT).number:
            begun = copy_missing(indexes, indexes.active(DEFAULT_TENANT), limit) > 0
        if begun:
            self._ingest.admit()

    def _read_again(self, room: int) -> None:
        """Put what an older reader has read on its way, while hardly anything else is."""
        if self._rereading.put_on_their_way(self._ingest.indexes.active(DEFAULT_TENANT), room):
            self._ingest.admit()

    def _heal(self, state: DocumentState) -> None:
        if state.attempt < MOST_ATTEMPTS:
            self._ingest.resend(state)
        else:
            self._give_up(state)

    def _give_up(self, state: DocumentState) -> None:
        stage = state.waits_for
        reason = f"no progress in {MOST_ATTEMPTS} attempts"
        self._records.get().add_failure(failure_of(self._letter(state, stage, reason)))  # first, as fail does
        self._records.get().write(fact(state, "failed", state.attempt, stage=stage, reason=reason))
        self._broker.get().emit(failed_event(state, stage, reason))

    def _letter(self, state: DocumentState, stage: str, reason: str) -> Letter:
        """Return the dead letter that the Broker did not write: the upload, given up here."""
        return Letter(
            event=signed(self._settings.signing_key, uploaded_event(state)),
            trigger="reconcile",
            tenant=state.tenant,
            stage=stage,
            reason=reason,
            code=0,
            document=state.document,
            generation=state.generation,
            name=state.upload.name if state.upload else "",
            model=state.model,
        )


def build(env: Env) -> Function:
    """Return the function that serves the step in this world."""
    step = Reconcile(env)
    return http(step.take, step.resources)


reconcile = functions_framework.http(build(Env.from_environment()))
