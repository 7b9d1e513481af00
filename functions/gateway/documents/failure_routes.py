"""What failed, and trying it again."""

import base64
from typing import Annotated

import msgspec
from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import Response

from events.documents import DocumentUploaded
from events.errors import Rejected
from events.event import Event
from events.identity import DocumentKey, IndexKey
from events.validation import decode
from functions.documents.failures import unmended
from functions.documents.outside import file_of
from functions.gateway.http.examples import DOCUMENT, FAILURE
from functions.gateway.http.operations import LOCATION, Content, Reply, answers, operation
from functions.gateway.http.responses import json, not_found
from functions.gateway.http.serializers import DocumentView, FailureView, described, failure_described
from functions.gateway.http.validation import Limited, bounded_body, id_in_path, query_of
from functions.gateway.services import Services, in_thread, services, tenant_of_request
from functions.serving.producers import OPEN, normalised
from functions.serving.signing import is_signed
from functions.serving.work import Work
from functions.stores.facts import DocumentState
from functions.stores.records import Records

MAX_BODY = 4096  # bytes


class ReplayRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nothing can be chosen about a replay."""


class FailureList(msgspec.Struct, frozen=True, kw_only=True):
    """Failures, newest first."""

    failures: list[FailureView]


class ReplayedDocument(DocumentView, frozen=True, kw_only=True):
    """The document of a failure."""

    replayed: Annotated[bool, msgspec.Meta(description="false: there was nothing to send")]
    location: str


REPLAYED = ReplayedDocument(**msgspec.structs.asdict(DOCUMENT), replayed=False, location=f"/documents/{DOCUMENT.id}")
REPLIES = {
    202: Reply("it is tried again", (Content(replace(REPLAYED, replayed=True)),), LOCATION),
    200: Reply("it is no longer failed", (Content(REPLAYED),), LOCATION),
}


LISTED = answers(FailureList(failures=[FAILURE]), replay_failure="/failures/0/id")


@operation("Failures", LISTED, 422, 503, query=Limited)
async def list_failures(request: Request) -> Response:
    """List the failures that nothing has mended since, newest first."""
    shared, limit = services(request), query_of(request, Limited).limit
    records, active = await in_thread(_records, shared, tenant_of_request(request))
    found = await in_thread(unmended, records, active, limit)
    return json(FailureList(failures=[failure_described(one.failure, replayable=one.replayable) for one in found]))


def _records(shared: Services, tenant: str) -> tuple[Records, IndexKey]:
    return shared.records.get(), shared.indexes.active(tenant)


@operation("Failures", REPLIES, 404, 409, 422, 503, bodies=(Content(ReplayRequest()),), body_required=False)
async def replay_failure(request: Request) -> Response:
    """Send what is missing of a failed document again; 202, or 200 when it is no longer failed."""
    id_, tenant = id_in_path(request, "failure"), tenant_of_request(request)
    decode(await bounded_body(request, MAX_BODY) or b"{}", ReplayRequest)
    state, sent = await in_thread(_replay, services(request), tenant, id_)
    location = f"/documents/{state.document}"
    body = ReplayedDocument(**msgspec.structs.asdict(described(state)), replayed=sent, location=location)
    return json(body, 202 if sent else 200, {"location": location})


def _replay(shared: Services, tenant: str, id_: str) -> tuple[DocumentState, bool]:
    records = shared.records.get()
    failure = records.failure(tenant, id_)
    if failure is None:
        raise not_found("failure")
    if not failure.document:
        raise Rejected("nothing is on record that could be sent again: correct what was sent, and send it anew")
    event = Event(failure.attributes, base64.b64decode(failure.data))
    ours = is_signed(shared.settings.signing_key, event)
    if not ours and failure.type not in OPEN:
        raise Rejected("no function of this MiniRAG signed this event, so it is kept only to be looked at")
    key = DocumentKey(shared.indexes.meant(IndexKey(tenant, failure.model)), failure.document)
    state = records.state(key)
    if state is None or state.phase == "deleted":
        raise not_found("document")
    if not ours and state.generation < failure.generation:
        return _take_in(shared, tenant, event), True  # it was refused, and the document left as it was
    if failure.generation and state.generation != failure.generation:
        raise Rejected("a newer upload has taken the place of this one: look at the document itself", status=409)
    if not state.has_failed:
        return state, False
    if not ours and _is_without_content(state):
        return _take_in(shared, tenant, event), True
    sent = shared.ingest.resend(state)
    return records.state(key) or state, sent


def _is_without_content(state: DocumentState) -> bool:
    """Tell whether the upload never was accepted: there is nothing on record that could be sent again."""
    return state.upload is None or not (state.upload.dataref or state.upload.unreadable)


def _take_in(shared: Services, tenant: str, outside: Event) -> DocumentState:
    """Accept an outside producer's upload now, checked as if it had just come, above the generation that failed."""
    event = normalised(outside, tenant, shared.settings)
    data = decode(event.data, DocumentUploaded)
    work = Work(stage="gateway", event=event, data=data, tenant=tenant)
    accepted = shared.ingest.accept(file_of(work, shared.blobs.get(), shared.settings.max_upload_bytes))
    shared.admit()
    return accepted.state
