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
from functions.documents.indexes import active_model
from functions.documents.progress import (
    admit_next,
    fact,
    failed_event,
    resend,
    uploaded_event,
)
from functions.documents.reindexing import advance, copy_missing
from functions.serving.env import Env
from functions.serving.handler import body_of, http
from functions.serving.producers import believed
from functions.serving.signing import DEFAULT_TENANT, signed
from functions.stores.facts import DocumentState

TICK = "dev.knative.sources.ping"
MOST_ATTEMPTS = 5
ENDS: dict[str, type[DocumentIndexed | DocumentFailed]] = {
    DOCUMENT_INDEXED: DocumentIndexed,
    DOCUMENT_FAILED: DocumentFailed,
}

env = Env.from_environment()
settings = env.settings
records, passages, blobs, sink = env.records, env.passages, env.blobs, env.broker
sweeper, ticking = Sweeper(), threading.Lock()


def reconcile_documents(request: flask.Request) -> flask.Response:
    """Move on whatever waits or is stuck; at a tick of the PingSource, sweep too.

    A tick is signed by nobody, so that many may come: one that comes while another is at work has nothing to do, and
    one that comes soon after it has nothing to sweep.
    """
    event = binding.receive(dict(request.headers), body_of(request))
    if event.type in ENDS:
        _reconcile(event.type, [state for state in [_ended(believed(event, settings))] if state])
    elif event.type != TICK:
        raise Rejected(f"reconcile takes {TICK}, {', '.join(ENDS)}, not {event.type[:80]}")
    elif ticking.acquire(blocking=False):
        try:
            _reconcile(event.type, [])
        finally:
            ticking.release()
    return flask.Response(status=204)


def _reconcile(type_: str, ended: Sequence[DocumentState]) -> None:
    admit_next(records.get(), sink.get(), settings.ingest_in_flight)
    in_flight, now = records.get().in_flight(), now_ms()
    for state in in_flight:
        if is_stuck(state, [*in_flight, *ended], settings.lease_seconds, now):
            _heal(state)
    if len(in_flight) < settings.ingest_in_flight:
        _reindex(complete=type_ == TICK)
    if type_ == TICK:
        sweeper.sweep(records.get(), passages.get(), blobs.get(), settings.embedder)


def _ended(event: Event) -> DocumentState | None:
    """Return the state of the document that has come to its end."""
    data, tenant = decode(event.data or b"{}", ENDS[event.type]), event.get("tenant") or DEFAULT_TENANT
    model = data.model or active_model(records.get(), tenant, settings.embedder)
    return records.get().state(DocumentKey(IndexKey(tenant, model), data.document))


def _reindex(*, complete: bool) -> None:
    """Go on with another model's index; `complete`: else give the active one what it lacks of former ones."""
    stores, limit = (records.get(), DEFAULT_TENANT, settings.embedder), settings.ingest_in_flight
    begun = advance(*stores, limit)
    if complete and not begun and records.get().plan(DEFAULT_TENANT):
        begun = copy_missing(*stores, active_model(*stores), limit) > 0
    if begun:
        admit_next(records.get(), sink.get(), limit)


def _heal(state: DocumentState) -> None:
    if state.attempt < MOST_ATTEMPTS:
        resend(state, records.get(), sink.get(), settings.ingest_window)
    else:
        _give_up(state)


def _give_up(state: DocumentState) -> None:
    stage = "embed" if state.batches else "split"
    reason = f"no progress in {MOST_ATTEMPTS} attempts"
    records.get().add_failure(failure_of(_letter(state, stage, reason)))  # first, as fail does
    records.get().write(fact(state, "failed", state.attempt, stage=stage, reason=reason))
    sink.get().emit(failed_event(state, stage, reason))


def _letter(state: DocumentState, stage: str, reason: str) -> Letter:
    """Return the dead letter that the Broker did not write: the upload, given up here."""
    return Letter(
        event=signed(settings.signing_key, uploaded_event(state)),
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


reconcile = functions_framework.http(http(reconcile_documents, (records, passages, blobs, sink)))
