"""Which events are believed: those that our functions signed, and what an outside producer may say, in one form."""

import re
from datetime import UTC, datetime, timedelta

import msgspec
from msgspec.structs import replace

from events.documents import DocumentUploaded
from events.errors import Rejected, Unavailable
from events.event import Event
from events.identity import derived_id, document_id, generation_of
from events.json_schema import schema_text
from events.questions import MAX_BROUGHT, QuestionGiven
from events.registry import DOCUMENT_UPLOADED, QUESTION_ASKED
from events.validation import decode
from functions.serving.settings import Settings
from functions.serving.signing import DEFAULT_TENANT, NO_KEY, is_signed
from functions.stores.blobs import check_key

OPEN: dict[str, type[DocumentUploaded | QuestionGiven]] = {
    DOCUMENT_UPLOADED: DocumentUploaded,
    QUESTION_ASKED: QuestionGiven,
}
KEPT = ("specversion", "id", "source", "type", "datacontenttype", "traceparent", "tracestate")  # what both may say
MAX_ID = 200  # characters
PURPOSES = ("uploads", "blobs")  # folders of the blob store that a producer may name objects of
_TRACEPARENT = re.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")


def believed(event: Event, settings: Settings) -> Event:
    """Return a signed event as it is, and an unsigned one as what an outside producer may say, of the default tenant.

    Raises `Rejected` (403) for a type that no producer may send, and for every one where OUTSIDE_PRODUCERS forbids
    them; (422) for what no producer may say; `Unavailable` without a key, by which nothing can be told apart.
    """
    if not settings.signing_key:
        raise Unavailable(NO_KEY)
    if is_signed(settings.signing_key, event):
        return event
    if event.type not in OPEN:
        raise Rejected(
            f"{event.type[:80]} is not signed by a function of this MiniRAG: only {' and '.join(OPEN)} may come from "
            "outside. Give all functions the same SIGNING_KEY, and post a sample by ./build.sh event FILE",
            status=403,
        )
    if not settings.outside_producers:
        raise Rejected(
            "this MiniRAG takes no events of outside producers from its Broker (OUTSIDE_PRODUCERS is false): "
            "post them to the gateway, at POST /events, with a key",
            status=403,
        )
    return normalised(event, DEFAULT_TENANT, settings)


def normalised(event: Event, tenant: str, settings: Settings) -> Event:
    """Return a producer's event as an event of this tenant, with nothing in it but what a producer may say.

    Two deliveries of one event give the same one, but for a question's deadline. Raises `Rejected` for every other
    type, and where something has to be left out or corrected.
    """
    if event.type not in OPEN:
        raise Rejected(f"only {' and '.join(OPEN)} may come from outside, not {event.type[:80]}")
    if len(event.id) > MAX_ID:
        raise Rejected(f"the id is longer than {MAX_ID} characters")
    data = decode(event.data or b"{}", OPEN[event.type])
    kept = {name: event.get(name) for name in KEPT if event.get(name)} | {"tenant": tenant}
    if not _TRACEPARENT.fullmatch(event.get("traceparent")):
        kept.pop("traceparent", None)
    if isinstance(data, DocumentUploaded):
        return Event(kept | _upload(event, data, tenant, settings), event.data)
    said = _question(data, event, tenant, settings)
    return Event(kept | _asked(event, tenant, settings), msgspec.json.encode(said))


def _upload(event: Event, data: DocumentUploaded, tenant: str, settings: Settings) -> dict[str, str]:
    """Return the attributes of an upload; its time is the producer's, or that of its arrival, and makes its rank."""
    if data.document or data.generation:
        raise Rejected("leave out document and generation: they follow from the name and from the event's time and id")
    _check_model("model", data.model, settings)
    time = event.get("time") or event.get("knativearrivaltime") or _text(datetime.now(UTC))
    generation_of(event.id, time)
    attributes = {"subject": document_id(tenant, data.name), "time": time}
    if dataref := event.get("dataref"):
        attributes["dataref"] = _producers_key(dataref, tenant)
    return attributes


def _asked(event: Event, tenant: str, settings: Settings) -> dict[str, str]:
    """Return the attributes of a question: an id that no question of ours can have, and how long it may take."""
    time, deadline = event.get("time"), _deadline(event, settings)
    if time:
        generation_of(event.id, time)
    if deadline < _text(datetime.now(UTC)):
        raise Rejected(f"the deadline {deadline} has passed, so nobody would answer: send a later one, or none")
    identity = derived_id("outside question", tenant, event.source, event.id)
    attributes = {"id": identity, "subject": identity, "deadline": deadline}
    return attributes | ({"time": time} if time else {})


def _question(data: QuestionGiven, event: Event, tenant: str, settings: Settings) -> QuestionGiven:
    """Return what was asked, in a conversation that only this source's questions can be in."""
    _check_model("embedder", data.embedder, settings)
    schema_text(data.options.json_schema)  # a schema that no answer can be held to is refused here and now
    if data.brought and len(event.data) > MAX_BROUGHT:
        raise Rejected(f"brought makes the event larger than {MAX_BROUGHT // 1024} KiB: ask at the gateway, POST /ask")
    data = replace(data, brought_as_blob=False)  # nothing lies under its id: only the gateway puts a text there
    if data.conversation is None:
        return data
    return replace(data, conversation=derived_id("outside conversation", tenant, event.source, data.conversation))


def _deadline(event: Event, settings: Settings) -> str:
    latest = datetime.now(UTC) + timedelta(seconds=settings.question_deadline_seconds)
    try:
        given = datetime.fromisoformat(event.get("deadline"))
        return _text(min(given, latest) if given.tzinfo else latest)
    except (ValueError, OverflowError):
        return _text(latest)


def _producers_key(dataref: str, tenant: str) -> str:
    if not any(check_key(dataref, tenant).startswith(f"{tenant}/{purpose}/") for purpose in PURPOSES):
        raise Rejected(
            f"dataref {dataref[:80]!r} names no object that a producer may have: put it under {tenant}/{PURPOSES[0]}/"
        )
    return dataref


def _check_model(field: str, name: str, settings: Settings) -> None:
    """Raise `Rejected` for an embedding model that neither the catalogue nor this deployment names: no path, no hub."""
    if name in ("", settings.embedder):
        return
    from model.catalog import catalog  # noqa: PLC0415 - read only for the few events that name a model

    known = [entry.name for entry in catalog().values() if entry.kind == "embed"]
    if name not in known:
        raise Rejected(f"{field}: no embedding model is named {name[:80]!r}: leave it out, or take {', '.join(known)}")


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
