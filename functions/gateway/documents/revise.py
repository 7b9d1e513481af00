"""PATCH /documents/{id}: other metadata for a document that is there already."""

from typing import Annotated

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from events.validation import decode
from functions.documents.uploads import check_metadata
from functions.gateway.documents.routes import present
from functions.gateway.http.examples import ACCEPTED, UNCHANGED
from functions.gateway.http.operations import LOCATION, Content, Reply, operation
from functions.gateway.http.responses import json
from functions.gateway.http.serializers import accepted_described
from functions.gateway.http.validation import bounded_body
from functions.gateway.services import in_thread, services
from functions.stores.facts import DocumentState

MAX_BODY = 64 * 1024  # bytes: as much as the form field of an upload

Changes = Annotated[
    dict[str, str | list[str] | None],
    msgspec.Meta(description="what to add or change; null removes a key, and keys that are not named stay"),
]


class Revision(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What can be changed of a document without uploading it again."""

    metadata: Changes


REPLIES = {
    202: Reply("it is indexed again", (Content(ACCEPTED),), LOCATION),
    200: Reply("nothing was changed", (Content(UNCHANGED),), LOCATION),
}


@operation("Documents", REPLIES, 404, 409, 422, 503, bodies=(Content(Revision({"year": "2026", "draft": None})),))
async def change_document(request: Request) -> Response:
    """Change a document's metadata; 202, or 200 when unchanged. Until it is indexed again, the old ones are found."""
    shared = services(request)
    given = decode(await bounded_body(request, MAX_BODY), Revision)
    latest = await present(request)
    outcome = await in_thread(shared.ingest.revise, latest, _merged(latest, given.metadata))
    shared.counters.count("documents_unchanged" if outcome.unchanged else "documents_accepted")
    if not outcome.unchanged:
        await in_thread(shared.admit)
    entry = accepted_described(outcome)
    return json(entry, 200 if outcome.unchanged else 202, {"location": entry.location})


def _merged(latest: DocumentState, changes: dict[str, str | list[str] | None]) -> dict[str, str]:
    """Return the metadata as RFC 7396 (JSON Merge Patch) changes them; raise `Rejected` where an upload with them would
    be."""
    before = latest.upload.metadata if latest.upload else {}
    merged = {key: value for key, value in {**before, **changes}.items() if value is not None}
    return check_metadata(msgspec.json.encode(merged).decode())
