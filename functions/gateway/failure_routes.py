"""What failed, and trying it again."""

from starlette.requests import Request
from starlette.responses import Response

from events.errors import Rejected
from functions.failures import unmended
from functions.gateway.bounds import id_in_path, limit_of
from functions.gateway.describing import described, failure_described
from functions.gateway.replies import json, not_found
from functions.gateway.services import Services, in_thread, services, tenant_of_request
from functions.indexes import active_model
from functions.progress import resend
from functions.stores.facts import DocumentState


async def failures(request: Request) -> Response:
    """List the failures that nothing has mended since, newest first."""
    shared, limit = services(request), limit_of(request)
    records = await in_thread(shared.records.get)
    found = await in_thread(unmended, records, tenant_of_request(request), shared.settings.embedder, limit)
    return json({"failures": [failure_described(one.failure, replayable=one.replayable) for one in found]})


async def replay(request: Request) -> Response:
    """Send what is missing of a failed document again; 202, or 200 when it is no longer failed."""
    id_, tenant = id_in_path(request, "failure"), tenant_of_request(request)
    state, sent = await in_thread(_replay, services(request), tenant, id_)
    headers = {"location": f"/documents/{state.document}"}
    return json({**described(state), "replayed": sent, **headers}, 202 if sent else 200, headers)


def _replay(shared: Services, tenant: str, id_: str) -> tuple[DocumentState, bool]:
    records = shared.records.get()
    failure = records.failure(tenant, id_)
    if failure is None:
        raise not_found("failure")
    if not failure.document:
        raise Rejected("only documents are replayed; a question is asked again")
    model = failure.model or active_model(records, tenant, shared.settings.embedder)
    state = records.state(tenant, model, failure.document)
    if state is None or state.phase == "deleted":
        raise not_found("document")
    if failure.generation and state.generation != failure.generation:
        raise Rejected("a newer upload has taken the place of this one: look at the document itself", status=409)
    if state.phase != "failed":
        return state, False
    sent = resend(state, records, shared.broker.get(), shared.settings.ingest_window, shared.settings.signing_key)
    return records.state(tenant, model, failure.document) or state, sent
