"""GET /documents/{id}/text: what was read out of a document, in the characters that citations count in."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from events.errors import Rejected
from events.whole_number import whole_number
from functions.documents.extracted_text import ExtractedText
from functions.gateway.documents.routes import present
from functions.gateway.http.responses import json
from functions.gateway.http.serializers import progress
from functions.gateway.services import Services, in_thread, services
from functions.stores.facts import DocumentState

MOST = 100_000  # characters of one answer
USUAL = 10_000
FARTHEST = 10**12


async def text(request: Request) -> Response:
    """Show a part of a document's extracted text: `limit` characters from `offset` on, and the passages in it."""
    offset = _number(request, "offset", 0, (0, FARTHEST))
    limit = _number(request, "limit", USUAL, (1, MOST))
    return json(await in_thread(_part, services(request), await present(request), offset, limit))


def _number(request: Request, name: str, default: int, bounds: tuple[int, int]) -> int:
    found = whole_number(request.query_params.get(name) or str(default), *bounds)
    if found is None:
        raise Rejected(f"{name} must be a number from {bounds[0]} to {bounds[1]}: characters of the extracted text")
    return found


def _part(shared: Services, state: DocumentState, offset: int, limit: int) -> dict[str, Any]:
    current = shared.records.get().current(state.key.index, {state.document}).get(state.document)
    if current is None or state.files:
        raise Rejected(_without_text(state), status=409)
    part = ExtractedText(shared.passages.get(), state.key, current).part(offset, limit)
    return {
        "id": state.document,
        "name": state.upload.name if state.upload else "",
        "generation": current,
        "text": part.text,
        "start": part.start,
        "end": part.end,
        "total": part.total,
        "next": part.end if part.end < part.total else None,
        "passages": [
            {"id": one.id, "start": one.start, "end": one.end, "page": one.page, "heading": one.heading}
            for one in part.passages
        ],
    }


def _without_text(state: DocumentState) -> str:
    """Return why there is no text, and what to do."""
    if state.files:
        return "this is an archive, whose files are documents of their own: list those with its id as archive"
    if state.has_failed or state.phase == "unreadable":
        return f"nothing could be read of this document ({state.stage}: {state.reason}): mend it and upload it again"
    return f"this document is not read yet, it is {progress(state)}: ask again once its state is indexed"
