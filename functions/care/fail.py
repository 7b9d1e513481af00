"""fail: every dead letter comes here; it goes on record with stage and reason, and whoever waits is told."""

import logging
from collections.abc import Mapping

import flask
import functions_framework

from events import binding
from events.errors import MiniRAGError, Rejected
from events.identity import DocumentKey, Generation, IndexKey, generation_ms, now_ms
from events.registry import PIPELINE_WAKE
from functions.care.dead_letter import NOT_OURS, Letter, failure_of, read_letter, unreadable_letter
from functions.documents.indexes import Indexes
from functions.documents.progress import failed_event
from functions.serving.env import Env
from functions.serving.handler import Function, body_of, http
from functions.serving.lazy import LazyResource
from functions.serving.signing import DEFAULT_TENANT, is_signed
from functions.stores.facts import DocumentState, Fact, Kind

PATH = "/failed/"
FORBIDDEN = 403  # whoever may not upload a document fails none, either

log = logging.getLogger("minirag")


class Fail:
    """The step, in one world."""

    def __init__(self, env: Env) -> None:
        self._settings, self._records, self._broker, self._reports = env.settings, env.records, env.broker, env.reports
        self._indexes = Indexes(env.records, env.settings.embedder)

    @property
    def resources(self) -> tuple[LazyResource[object], ...]:
        return self._records, self._broker, self._reports

    def record(self, request: flask.Request) -> flask.Response:
        """Take one dead letter, at the path /failed/<trigger>; whatever it is, it goes on record."""
        if request.method != "POST":
            raise Rejected("POST a dead letter", status=400)
        letter = self._letter(request)
        event = letter.event
        if event.type == PIPELINE_WAKE:
            return flask.Response(status=204)  # a stage that did not wake in time is woken by the question itself
        log.warning("failed at %s (%s, %s): %s", letter.stage, letter.trigger, event.type[:80], letter.reason)
        if letter.trigger == NOT_OURS:
            if letter.code:
                self._records.get().add_failure(failure_of(letter))
            return flask.Response(status=204)
        problem: dict[str, object] = {"stage": letter.stage, "reason": letter.reason, "code": letter.code}
        try:
            self._records.get().add_failure(failure_of(letter))  # first: who sees the state may want to send it again
            if letter.document and not self._is_forbidden(letter):
                self._fail_document(letter)
        finally:  # whoever waits is told even where nothing can be written down
            self._reports.get().report(event.get("replyto"), {"error": problem})
        return flask.Response(status=204)

    def _is_forbidden(self, letter: Letter) -> bool:
        """Tell whether the letter is an upload that nobody may make; Knative does not always tell the code."""
        return not letter.signed and (letter.code == FORBIDDEN or not self._settings.outside_producers)

    def _letter(self, request: flask.Request) -> Letter:
        """Return the letter in a request, whatever that holds."""
        headers, body = dict(request.headers), b""
        trigger = request.path.removeprefix(PATH) if request.path.startswith(PATH) else "unknown"
        try:
            body = body_of(request)
            event = binding.receive(headers, body)
            signed = is_signed(self._settings.signing_key, event)
            tenant = event.get("tenant") if signed else ""
            return read_letter(event, trigger, tenant or DEFAULT_TENANT, signed=signed)
        except Rejected as error:
            fault = error.detail
        except Exception as error:  # what nobody foresaw must not keep the letter off the record
            log.exception("a fault of ours in reading a dead letter")
            fault = f"it cannot be read: {type(error).__name__}"
        return unreadable_letter(headers, body, trigger, DEFAULT_TENANT, fault)

    def _fail_document(self, letter: Letter) -> None:
        """Write that the document has failed, if this very generation of it was accepted, or might have been."""
        index = self._index(letter)
        if index is None:
            return
        key = DocumentKey(index, letter.document)
        state = self._records.get().state(key)
        if state and state.generation > letter.generation:
            return  # a newer upload or a deletion has taken its place
        if state is None or state.generation < letter.generation:
            if not letter.derived:
                return  # it is in no record: its index has been removed
            if state and state.phase not in ("failed", "deleted"):
                return  # what was refused leaves the document that is there as it is
            self._records.get().write(_fact(key, letter, "uploaded", 0, _unrecorded_upload(letter)))
        reason = {"stage": letter.stage, "reason": letter.reason}
        attempt = letter.event.attempt if letter.signed else 1
        self._records.get().write(_fact(key, letter, "failed", attempt, reason))
        now = self._records.get().state(key)
        if now and now.has_failed:
            self._announce(now, letter)

    def _index(self, letter: Letter) -> IndexKey | None:
        """Return the index that the letter is about; None where a producer names a model that has none."""
        index = self._indexes.meant(IndexKey(letter.tenant, letter.model))
        known = letter.signed or not letter.model or index in self._indexes.all(letter.tenant)
        return index if known else None

    def _announce(self, state: DocumentState, letter: Letter) -> None:
        """Tell the others; without a Broker that takes it, `reconcile` finds the document at its next tick."""
        try:
            self._broker.get().emit(failed_event(state, letter.stage, letter.reason))
        except MiniRAGError as error:
            log.warning("that %s failed is on record, and told nobody: %s", state.document, error.detail)


def _unrecorded_upload(letter: Letter) -> dict[str, object]:
    """Return an upload without content: an outside event that never could be accepted must still show its reason."""
    empty = dict.fromkeys(("media_type", "sha256", "fingerprint", "dataref"), "")
    return {**empty, "name": letter.name or letter.document, "size": 0}


def _fact(key: DocumentKey, letter: Letter, kind: Kind, number: int, data: Mapping[str, object]) -> Fact:
    at = now_ms() if kind == "failed" else generation_ms(letter.generation)
    generation = Generation(letter.generation)
    return Fact(key=key, generation=generation, kind=kind, number=number, at=at, data=dict(data))


def build(env: Env) -> Function:
    """Return the function that serves the step in this world."""
    step = Fail(env)
    return http(step.record, step.resources)


fail = functions_framework.http(build(Env.from_environment()))
