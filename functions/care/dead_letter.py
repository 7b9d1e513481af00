"""A dead letter: the event that failed, where, and why, as far as the Broker tells.

Anybody may have made it, so that nothing in it is believed: only an event that our functions signed names a document
and a generation; those of an unsigned upload are derived, as `split` does it. Each part of a record is of bounded size.
"""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import msgspec

from events.errors import Rejected
from events.event import Event
from events.fields import MAX_MODEL, UUID_PATTERN, Name
from events.identity import derived_id, document_id, is_acceptable, now_ms
from events.registry import (
    CHUNKS_EMBEDDED,
    CHUNKS_SPLIT,
    DOCUMENT_RECOGNISED,
    DOCUMENT_SCANNED,
    DOCUMENT_UPLOADED,
    QUESTION_ASKED,
    TYPES,
)
from events.stages import BY_TYPE
from events.strict_json import load
from events.whole_number import whole_number
from functions.documents.outside import generation_from
from functions.stores.dead_letters import Failure

# The Broker's own dead letters: a Trigger that others added and that has no delivery, or (then without a code) one that
# is deleted and that the channel has not forgotten. Our own chain may do well with the same event.
NOT_OURS = "broker"
ERROR_ATTRIBUTES = ("knativeerrordest", "knativeerrorcode", "knativeerrordata")
NO_REASON = "the stage gave no answer in time, again and again"
UNREADABLE = "unreadable"  # the type and the source of what is no event
MAX_DATA = 512 * 1024  # bytes of an event's data that are kept: as many as an outside upload may have
MAX_TEXT = 1000  # characters of anything else
MAX_ATTRIBUTES = 64
_ABOUT_DOCUMENTS = (DOCUMENT_UPLOADED, DOCUMENT_SCANNED, DOCUMENT_RECOGNISED, CHUNKS_SPLIT, CHUNKS_EMBEDDED)
_ID = re.compile(UUID_PATTERN)
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
    signed: bool = True  # by one of our functions
    derived: bool = False  # document and generation, which then may be in no record yet

    @property
    def id(self) -> str:
        """The same letter delivered twice has the same id; an unsigned one never has that of a signed one.

        Unsigned letters of one kind that nobody may send are one failure, so that many of them bury no other.
        """
        if not self.signed and self.event.type in TYPES.keys() - {DOCUMENT_UPLOADED, QUESTION_ASKED}:
            return derived_id("failure", self.tenant, self.event.type, self.trigger, "forbidden")
        whose = () if self.signed else ("unsigned",)
        return derived_id("failure", self.tenant, self.event.source, self.event.id, self.trigger, *whose)


def read_letter(event: Event, trigger: str, tenant: str, *, signed: bool) -> Letter:
    """Return the letter; nothing about its data is certain, since a malformed event may be what failed."""
    return Letter(
        event=event.without(*ERROR_ATTRIBUTES),
        trigger=_plain(trigger),
        tenant=tenant,
        stage=_plain(_stage(event.type, trigger)),
        reason=_reason(event.get("knativeerrordata")),
        code=whole_number(event.get("knativeerrorcode"), 0, 999) or 0,
        signed=signed,
        **_document(event, tenant, signed=signed),
    )


def unreadable_letter(headers: Mapping[str, str], body: bytes, trigger: str, tenant: str, fault: str) -> Letter:
    """Return the letter of what is no event, known by its content; the fault is told where the Broker has no reason."""
    found = {name[3:].lower(): value for name, value in headers.items() if name.lower().startswith("ce-")}
    digest = sha256(repr(sorted(found.items())).encode(errors="replace") + body).hexdigest()
    stands = {"id": digest, "source": UNREADABLE, "type": UNREADABLE}
    event = Event(stands | {name: value for name, value in found.items() if value}, body)
    letter = read_letter(event, trigger, tenant, signed=False)
    reason = fault if letter.reason == NO_REASON else letter.reason
    return Letter(
        event=letter.event,
        trigger=letter.trigger,
        tenant=tenant,
        stage=letter.stage,
        reason=_plain(reason),
        code=letter.code,
        signed=False,
    )


def failure_of(letter: Letter) -> Failure:
    """Return the record of a failure, with the event itself, as far as it is of a bounded size."""
    attributes = list(letter.event.attributes.items())[:MAX_ATTRIBUTES]
    return Failure(
        id=letter.id,
        tenant=letter.tenant,
        at=now_ms(),
        stage=letter.stage,
        reason=letter.reason,
        type=_plain(letter.event.type),
        attributes={_plain(name): _plain(value) for name, value in attributes},
        data=base64.b64encode(letter.event.data[:MAX_DATA]).decode(),
        code=letter.code,
        document=letter.document,
        generation=letter.generation,
        name=letter.name,
        model=letter.model,
    )


def _stage(type_: str, trigger: str) -> str:
    return trigger if trigger == NOT_OURS or type_ not in BY_TYPE else BY_TYPE[type_].name


def _plain(text: str) -> str:
    """Return the text as any store takes it, and not too long."""
    return text[:MAX_TEXT].encode(errors="replace").decode()


def _reason(errordata: str) -> str:
    """Return the `detail` of the stage's problem; Knative cuts the body at 1024 characters, so it may not parse."""
    try:
        text = base64.b64decode(errordata).decode("utf-8", "replace")
    except ValueError:
        text = errordata
    match = _DETAIL.search(text)
    told = re.sub(r"\\(.)", r"\1", match.group(1)) if match else text
    return _plain(told.strip()) or NO_REASON


def _document(event: Event, tenant: str, *, signed: bool) -> dict[str, Any]:
    """Return what the letter is about, as far as that can be believed."""
    if event.type not in _ABOUT_DOCUMENTS or not (signed or event.type == DOCUMENT_UPLOADED):
        return {}
    try:
        data = load(event.data)
    except Rejected:
        return {}
    if not isinstance(data, dict):
        return {}
    name, document, generation, model = (_text(data, field) for field in ("name", "document", "generation", "model"))
    if not signed or (event.type == DOCUMENT_UPLOADED and not (document or generation)):
        return _derived(event, tenant, name, model)
    known = {"document": document, "generation": generation, "name": _plain(name), "model": model}
    return known if _ID.fullmatch(document) and is_acceptable(generation) and len(model) <= MAX_MODEL else {}


def _derived(event: Event, tenant: str, name: str, model: str) -> dict[str, Any]:
    """Return the same of an upload by an outside producer, whatever it says of itself."""
    try:
        about = {"document": document_id(tenant, msgspec.convert(name, Name)), "generation": generation_from(event)}
    except Rejected:  # its time: no generation follows from it, but who sent it knows it by its name
        return {"name": _plain(name)}
    except msgspec.ValidationError:
        return {}
    return {**about, "name": name, "model": model, "derived": True} if len(model) <= MAX_MODEL else {}


def _text(data: dict[str, Any], field: str) -> str:
    value = data.get(field)
    return value if isinstance(value, str) else ""
