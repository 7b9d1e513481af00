"""What moves documents on: admission, and the events that are due for a document in its state."""

from collections.abc import Collection, Iterator
from hashlib import sha256

from events.documents import ChunksSplit, DocumentDeleted, DocumentFailed, DocumentUploaded
from events.event import Event, make
from events.identity import DocumentKey, Generation, derived_id, now_ms
from events.registry import CHUNKS_SPLIT, DOCUMENT_DELETED, DOCUMENT_FAILED, DOCUMENT_UPLOADED
from functions.serving.broker_client import BrokerClient
from functions.stores.facts import DocumentState, Fact, Kind
from functions.stores.records import Records


def chunks_key(key: DocumentKey, generation: Generation, batch: int) -> str:
    """Return the key of the object that holds one batch of the chunks, cut as the model of the index wants them."""
    cut_by = sha256(key.model.encode()).hexdigest()[:8]
    return f"{key.tenant}/chunks/{key.document}/{generation}/{cut_by}-{batch:05d}.json"


def fact(state: DocumentState, kind: Kind, number: int = 0, **data: object) -> Fact:
    """Return a new fact about the generation and index that `state` is of."""
    return Fact(key=state.key, generation=state.generation, kind=kind, number=number, at=now_ms(), data=data)


def admit_next(records: Records, broker: BrokerClient, limit: int) -> list[DocumentState]:
    """Admit as many waiting documents as may be on their way, and send them off; return them."""
    admitted = records.admit(limit, now_ms())
    for state in admitted:
        send_due(state, broker, window=1)
    return admitted


def resend(state: DocumentState, records: Records, broker: BrokerClient, window: int) -> bool:
    """Raise the attempt and send again only what is missing; tell whether this call was the one that did it."""
    attempt = state.attempt + 1
    if not records.write(fact(state, "admitted", attempt))[0]:
        return False
    send_missing(state, records, broker, window)
    return True


def send_missing(state: DocumentState, records: Records, broker: BrokerClient, window: int) -> None:
    """Send what the facts on record now say is due, unless a newer generation has come meanwhile."""
    now = records.state(state.key)
    if now is not None and now.generation == state.generation:
        send_due(now, broker, window)


def send_due(state: DocumentState, broker: BrokerClient, window: int) -> None:
    """Send the events that a document in this state waits for: the upload itself, or its missing batches."""
    for event in due_events(state, window):
        broker.emit(event)


def due_events(state: DocumentState, window: int) -> Iterator[Event]:
    """Yield those events."""
    if not state.batches:
        yield uploaded_event(state)
    for batch in first_batches(state.batches, state.stored, window):
        yield batch_event(state, batch)


def first_batches(batches: int, stored: Collection[int], window: int) -> list[int]:
    """Return the lowest missing batch of each of the `window` lanes; lane r holds the batches r, r+window, ..."""
    firsts = (next_batch(lane - window, batches, stored, window) for lane in range(window))
    return [batch for batch in firsts if batch is not None]


def next_batch(batch: int, batches: int, stored: Collection[int], window: int) -> int | None:
    """Return the next missing batch in the lane of `batch`, or None at the lane's end."""
    return next((later for later in range(batch + window, batches, window) if later not in stored), None)


def uploaded_event(state: DocumentState) -> Event:
    """Return the event that makes `split` take up this document."""
    upload = state.upload
    if upload is None:
        raise ValueError("a deletion has no upload")
    data = DocumentUploaded(
        name=upload.name,
        document=state.document,
        generation=state.generation,
        media_type=upload.media_type,
        size=upload.size,
        metadata=upload.metadata,
        model=state.model,
    )
    return _event(DOCUMENT_UPLOADED, state, data, upload.dataref)


def batch_event(state: DocumentState, batch: int) -> Event:
    """Return the event that makes `embed` take up one batch of this document."""
    data = ChunksSplit(
        document=state.document, generation=state.generation, batch=batch, batches=state.batches, model=state.model
    )
    dataref = chunks_key(state.key, state.generation, batch)
    return _event(CHUNKS_SPLIT, state, data, dataref, str(batch))


def failed_event(state: DocumentState, stage: str, reason: str) -> Event:
    """Return the event that says that this generation will not be indexed."""
    name = state.upload.name if state.upload else ""
    data = DocumentFailed(
        document=state.document, generation=state.generation, name=name, stage=stage, reason=reason, model=state.model
    )
    return _event(DOCUMENT_FAILED, state, data, "")


def deleted_event(deletion: Fact) -> Event:
    """Return the event that has the passages of a deleted document removed, which are out of every search already."""
    tenant, document, generation = deletion.key.tenant, deletion.key.document, deletion.generation
    identity = derived_id(DOCUMENT_DELETED, tenant, document, generation, "1")
    extensions = {"subject": document, "tenant": tenant, "attempt": "1"}
    data = DocumentDeleted(document=document, generation=generation)
    return make(DOCUMENT_DELETED, "/minirag/documents", identity, data, extensions)


def _event(type_: str, state: DocumentState, data: object, dataref: str, *about: str) -> Event:
    attempt = str(max(state.attempt, 1))
    identity = derived_id(type_, state.tenant, state.document, state.generation, state.model, *about, attempt)
    extensions = {"subject": state.document, "tenant": state.tenant, "dataref": dataref, "attempt": attempt}
    return make(type_, "/minirag/documents", identity, data, extensions)
