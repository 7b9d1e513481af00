"""The tools that list documents and read one of them."""

from itertools import accumulate
from typing import Annotated, Any

import msgspec

from events.fields import GenerationId, Id, Recognised
from functions.gateway.mcp.calls import Call, Calls
from functions.gateway.mcp.filters import Collections, Tags
from functions.gateway.mcp.tool import Progress, Tool

LISTING = """\
List the user's documents, newest first: name, id, state, language, size and labels. Use it to learn what there is, \
which collections and tags can be filtered by, and whether an upload is searchable yet (`state: indexed`). A long \
list is cut: send `next` as `after` to go on."""
READING = """\
Read a document's text, a part at a time: `limit` characters from `offset` on. The text is what was extracted from \
the file; `start` and `end` of passages, sentences and citations from the other tools count its characters, so an \
`offset` a little before a citation's `start` shows what stands around it. `next` is the offset of the part that \
follows, and missing at the end. For one fact in a long document `ask` or `search` is quicker."""
MOST = 40_000  # characters of one part
MOST_LABELS = 2_000  # characters of one document's metadata
LONGEST = 400  # characters of a value or a warning


class ListDocuments(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Which documents to list."""

    collections: Collections | None = None
    tags: Tags | None = None
    archive: Annotated[Id, msgspec.Meta(description="an archive's id, a UUID: only what came in it")] | None = None
    after: Annotated[GenerationId, msgspec.Meta(description="the `next` of an earlier list, to go on")] | None = None
    limit: Annotated[int, msgspec.Meta(ge=1, le=100, description="How many documents, 1 to 100.")] = 25


class Document(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A document, and how far it is."""

    id: Annotated[str, msgspec.Meta(description="for fetch_document and filters")]
    name: str
    state: Annotated[
        str,
        msgspec.Meta(description="indexed: searchable; waiting, splitting, recognising 3/8, embedding 3/12, failed"),
    ]
    media_type: str = ""
    size: Annotated[int, msgspec.Meta(description="of the file, in bytes")] = 0
    language: str = ""
    files: Annotated[int, msgspec.Meta(description="in an archive: they are documents of their own")] = 0
    metadata: Annotated[
        dict[str, str], msgspec.Meta(description="the user's own; collection, tags and date among it")
    ] = {}
    uploaded_at: str = ""
    reason: Annotated[str, msgspec.Meta(description="why it failed")] = ""
    warnings: Annotated[list[str], msgspec.Meta(description="what could not be read of it")] = []


class Listed(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A page of the list."""

    documents: list[Document]
    counts: Annotated[dict[str, int], msgspec.Meta(description="how many documents there are in each state, in all")]
    next: Annotated[str, msgspec.Meta(description="send it as `after` to go on; missing at the end")] | None = None


class FetchDocument(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Which part of which document to read."""

    document: Annotated[Id, msgspec.Meta(description="the document's id, a UUID as the other tools give it")]
    offset: Annotated[int, msgspec.Meta(ge=0, description="The first character, counted from 0.")] = 0
    limit: Annotated[int, msgspec.Meta(ge=1, le=MOST, description=f"How many characters, 1 to {MOST}.")] = 8_000


class Place(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where in the document some of the text stands, in characters of its whole text."""

    start: int
    end: int
    page: int | None = None
    heading: str = ""
    recognised: Recognised = None


class Fetched(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A part of a document's text: its characters from `start` to `end`, of `total`."""

    id: str
    name: str
    text: str
    start: int
    end: int
    total: int
    next: Annotated[int, msgspec.Meta(description="the offset of the part that follows; missing at the end")] | None = (
        None
    )
    passages: Annotated[list[Place], msgspec.Meta(description="the pages and headings of this part, in order")]


async def list_documents(given: ListDocuments, calls: Calls, _: Progress) -> Listed:
    """List documents by the route that does it for every client."""
    query = [("limit", str(given.limit))]
    query += [(name, value) for name, value in (("after", given.after), ("archive", given.archive)) if value]
    query += [("collection", one) for one in given.collections or ()]
    query += [("tag", one) for one in given.tags or ()]
    page = await calls.json(Call("GET", "/documents", tuple(query)))
    return msgspec.convert({**page, "documents": [shortened(one) for one in page["documents"]]}, Listed)


def shortened(document: dict[str, Any]) -> dict[str, Any]:
    """Return a document with as much of its labels and warnings as an agent can do with."""
    labels = [(key, _cut(value)) for key, value in document["metadata"].items()]
    sizes = accumulate(len(key) + len(value) for key, value in labels)
    kept = dict(label for label, size in zip(labels, sizes, strict=True) if size <= MOST_LABELS)
    return {**document, "metadata": kept, "warnings": [_cut(one) for one in document["warnings"][:5]]}


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} ..."


async def fetch_document(given: FetchDocument, calls: Calls, _: Progress) -> Fetched:
    """Read a part of a text by the route that does it for every client."""
    return msgspec.convert(await text_of(calls, given.document, given.offset, given.limit), Fetched)


async def text_of(calls: Calls, document: str, offset: int, limit: int) -> Any:  # noqa: ANN401 - any JSON
    """Return what the route says of a part of a document's text."""
    query = (("offset", str(offset)), ("limit", str(limit)))
    return await calls.json(Call("GET", f"/documents/{document}/text", query))


LIST_DOCUMENTS = Tool("list_documents", "List the documents", LISTING, ListDocuments, Listed, list_documents)
FETCH_DOCUMENT = Tool("fetch_document", "Read a document", READING, FetchDocument, Fetched, fetch_document)
