"""The indexes: which embedding models have one, which one answers, and another model's in its place."""

from typing import Annotated, Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from events.errors import Rejected
from events.identity import IndexKey, now_ms
from events.validation import decode
from functions.documents.reindexing import failed_there_only, is_whole
from functions.gateway.http.responses import json
from functions.gateway.http.validation import bounded_body
from functions.gateway.services import Services, in_thread, services, tenant_of_request
from model.catalog import find

MAX_BODY = 4096  # bytes


class IndexRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An embedding model that is to get an index of all documents; `switch`: it answers once that is whole."""

    model: Annotated[str, msgspec.Meta(min_length=1, max_length=256)]
    switch: bool = False


async def index(request: Request) -> Response:
    """Show the indexes with their documents by phase, which one answers, how far another is, and what is read again."""
    return json(await in_thread(_described, services(request), tenant_of_request(request)))


async def reindex(request: Request) -> Response:
    """Bring a model's index up to date beside the active one, and with `switch` make it the active one; 202."""
    shared, tenant = services(request), tenant_of_request(request)
    given = decode(await bounded_body(request, MAX_BODY), IndexRequest)
    find(given.model, "embed")
    await shared.embedding.embed(["Is this model here?"], given.model)
    return json(await in_thread(_begin, shared, tenant, given), 202)


async def drop_index(request: Request) -> Response:
    """Remove a model's index, if it is not the one that answers."""
    shared, tenant, model = services(request), tenant_of_request(request), request.path_params["model"]
    return json(await in_thread(_drop, shared, IndexKey(tenant, model)))


def _described(shared: Services, tenant: str) -> dict[str, Any]:
    records, indexes = shared.records.get(), shared.indexes
    plan, progress = indexes.plan(tenant), indexes.reindexing(tenant)
    if progress:
        failed = [state.upload.name for state in failed_there_only(records, plan) if state.upload]
        progress |= {"switch": plan.switch, "whole": is_whole(indexes, plan), "failed": failed}
    return {
        "active": plan.active,
        "indexes": [{"model": one.model, "documents": records.counts(one)} for one in indexes.all(tenant)],
        "reindexing": progress,
        "rereading": indexes.rereading(tenant),
    }


def _begin(shared: Services, tenant: str, given: IndexRequest) -> dict[str, Any]:
    shared.ingest.reindex(IndexKey(tenant, given.model), switch=given.switch)
    shared.admit()
    return _described(shared, tenant)


def _drop(shared: Services, index: IndexKey) -> dict[str, Any]:
    plan, model = shared.indexes.plan(index.tenant), index.model
    if model == plan.active:
        raise Rejected(f"the index of {model} answers the questions: switch to another one first", status=409)
    if plan.target == model:
        raise Rejected(f"the index of {model} is being made: reindex to {plan.active}, which ends that", status=409)
    since = (now_ms() - plan.at) / 1000 if plan.number else shared.settings.question_deadline_seconds
    if since < shared.settings.question_deadline_seconds:
        wait = round(shared.settings.question_deadline_seconds - since) + 1
        raise Rejected(f"questions on their way may still look into this index: try again in {wait} s", status=409)
    shared.records.get().drop(index)
    shared.passages.get().drop(index)
    return _described(shared, index.tenant)
