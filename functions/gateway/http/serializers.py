"""What the gateway says of documents, failures and turns."""

from datetime import UTC, datetime
from typing import Any

from functions.conversation.answer_view import shown_fields
from functions.documents.uploads import Accepted
from functions.stores.conversations import Turn
from functions.stores.dead_letters import Failure
from functions.stores.facts import DocumentState

_LAST_MOMENT = 253_402_300_799_000  # the end of the year 9999


def described(state: DocumentState) -> dict[str, Any]:
    """Return what there is to say of a document; stage and reason only of one that failed, which may have
    its text of before all the same, or cannot be read.

    Of the latter nothing is known but its id, which stands for its name.
    """
    upload = state.upload
    description: dict[str, Any] = {
        "id": state.document,
        "name": upload.name if upload else state.document if state.phase == "unreadable" else "",
        "state": progress(state),
        "phase": state.phase,
        "generation": state.generation,
        "media_type": upload.media_type if upload else "",
        "size": upload.size if upload else 0,
        "metadata": upload.metadata if upload else {},
        "language": state.languages[0] if state.languages else "",
        "languages": state.languages,
        "chunks": state.chunks,
        "files": state.files,
        "reused": state.reused,
        "warnings": state.warnings,
        "batches": state.batches,
        "stored": len(state.stored),
        "attempt": state.attempt,
        "uploaded_at": moment(state.accepted_at),
        "changed_at": moment(state.progressed_at),
    }
    if state.has_failed or state.phase == "unreadable":
        description |= {"stage": state.stage, "reason": state.reason}
    return description


def accepted_described(outcome: Accepted) -> dict[str, object]:
    """Return what there is to say of an accepted document, with the status that says whether anything was to do."""
    return {
        "status": 200 if outcome.unchanged else 202,
        "unchanged": outcome.unchanged,
        "location": f"/documents/{outcome.state.document}",
        **described(outcome.state),
    }


def progress(state: DocumentState) -> str:
    """Return the document's state in a word or two."""
    return f"embedding {len(state.stored)}/{state.batches}" if state.phase == "embedding" else state.phase


def failure_described(failure: Failure, *, replayable: bool) -> dict[str, Any]:
    """Return what there is to say of a failure; the event's data, which may be large, is left out."""
    return {
        "id": failure.id,
        "at": moment(failure.at),
        "stage": failure.stage,
        "reason": failure.reason,
        "code": failure.code,
        "type": failure.type,
        "document": failure.document,
        "generation": failure.generation,
        "name": failure.name,
        "replayable": replayable,
    }


def turn_described(turn: Turn) -> dict[str, Any]:
    """Return a question with its answer."""
    return {
        "id": turn.id,
        "state": "answered",
        "conversation": turn.conversation,
        "at": moment(turn.at),
        "question": turn.question,
        **shown_fields(turn),
        "timings": turn.timings,
        "usage": turn.usage,
    }


def moment(milliseconds: int) -> str:
    """Return milliseconds since 1970 as an RFC 3339 time; one that has none counts as the first or last that has."""
    seconds = min(max(milliseconds, 0), _LAST_MOMENT) / 1000
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
