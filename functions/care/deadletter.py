"""A dead letter: the event that failed, where, and why, as far as the Broker tells."""

import base64
import binascii
import re
from dataclasses import dataclass
from typing import Any

import msgspec

from events.errors import Rejected
from events.event import Event
from events.identity import derived_id, document_id, generation_of, now_ms
from events.registry import (
    ANSWER_GENERATED,
    CHUNKS_EMBEDDED,
    CHUNKS_SPLIT,
    DOCUMENT_DELETED,
    DOCUMENT_UPLOADED,
    PASSAGES_FOUND,
    PROMPT_BUILT,
    QUESTION_ASKED,
    QUESTION_EMBEDDED,
)
from functions.ingest.outside import generation_from
from functions.stores.records import Failure

STAGES = {
    DOCUMENT_UPLOADED: "split",
    DOCUMENT_DELETED: "store",
    CHUNKS_SPLIT: "embed",
    CHUNKS_EMBEDDED: "store",
    QUESTION_ASKED: "embed",
    QUESTION_EMBEDDED: "search",
    PASSAGES_FOUND: "prompt",
    PROMPT_BUILT: "generate",
    ANSWER_GENERATED: "remember",
}
# The Broker's own dead letters: a Trigger that others added and that has no delivery, or (then without a code) one that
# is deleted and that the channel has not forgotten. Our own chain may do well with the same event.
NOT_OURS = "broker"
ERROR_ATTRIBUTES = ("knativeerrordest", "knativeerrorcode", "knativeerrordata")
NO_REASON = "the stage gave no answer in time, again and again"
_DETAIL = re.compile(r'"detail"\s*:\s*"((?:[^"\\]|\\.)*)')


@dataclass(frozen=True, slots=True)
class Letter:
    """What is known of a dead letter; document, generation and name are empty when it is not about a document."""

    event: Event
    trigger: str
    tenant: str
    stage: str
    reason: str
    code: int
    document: str = ""
    generation: str = ""
    name: str = ""
    model: str = ""  # empty: that of the active index

    @property
    def id(self) -> str:
        """The same letter delivered twice has the same id."""
        return derived_id("failure", self.tenant, self.event.source, self.event.id, self.trigger)


def read_letter(event: Event, trigger: str, tenant: str) -> Letter:
    """Return the letter; nothing about its data is certain, since a malformed event may be what failed."""
    code = event.get("knativeerrorcode")
    return Letter(
        event=event.without(*ERROR_ATTRIBUTES),
        trigger=trigger,
        tenant=tenant,
        stage=trigger if trigger == NOT_OURS else STAGES.get(event.type, trigger),
        reason=_reason(event.get("knativeerrordata")),
        code=int(code) if code.isdecimal() else 0,
        **_document(event, tenant),
    )


def failure_of(letter: Letter) -> Failure:
    """Return the record of a failure, with the event itself for a replay."""
    return Failure(
        id=letter.id,
        tenant=letter.tenant,
        at=now_ms(),
        stage=letter.stage,
        reason=letter.reason,
        type=letter.event.type,
        attributes=dict(letter.event.attributes),
        data=base64.b64encode(letter.event.data).decode(),
        code=letter.code,
        document=letter.document,
        generation=letter.generation,
        name=letter.name,
        model=letter.model,
    )


def _reason(errordata: str) -> str:
    """Return the `detail` of the stage's problem; Knative cuts the body at 1024 characters, so it may not parse."""
    try:
        text = base64.b64decode(errordata).decode("utf-8", "replace")
    except binascii.Error:
        text = errordata
    match = _DETAIL.search(text)
    if match:
        return re.sub(r"\\(.)", r"\1", match.group(1))
    return text.strip() or NO_REASON


def _document(event: Event, tenant: str) -> dict[str, str]:
    if event.type not in (DOCUMENT_UPLOADED, CHUNKS_SPLIT, CHUNKS_EMBEDDED):
        return {}
    try:
        data: Any = msgspec.json.decode(event.data)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return {}
    if not isinstance(data, dict):
        return {}
    name = data["name"] if isinstance(data.get("name"), str) else ""
    document = data["document"] if isinstance(data.get("document"), str) else document_id(tenant, name) if name else ""
    if not document:
        return {}
    generation = data["generation"] if isinstance(data.get("generation"), str) else _outside_generation(event)
    model = data["model"] if isinstance(data.get("model"), str) else ""
    return {"document": document, "generation": generation, "name": name, "model": model}


def _outside_generation(event: Event) -> str:
    try:
        return generation_from(event)
    except Rejected:
        return generation_of(event.id, "1970-01-01T00:00:00Z")
