"""What the gateway says of documents, failures and turns."""

from datetime import UTC, datetime
from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from functions.conversation.answer_view import AnswerView, shown_fields
from functions.documents.uploads import Accepted
from functions.stores.conversations import Turn
from functions.stores.dead_letters import Failure
from functions.stores.facts import DocumentState, Phase

_LAST_MOMENT = 253_402_300_799_000  # the end of the year 9999
Moment = Annotated[str, Meta(description="a time of RFC 3339", extra_json_schema={"format": "date-time"})]
Milliseconds = Annotated[dict[str, float], Meta(description="milliseconds by stage")]


class DocumentView(msgspec.Struct, frozen=True, kw_only=True):
    """A document and how far it is."""

    id: str
    name: str
    state: Annotated[str, Meta(description="the phase, in a word or two: recognising 3/8, embedding 12/40")]
    phase: Phase
    generation: Annotated[str, Meta(description="of the upload: a later one is greater")]
    media_type: str
    size: Annotated[int, Meta(ge=0, description="bytes")]
    metadata: dict[str, str]
    language: Annotated[str, Meta(description="of most of its text (ISO 639-1); und where nothing tells it")]
    languages: tuple[str, ...]
    chunks: Annotated[int, Meta(ge=0)]
    files: Annotated[int, Meta(ge=0, description="in an archive")]
    reused: Annotated[int, Meta(ge=0, description="of its chunks: those whose texts were in the index already")]
    warnings: Annotated[tuple[str, ...], Meta(description="what could not be read of it: what, how much and where")]
    scanned: Annotated[int, Meta(ge=0, description="pages and pictures that OCR is to read, or has read")]
    recognised: Annotated[int, Meta(ge=0, description="of these: those that it has read")]
    batches: Annotated[int, Meta(ge=0)]
    stored: Annotated[int, Meta(ge=0, description="of its batches")]
    attempt: Annotated[int, Meta(ge=0)]
    uploaded_at: Moment
    changed_at: Moment
    stage: Annotated[str | UnsetType, Meta(description="where it failed")] = UNSET
    reason: Annotated[str | UnsetType, Meta(description="why it failed, or cannot be read")] = UNSET


class AcceptedDocument(DocumentView, frozen=True, kw_only=True):
    """A document that was taken, or that was there already."""

    status: Annotated[Literal[200, 202], Meta(description="200: there was nothing to do")]
    unchanged: bool
    location: str


class FailureView(msgspec.Struct, frozen=True, kw_only=True):
    """What failed, where and why."""

    id: str
    at: Moment
    stage: str
    reason: str
    code: Annotated[int, Meta(description="the status that the stage answered with; 0 where it did not")]
    type: Annotated[str, Meta(description="of the event")]
    document: str
    generation: str
    name: str
    replayable: bool


class TurnView(AnswerView, frozen=True, kw_only=True, tag_field="state", tag="answered"):
    """A question with its answer."""

    id: str
    conversation: str
    at: Moment
    question: str
    timings: Milliseconds
    usage: Annotated[dict[str, int], Meta(description="tokens that the model read and wrote")]


def described(state: DocumentState) -> DocumentView:
    """Return what there is to say of a document; stage and reason only of one that failed, which may have
    its text of before all the same, or cannot be read.

    Of the latter nothing is known but its id, which stands for its name.
    """
    upload = state.upload
    has_reason = state.has_failed or state.phase == "unreadable"
    return DocumentView(
        id=state.document,
        name=upload.name if upload else state.document if state.phase == "unreadable" else "",
        state=progress(state),
        phase=state.phase,
        generation=state.generation,
        media_type=upload.media_type if upload else "",
        size=upload.size if upload else 0,
        metadata=upload.metadata if upload else {},
        language=state.languages[0] if state.languages else "",
        languages=state.languages,
        chunks=state.chunks,
        files=state.files,
        reused=state.reused,
        warnings=state.warnings,
        scanned=len(state.scans.pages) if state.scans else 0,
        recognised=state.scans.done if state.scans else 0,
        batches=state.batches,
        stored=len(state.stored),
        attempt=state.attempt,
        uploaded_at=moment(state.accepted_at),
        changed_at=moment(state.progressed_at),
        stage=state.stage if has_reason else UNSET,
        reason=state.reason if has_reason else UNSET,
    )


def accepted_described(outcome: Accepted) -> AcceptedDocument:
    """Return what there is to say of an accepted document, with the status that says whether anything was to do."""
    return AcceptedDocument(
        status=200 if outcome.unchanged else 202,
        unchanged=outcome.unchanged,
        location=f"/documents/{outcome.state.document}",
        **msgspec.structs.asdict(described(outcome.state)),
    )


def progress(state: DocumentState) -> str:
    """Return the document's state in a word or two."""
    if state.phase == "recognising" and state.scans:
        return f"recognising {state.scans.done}/{len(state.scans.pages)}"
    return f"embedding {len(state.stored)}/{state.batches}" if state.phase == "embedding" else state.phase


def failure_described(failure: Failure, *, replayable: bool) -> FailureView:
    """Return what there is to say of a failure; the event's data, which may be large, is left out."""
    return FailureView(
        id=failure.id,
        at=moment(failure.at),
        stage=failure.stage,
        reason=failure.reason,
        code=failure.code,
        type=failure.type,
        document=failure.document,
        generation=failure.generation,
        name=failure.name,
        replayable=replayable,
    )


def turn_described(turn: Turn) -> TurnView:
    """Return a question with its answer."""
    return TurnView(
        id=turn.id,
        conversation=turn.conversation,
        at=moment(turn.at),
        question=turn.question,
        **shown_fields(turn),
        timings=turn.timings,
        usage=turn.usage,
    )


def moment(milliseconds: int) -> str:
    """Return milliseconds since 1970 as an RFC 3339 time; one that has none counts as the first or last that has."""
    seconds = min(max(milliseconds, 0), _LAST_MOMENT) / 1000
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
