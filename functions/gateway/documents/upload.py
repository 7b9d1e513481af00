"""POST /documents: files in, each accepted or refused on its own."""

import asyncio
import re
from contextlib import closing
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType
from starlette.requests import Request
from starlette.responses import Response

from events.binding import media_type
from events.errors import MiniRAGError, Rejected
from events.file_names import one_spelling
from functions.documents.media_types import UNSPECIFIC, type_by_name
from functions.documents.uploads import Accepted, UploadedFile, check_metadata, check_name, check_size
from functions.gateway.documents.multipart import (
    MAX_FIELD,
    Part,
    Parts,
    read_parts,
    read_raw,
)
from functions.gateway.http.examples import ACCEPTED, NAME, UNCHANGED
from functions.gateway.http.operations import BINARY, LOCATION, Content, Reply, operation
from functions.gateway.http.responses import json
from functions.gateway.http.serializers import AcceptedDocument, accepted_described
from functions.gateway.http.validation import query_of
from functions.gateway.services import Services, in_thread, services, tenant_of_request

_CHARSET = re.compile(r";[ \t]{0,20}charset[ \t]{0,20}=[ \t]{0,20}\"?([\w.:-]{1,40})", re.IGNORECASE)
REQUEST_LIMIT = 10  # times the limit of one file
AT_ONCE = asyncio.Semaphore(4)  # files in memory


class Upload(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The query of a raw body; a form says both itself."""

    name: Annotated[str | UnsetType, Meta(description="the file's, of a raw body", examples=[NAME])] = UNSET
    metadata: Annotated[str, Meta(description="a JSON object of texts", examples=['{"collection": "manuals"}'])] = ""


class RefusedFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file among several that was not taken."""

    name: str
    status: int
    error: str


FORM = {
    "type": "object",
    "required": ["file"],
    "additionalProperties": False,
    "properties": {
        "file": {"type": "array", "minItems": 1, "items": BINARY, "description": "one file or many, with their names"},
        "metadata": {"type": "string", "description": "a JSON object of texts, for all files"},
    },
}
FORM_EXAMPLE = {"file": ["# Pump"], "metadata": '{"collection": "manuals"}'}
REFUSED = RefusedFile(name="empty.txt", status=422, error="empty.txt is empty")
NEXT = dict.fromkeys(("show_document", "document_content", "change_document", "delete_document"), "/id")
REPLIES = {
    202: Reply(
        "taken; of several files a list, each with a status of its own",
        (Content(ACCEPTED, (AcceptedDocument, [AcceptedDocument, RefusedFile])),),
        links=NEXT,
    ),
    200: Reply("the same was there already", (Content(UNCHANGED),), LOCATION, NEXT),
}
BODIES = (Content(FORM_EXAMPLE, FORM, "multipart/form-data"), Content("# Pump", BINARY, "application/octet-stream"))


@operation("Documents", REPLIES, 413, 422, 503, query=Upload, bodies=BODIES)
async def upload_documents(request: Request) -> Response:
    """Accept one file or many; 202, or 200 when unchanged; for several files 202 and a list with a status for each.

    A raw body may be of any media type, which says how it is read; then the query says the name.
    """
    if media_type(request.headers.get("content-type", "")) == "multipart/form-data":
        return await _upload_form(request)
    return await _upload_raw(request)


async def _upload_form(request: Request) -> Response:
    given, limit = query_of(request, Upload), services(request).settings.max_upload_bytes
    with Parts(request.headers["content-type"], limit) as parts:
        await read_parts(request.stream(), parts, limit * REQUEST_LIMIT)
        files = [part for part in parts.parts if part.is_file and (part.name or part.size)]
        if not files:
            raise Rejected("the form holds no file: send it in the field `file`, with its name")
        return await _accept_files(request, files, _metadata(parts.parts, given.metadata))


async def _upload_raw(request: Request) -> Response:
    given, limit = query_of(request, Upload), services(request).settings.max_upload_bytes
    if given.name is UNSET:
        raise Rejected("the name is missing: POST /documents?name=notes.txt, or send a form with the field `file`")
    name = check_name(one_spelling(given.name))
    part = Part(name=name, media_type=request.headers.get("content-type", ""), is_file=True)
    with closing(part.file):
        await read_raw(request.stream(), part, limit, limit * REQUEST_LIMIT)
        return await _accept_files(request, [part], _metadata([], given.metadata))


def _metadata(parts: list[Part], said: str) -> dict[str, str]:
    fields = [part for part in parts if not part.is_file]
    for part in fields:
        if part.form_field != "metadata":
            raise Rejected(f"{part.form_field[:40]}: there is no such field, only file and metadata")
        check_size("the field metadata", part.size or 1, MAX_FIELD)  # an empty one says nothing
    if len(fields) > 1:
        raise Rejected(f"the form has {len(fields)} fields metadata: send one, for all files of the form")
    try:
        return check_metadata(fields[0].read().decode() if fields else said)
    except UnicodeDecodeError as error:
        raise Rejected(f"the field metadata is not UTF-8: {error}", status=400) from error


async def _accept_files(request: Request, files: list[Part], metadata: dict[str, str]) -> Response:
    shared, tenant = services(request), tenant_of_request(request)
    outcomes = [await _outcome(shared, tenant, part, metadata) for part in files]
    if any(isinstance(outcome, Accepted) for outcome in outcomes):
        await in_thread(shared.admit)
    if len(outcomes) > 1:
        return json([_entry(part, outcome) for part, outcome in zip(files, outcomes, strict=True)], 202)
    if isinstance(outcomes[0], MiniRAGError):
        raise outcomes[0]
    entry = accepted_described(outcomes[0])
    return json(entry, entry.status, {"location": entry.location})


async def _outcome(shared: Services, tenant: str, part: Part, metadata: dict[str, str]) -> Accepted | MiniRAGError:
    try:
        async with AT_ONCE:
            accepted = await in_thread(_accept, shared, tenant, part, metadata)
    except MiniRAGError as error:
        shared.counters.count("documents_refused")
        return error
    shared.counters.count("documents_unchanged" if accepted.unchanged else "documents_accepted")
    return accepted


def _accept(shared: Services, tenant: str, part: Part, metadata: dict[str, str]) -> Accepted:
    check_name(part.name)
    check_size(part.name, part.size, shared.settings.max_upload_bytes)
    given = media_type(part.media_type)
    kind = type_by_name(part.name) if given in UNSPECIFIC else given + _charset(part.media_type)
    return shared.ingest.accept(UploadedFile(tenant, part.name, kind, part.read(), metadata))


def _charset(content_type: str) -> str:
    """Return the parameter for the character set, which the text's reader needs, or ""."""
    found = _CHARSET.search(content_type)
    return f"; charset={found[1].lower()}" if found else ""


def _entry(part: Part, outcome: Accepted | MiniRAGError) -> AcceptedDocument | RefusedFile:
    if isinstance(outcome, MiniRAGError):
        return RefusedFile(name=part.name, status=outcome.status, error=outcome.detail)
    return accepted_described(outcome)
