"""reconcile: admits the next documents, sends again what made no progress, and sweeps what nobody needs."""

import flask
import functions_framework

from events import binding
from events.errors import Rejected
from events.identity import now_ms
from events.registry import DOCUMENT_FAILED, DOCUMENT_INDEXED
from functions import opened
from functions.care.deadletter import Letter, failure_of
from functions.care.sweeping import sweep_blobs, sweep_passages
from functions.emitting import broker
from functions.handler import body_of, http
from functions.indexes import active_model
from functions.progress import admit_next, fact, failed_event, resend, uploaded_event
from functions.reindexing import advance, copy_missing
from functions.settings import read_settings
from functions.signing import DEFAULT_TENANT
from functions.stores.facts import DocumentState

TICK = "dev.knative.sources.ping"
MOST_ATTEMPTS = 5

settings = read_settings()
records, passages, blobs, sink = opened.records(), opened.passages(), opened.blobs(), broker()


def reconcile_documents(request: flask.Request) -> flask.Response:
    """Move on whatever waits or is stuck; at a tick of the PingSource, sweep too."""
    event = binding.receive(dict(request.headers), body_of(request))
    if event.type not in (TICK, DOCUMENT_INDEXED, DOCUMENT_FAILED):
        raise Rejected(f"reconcile takes {TICK}, {DOCUMENT_INDEXED}, {DOCUMENT_FAILED}, not {event.type[:80]}")
    admit_next(records.get(), sink.get(), settings.ingest_in_flight, settings.signing_key)
    in_flight = records.get().in_flight()
    for state in in_flight:
        if now_ms() > lease_end(state, settings.lease_seconds):
            _heal(state)
    if len(in_flight) < settings.ingest_in_flight:
        _reindex(complete=event.type == TICK)
    if event.type == TICK:
        sweep_passages(records.get(), passages.get())
        sweep_blobs(records.get(), blobs.get(), settings.embedder)
    return flask.Response(status=204)


def _reindex(*, complete: bool) -> None:
    """Go on with another model's index; `complete`: else give the active one what it lacks of former ones."""
    stores, limit = (records.get(), DEFAULT_TENANT, settings.embedder), settings.ingest_in_flight
    begun = advance(*stores, limit)
    if complete and not begun and records.get().plan(DEFAULT_TENANT):
        begun = copy_missing(*stores, active_model(*stores), limit) > 0
    if begun:
        admit_next(records.get(), sink.get(), limit, settings.signing_key)


def lease_end(state: DocumentState, lease_seconds: float) -> float:
    """Return when a document in flight counts as stuck: its lease after its last progress, doubled at each attempt."""
    return state.progressed_at + lease_seconds * 1000 * 2.0 ** (state.attempt - 1)


def _heal(state: DocumentState) -> None:
    if state.attempt < MOST_ATTEMPTS:
        resend(state, records.get(), sink.get(), settings.ingest_window, settings.signing_key)
    else:
        _give_up(state)


def _give_up(state: DocumentState) -> None:
    stage = "embed" if state.batches else "split"
    reason = f"no progress in {MOST_ATTEMPTS} attempts"
    records.get().add_failure(failure_of(_letter(state, stage, reason)))  # first, as fail does
    records.get().write(fact(state, "failed", state.attempt, stage=stage, reason=reason))
    sink.get().emit(failed_event(state, stage, reason, settings.signing_key))


def _letter(state: DocumentState, stage: str, reason: str) -> Letter:
    """Return the dead letter that the Broker did not write: the upload, given up here."""
    return Letter(
        event=uploaded_event(state, settings.signing_key),
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
