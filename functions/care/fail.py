"""fail: every dead letter comes here; it goes on record with stage and reason, and whoever waits is told."""

import logging
from collections.abc import Mapping

import flask
import functions_framework

from events import binding
from events.identity import generation_ms, now_ms
from events.registry import PIPELINE_WAKE
from functions import opened
from functions.care.deadletter import NOT_OURS, Letter, failure_of, read_letter
from functions.emitting import broker
from functions.handler import http
from functions.indexes import active_model
from functions.progress import failed_event
from functions.reporting import reporter
from functions.settings import read_settings
from functions.signing import tenant_of
from functions.stores.facts import Fact, Kind

PATH = "/failed/"

settings = read_settings()
records, sink, reports = opened.records(), broker(), reporter(settings.signing_key)
log = logging.getLogger("minirag")


def record_failure(request: flask.Request) -> flask.Response:
    """Take one dead letter, at the path /failed/<trigger>; whatever its data is, it is never refused once readable."""
    event = binding.receive(dict(request.headers), request.get_data())
    trigger = request.path.removeprefix(PATH) if request.path.startswith(PATH) else "unknown"
    if event.type == PIPELINE_WAKE:
        return flask.Response(status=204)  # a stage that did not wake in time is woken by the question itself
    letter = read_letter(event, trigger, tenant_of(settings.signing_key, event))
    log.warning("failed at %s (%s, %s): %s", letter.stage, trigger, event.type, letter.reason)
    if trigger == NOT_OURS:
        if letter.code:
            records.get().add_failure(failure_of(letter))
        return flask.Response(status=204)
    problem: dict[str, object] = {"stage": letter.stage, "reason": letter.reason, "code": letter.code}
    try:
        records.get().add_failure(failure_of(letter))  # first: who sees the state may want to send it again
        if letter.document:
            _fail_document(letter)
    finally:  # whoever waits is told even where nothing can be written down
        reports.get().report(event.get("replyto"), {"error": problem})
    return flask.Response(status=204)


def _fail_document(letter: Letter) -> None:
    model = letter.model or active_model(records.get(), letter.tenant, settings.embedder)
    state = records.get().state(letter.tenant, model, letter.document)
    if state and state.generation > letter.generation:
        return  # a newer upload or a deletion has taken its place
    if state is None or state.generation < letter.generation:
        records.get().write(_fact(letter, model, "uploaded", 0, _unrecorded_upload(letter)))
    reason = {"stage": letter.stage, "reason": letter.reason}
    records.get().write(_fact(letter, model, "failed", letter.event.attempt, reason))
    now = records.get().state(letter.tenant, model, letter.document)
    if now and now.phase == "failed":
        sink.get().emit(failed_event(now, letter.stage, letter.reason))


def _unrecorded_upload(letter: Letter) -> dict[str, object]:
    """Return an upload without content: an outside event that never could be accepted must still show its reason."""
    empty = dict.fromkeys(("media_type", "sha256", "fingerprint", "dataref"), "")
    return {**empty, "name": letter.name or letter.document, "size": 0}


def _fact(letter: Letter, model: str, kind: Kind, number: int, data: Mapping[str, object]) -> Fact:
    about = {"tenant": letter.tenant, "model": model, "document": letter.document, "generation": letter.generation}
    at = now_ms() if kind == "failed" else generation_ms(letter.generation)
    return Fact(**about, kind=kind, number=number, at=at, data=dict(data))


fail = functions_framework.http(http(record_failure, (records, sink, reports)))
