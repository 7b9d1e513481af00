"""GET /documents/{id}/text: what was read out of a document, in the characters that citations count in."""

from typing import Annotated

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from events.errors import Rejected
from events.fields import Recognised
from functions.gateway.documents.routes import present
from functions.gateway.http.examples import CITATION, GENERATION, ID, NAME, SENTENCE
from functions.gateway.http.operations import answers, operation
from functions.gateway.http.responses import json
from functions.gateway.http.serializers import progress
from functions.gateway.http.validation import query_of
from functions.gateway.services import Services, in_thread, services
from functions.stores.facts import DocumentState

MOST = 100_000  # characters of one answer
FARTHEST = 10**12


class TextWanted(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The query: which part of a text."""

    offset: Annotated[int, Meta(ge=0, le=FARTHEST, description="the first character, counted from 0")] = 0
    limit: Annotated[int, Meta(ge=1, le=MOST, description="how many characters at most")] = 10_000


class TextPlace(msgspec.Struct, frozen=True, kw_only=True):
    """Where a passage stands in the text."""

    id: str
    start: Annotated[int, Meta(ge=0)]
    end: Annotated[int, Meta(ge=0)]
    page: int | None
    heading: str
    recognised: Recognised


class DocumentText(msgspec.Struct, frozen=True, kw_only=True):
    """The characters from `start` to `end` of a document's extracted text, which has `total`."""

    id: str
    name: str
    generation: Annotated[str, Meta(description="of the upload whose text it is: the searchable one")]
    text: str
    start: Annotated[int, Meta(ge=0)]
    end: Annotated[int, Meta(ge=0)]
    total: Annotated[int, Meta(ge=0)]
    next: Annotated[int | None, Meta(description="the offset of the part that follows; null at the end")]
    passages: Annotated[list[TextPlace], Meta(description="in which this part lies, in order")]


PLACE = TextPlace(id=CITATION.id, start=120, end=156, page=None, heading=CITATION.heading, recognised=None)
TEXT = DocumentText(
    id=ID, name=NAME, generation=GENERATION, text=SENTENCE, start=120, end=156, total=840, next=156, passages=[PLACE]
)


@operation("Documents", answers(TEXT), 404, 409, 422, 503, query=TextWanted)
async def document_text(request: Request) -> Response:
    """Show a part of a document's extracted text, with the passages in it; 409 while there is none."""
    given = query_of(request, TextWanted)
    return json(await in_thread(_part, services(request), await present(request), given))


def _part(shared: Services, state: DocumentState, wanted: TextWanted) -> DocumentText:
    from functions.documents.extracted_text import ExtractedText  # noqa: PLC0415 - no start pays for it

    current = shared.records.get().current(state.key.index, {state.document}).get(state.document)
    if current is None or state.files:
        raise Rejected(_without_text(state), status=409)
    part = ExtractedText(shared.passages.get(), state.key, current).part(wanted.offset, wanted.limit)
    return DocumentText(
        id=state.document,
        name=state.upload.name if state.upload else "",
        generation=current,
        text=part.text,
        start=part.start,
        end=part.end,
        total=part.total,
        next=part.end if part.end < part.total else None,
        passages=[
            TextPlace(
                id=one.id, start=one.start, end=one.end, page=one.page, heading=one.heading, recognised=one.recognised
            )
            for one in part.passages
        ],
    )


def _without_text(state: DocumentState) -> str:
    """Return why there is no text, and what to do."""
    if state.files:
        return "this is an archive, whose files are documents of their own: list those with its id as archive"
    if state.has_failed or state.phase == "unreadable":
        return f"nothing could be read of this document ({state.stage}: {state.reason}): mend it and upload it again"
    return f"this document is not read yet, it is {progress(state)}: ask again once its state is indexed"
