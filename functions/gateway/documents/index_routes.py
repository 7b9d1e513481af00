"""The indexes: which embedding models have one, which one answers, and another model's in its place."""

from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType
from starlette.requests import Request
from starlette.responses import Response

from events.errors import Rejected
from events.identity import IndexKey, now_ms
from events.validation import decode
from functions.documents.reindexing import failed_there_only, is_whole
from functions.gateway.http.examples import EMBEDDER, OTHER_EMBEDDER
from functions.gateway.http.operations import Content, Reply, answers, operation
from functions.gateway.http.responses import json
from functions.gateway.http.validation import bounded_body
from functions.gateway.services import Services, in_thread, services, tenant_of_request
from model.catalog import find

MAX_BODY = 4096  # bytes


class IndexRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An embedding model that is to get an index of all documents; `switch`: it answers once that is whole."""

    model: Annotated[str, msgspec.Meta(min_length=1, max_length=256)]
    switch: bool = False


class Reindexing(msgspec.Struct, frozen=True, kw_only=True):
    """How far another model's index is."""

    model: str
    indexed: int
    documents: int
    switch: Annotated[bool | UnsetType, Meta(description="whether it answers once it is whole")] = UNSET
    whole: bool | UnsetType = UNSET
    failed: Annotated[list[str] | UnsetType, Meta(description="names of documents that failed there only")] = UNSET


class Rereading(msgspec.Struct, frozen=True, kw_only=True):
    """What an older version has read, which is read again."""

    documents: int
    names: Annotated[list[str], Meta(description="the first of them")]


class IndexView(msgspec.Struct, frozen=True, kw_only=True):
    """The index of one embedding model."""

    model: str
    documents: Annotated[dict[str, int], Meta(description="how many, by phase")]


class IndexList(msgspec.Struct, frozen=True, kw_only=True):
    """Every index; that of the model `active` answers."""

    active: str
    indexes: list[IndexView]
    reindexing: Reindexing | None
    rereading: Rereading | None


BOTH = IndexList(
    active=EMBEDDER,
    indexes=[
        IndexView(model=EMBEDDER, documents={"indexed": 12}),
        IndexView(model=OTHER_EMBEDDER, documents={"embedding": 12}),
    ],
    reindexing=Reindexing(model=OTHER_EMBEDDER, indexed=0, documents=12, switch=True, whole=False, failed=[]),
    rereading=None,
)


@operation("Indexes", answers(BOTH), 503)
async def list_indexes(request: Request) -> Response:
    """Show the indexes with their documents by phase, which one answers, how far another is, and what is read again."""
    return json(await in_thread(_described, services(request), tenant_of_request(request)))


@operation(
    "Indexes",
    {202: Reply("it is made", (Content(BOTH),))},
    422,
    503,
    bodies=(Content(IndexRequest(model=OTHER_EMBEDDER)),),
)
async def reindex(request: Request) -> Response:
    """Bring a model's index up to date beside the active one, and with `switch` make it the active one; 202."""
    shared, tenant = services(request), tenant_of_request(request)
    given = decode(await bounded_body(request, MAX_BODY), IndexRequest)
    find(given.model, "embed")
    await shared.embedding.embed(["Is this model here?"], given.model)
    return json(await in_thread(_begin, shared, tenant, given), 202)


@operation("Indexes", answers(BOTH), 404, 409, 422, 503)
async def drop_index(request: Request) -> Response:
    """Remove a model's index, if it is not the one that answers."""
    shared, tenant, model = services(request), tenant_of_request(request), request.path_params["model"]
    return json(await in_thread(_drop, shared, IndexKey(tenant, model)))


def _described(shared: Services, tenant: str) -> IndexList:
    records, indexes = shared.records.get(), shared.indexes
    plan, progress = indexes.plan(tenant), indexes.reindexing(tenant)
    if progress:
        failed = [state.upload.name for state in failed_there_only(records, plan) if state.upload]
        progress |= {"switch": plan.switch, "whole": is_whole(indexes, plan), "failed": failed}
    return IndexList(
        active=plan.active,
        indexes=[IndexView(model=one.model, documents=records.counts(one)) for one in indexes.all(tenant)],
        reindexing=msgspec.convert(progress, Reindexing | None),
        rereading=msgspec.convert(indexes.rereading(tenant), Rereading | None),
    )


def _begin(shared: Services, tenant: str, given: IndexRequest) -> IndexList:
    shared.ingest.reindex(IndexKey(tenant, given.model), switch=given.switch)
    shared.admit()
    return _described(shared, tenant)


def _drop(shared: Services, index: IndexKey) -> IndexList:
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
