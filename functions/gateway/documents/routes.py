"""GET and DELETE under /documents."""

from typing import Annotated, Literal
from urllib.parse import quote

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from events.binding import media_type
from events.fields import UUID_PATTERN
from events.identity import DocumentKey, IndexKey
from functions.documents.overtaking import is_ghost
from functions.documents.progress import deleted_event
from functions.documents.sent_later import sent_later
from functions.gateway.documents.index_routes import Reindexing, Rereading
from functions.gateway.http.examples import DOCUMENT, GENERATION, ID
from functions.gateway.http.operations import BINARY, LOCATION, Content, Reply, answers, operation
from functions.gateway.http.responses import json, not_found
from functions.gateway.http.serializers import DocumentView, described
from functions.gateway.http.validation import MAX_LIMIT, Limited, query_of
from functions.gateway.services import Services, in_thread, services, tenant_of_request
from functions.stores.document_log import DocumentLog
from functions.stores.facts import DocumentState, Fact
from functions.text.labels import bears

SANDBOX = "sandbox; default-src 'none'"


class Listing(Limited, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which documents to list."""

    after: Annotated[
        str, Meta(pattern=f"^$|{UUID_PATTERN}", description="the `next` of an earlier list", examples=[GENERATION])
    ] = ""
    archive: Annotated[str, Meta(description="an id: those that came in this archive", examples=[ID])] = ""
    collection: Annotated[list[str], Meta(description="those of one of these", examples=[["manuals"]])] = []
    tag: Annotated[list[str], Meta(description="those with all of these", examples=[["pump"]])] = []


class DocumentList(msgspec.Struct, frozen=True, kw_only=True):
    """Documents, newest first."""

    documents: list[DocumentView]
    counts: Annotated[dict[str, int], Meta(description="of all documents, by phase")]
    next: Annotated[str | None, Meta(description="for `after`, where the list was cut")]
    reindexing: Reindexing | None
    rereading: Annotated[Rereading | None, Meta(description="on the first page only")]
    max_upload_bytes: int


class DeletedDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A document that is no more."""

    id: str
    state: Literal["deleted"]
    generation: str


LISTED = DocumentList(
    documents=[DOCUMENT],
    counts={"indexed": 1},
    next=None,
    reindexing=None,
    rereading=None,
    max_upload_bytes=50_000_000,
)
DELETED = DeletedDocument(id=ID, state="deleted", generation=GENERATION)
FILE = Reply(
    "the file; what is no plain text and no PDF is saved, not shown",
    tuple(Content(b"# Pump", BINARY, kind) for kind in ("application/octet-stream", "text/plain", "application/pdf")),
    {"content-disposition": "with the file's name"},
)


@operation("Documents", answers(LISTED, show_document="/documents/0/id"), 422, 503, query=Listing)
async def list_documents(request: Request) -> Response:
    """List the documents, newest first, with the number in each phase; `next` continues a list that was cut.

    `rereading`, on the first page, tells what an older version has read, which is read again.

    With `archive`, the id of one, those that came in it; with `collection` those of one of these, with `tag` of all.
    """
    shared, tenant = services(request), tenant_of_request(request)
    given, records = query_of(request, Listing), await in_thread(shared.records.get)
    index = await in_thread(shared.indexes.active, tenant)
    counts = await in_thread(records.counts, index)  # first: who waits until none is on the way sees the last change
    states = await in_thread(_members if given.archive else _chosen, records, index, given)
    rereading = None if given.after else await in_thread(shared.indexes.rereading, tenant)
    body = DocumentList(
        documents=[described(state) for state in states],
        counts=counts,
        next=states[-1].generation if len(states) == given.limit else None,
        reindexing=msgspec.convert(await in_thread(shared.indexes.reindexing, tenant), Reindexing | None),
        rereading=msgspec.convert(rereading, Rereading | None),
        max_upload_bytes=shared.settings.max_upload_bytes,
    )
    return json(body)


def _chosen(log: DocumentLog, index: IndexKey, given: Listing) -> list[DocumentState]:
    """Return the newest documents of an index that bear these labels."""
    chosen, after, limit = (given.collection, given.tag), given.after, given.limit
    if not any(chosen):
        return log.states(index, after=after, limit=limit)
    found: list[DocumentState] = []
    while len(found) < limit and (page := log.states(index, after=after, limit=MAX_LIMIT)):
        found += [state for state in page if state.upload and bears(state.upload.metadata, *chosen)]
        after = page[-1].generation
    return found[:limit]


def _members(log: DocumentLog, index: IndexKey, given: Listing) -> list[DocumentState]:
    """Return what came in an archive and is still its own, newest first."""
    archive, after, limit = DocumentKey(index, given.archive), given.after, given.limit
    found = log.members(archive)
    own = [state for state in found if state.upload and state.upload.archive == archive.document]
    listed = [state for state in own if not after or state.generation < after]
    return sorted(listed, key=lambda state: state.generation, reverse=True)[:limit]


@operation("Documents", answers(DOCUMENT), 404, 503)
async def show_document(request: Request) -> Response:
    """Show one document."""
    return json(described(await present(request)))


@operation("Documents", {200: FILE}, 404, 503)
async def document_content(request: Request) -> Response:
    """Give back the original file, in a way that no browser runs anything in it."""
    state, blobs = await present(request), await in_thread(services(request).blobs.get)
    if state.upload is None or not state.upload.dataref:
        raise not_found("content")
    data = await in_thread(blobs.get, state.upload.dataref)
    return Response(data, headers=content_headers(state.upload.name, state.upload.media_type, data))


def content_headers(name: str, given: str, data: bytes) -> dict[str, str]:
    """Return headers under which only plain text and real PDFs are shown, and everything else is saved."""
    kind, disposition, policy = media_type(given), "inline", SANDBOX
    if kind == "application/pdf" and data.startswith(b"%PDF-"):
        policy = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'"  # viewers do not start in a sandbox
    elif kind in ("text/plain", "text/markdown"):
        kind = "text/plain; charset=utf-8"
    else:
        kind, disposition = "application/octet-stream", "attachment"
    return {
        "content-type": kind,
        "content-disposition": f"{disposition}; filename*=UTF-8''{quote(name.rpartition('/')[2], safe='')}",
        "content-security-policy": policy,
        "cache-control": "private, no-cache",
    }


@operation("Documents", {202: Reply("it is out of lists and answers", (Content(DELETED),), LOCATION)}, 404, 503)
async def delete_document(request: Request) -> Response:
    """Forget a document, and with an archive all that came in it: from now on they are in no list and in no answer."""
    shared, state = services(request), await present(request)
    deleted = await in_thread(shared.ingest.delete, state)
    shared.counters.count("documents_deleted")
    if not is_ghost(state.document):
        await _announce(shared, deleted)
    body = DeletedDocument(id=state.document, state="deleted", generation=deleted.generation)
    return json(body, 202, {"location": f"/documents/{state.document}"})


async def present(request: Request) -> DocumentState:
    """Return the state of the document in the path; raise `Rejected` (404) when it is unknown or deleted."""
    id_, shared, tenant = request.path_params["id"], services(request), tenant_of_request(request)
    state = await in_thread(shared.ingest.state, tenant, id_)
    if state is None or state.phase == "deleted":
        raise not_found("document")
    return state


async def _announce(shared: Services, deleted: Fact) -> None:
    """Tell `store` to remove the passages, which are out of every search already."""
    with sent_later("the deletion is on record, and `reconcile` removes the passages later"):
        await shared.async_broker.emit(deleted_event(deleted))
