"""What happens to documents: the facts to be written, and the events that are due for a document in its state."""

from collections.abc import Collection, Iterator
from hashlib import sha256

import msgspec

from events.documents import ChunksSplit, DocumentDeleted, DocumentFailed, DocumentIndexed, DocumentUploaded
from events.event import Event, make
from events.identity import DocumentKey, Generation, derived_id, now_ms
from events.registry import CHUNKS_SPLIT, DOCUMENT_DELETED, DOCUMENT_FAILED, DOCUMENT_SCANNED, DOCUMENT_UPLOADED
from events.scans import DocumentScanned
from functions.stores.facts import DocumentState, Fact, Kind, Upload


def chunks_key(key: DocumentKey, generation: Generation, batch: int) -> str:
    """Return the key of the object that holds one batch of the chunks, cut as the model of the index wants them."""
    cut_by = sha256(key.model.encode()).hexdigest()[:8]
    return f"{key.tenant}/chunks/{key.document}/{generation}/{cut_by}-{batch:05d}.json"


def fact(state: DocumentState, kind: Kind, number: int = 0, **data: object) -> Fact:
    """Return a new fact about the generation and index that `state` is of."""
    return Fact(key=state.key, generation=state.generation, kind=kind, number=number, at=now_ms(), data=data)


def uploaded(key: DocumentKey, generation: Generation, upload: Upload) -> Fact:
    """Return the fact that makes a generation wait for its way into the index."""
    return Fact(key=key, generation=generation, kind="uploaded", at=now_ms(), data=msgspec.to_builtins(upload))


def due_events(state: DocumentState, window: int) -> Iterator[Event]:
    """Yield the events that a document in this state waits for: the upload itself, or its missing batches."""
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


def scanned_event(state: DocumentState, batch: int) -> Event:
    """Return the event that makes `ocr` take up one batch of this document's pages without text."""
    if state.upload is None or state.scans is None:
        raise ValueError("there is nothing to be recognised")
    data = DocumentScanned(
        document=state.document,
        generation=state.generation,
        batch=batch,
        batches=state.scans.batches,
        pages=list(state.scans.batch(batch)),
        media_type=state.scans.media_type,
        languages=list(state.scans.languages),
        model=state.model,
    )
    return _event(DOCUMENT_SCANNED, state, data, state.upload.dataref, str(batch))


def indexed(state: DocumentState, milliseconds: int) -> DocumentIndexed:
    """Return what is said of a generation that is whole, so many milliseconds after it was accepted."""
    name = state.upload.name if state.upload else ""
    return DocumentIndexed(
        document=state.document,
        generation=state.generation,
        name=name,
        chunks=state.chunks,
        reused=state.reused,
        milliseconds=milliseconds,
        model=state.model,
        warnings=list(state.warnings),
    )


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
