"""Uploads by outside producers: events that carry the content inline or by a dataref, and no generation of ours."""

from datetime import UTC, datetime

from events.base64_bytes import base64_bytes
from events.documents import DocumentUploaded
from events.errors import Rejected
from events.event import Event
from events.file_names import one_spelling
from events.identity import DocumentKey, Generation, IndexKey, document_id, generation_of
from functions.documents.ingest import Ingest
from functions.documents.overtaking import overtakable_state
from functions.documents.uploads import UploadedFile
from functions.serving.work import Work
from functions.stores.blobs import Blobs, check_key
from functions.stores.facts import DocumentState


def taken_up(ingest: Ingest, work: Work[DocumentUploaded]) -> DocumentState | None:
    """Return the state of the document that an upload's event asks to be worked on, or None if there is nothing to do.

    That is so for a late event about an older generation, and for an outside upload that comes for the first time: it
    is put on record, and when it is admitted an event of our own follows.
    """
    state = _on_record(ingest, work)
    if state is None:
        ingest.accept(file_of(work, ingest.blobs.get(), ingest.settings.max_upload_bytes), generation_from(work.event))
        ingest.admit()
        return None
    return state if state.generation == (work.data.generation or generation_from(work.event)) else None


def _on_record(ingest: Ingest, work: Work[DocumentUploaded]) -> DocumentState | None:
    """Return the document's latest state, unless nobody has recorded this upload yet."""
    data, log = work.data, ingest.records.get()
    known, as_given = (document_id(work.tenant, name) for name in (one_spelling(data.name), data.name))
    if data.document not in (None, known, as_given):  # names were kept as they were given once
        raise Rejected("the field document is not the id of this name: leave it out")
    key = DocumentKey(ingest.indexes.meant(IndexKey(work.tenant, data.model)), data.document or known)
    if not data.generation:
        state = overtakable_state(log, key)
    else:
        state = log.state(key)
        if state and (state.generation == data.generation or log.facts(key, data.generation)):
            return state
    return state if state and state.generation >= generation_from(work.event) else None


def generation_from(event: Event) -> Generation:
    """Return the generation of an outside upload: from the event's `time`, else from when the Broker took it."""
    time = event.get("time") or event.get("knativearrivaltime") or datetime.now(UTC).isoformat()
    return generation_of(event.id, time)


def file_of(work: Work[DocumentUploaded], blobs: Blobs, limit: int) -> UploadedFile:
    """Return the file that the event brings; raise `Rejected` when it brings none, two kinds of one, or too much."""
    data, dataref = work.data, work.event.get("dataref")
    given = [one for one in (data.content, data.content_base64, dataref or None) if one is not None]
    if len(given) != 1:
        raise Rejected("send the document once: as content (text), content_base64 (bytes), or the extension dataref")
    content = blobs.get(check_key(dataref, work.tenant)) if dataref else _inline(data)
    if len(content) > limit:
        raise Rejected(f"the document has {len(content)} bytes; {limit} are allowed (MAX_UPLOAD_BYTES)", status=413)
    return UploadedFile(work.tenant, one_spelling(data.name), data.media_type, content, data.metadata)


def _inline(data: DocumentUploaded) -> bytes:
    if data.content is not None:
        return data.content.encode()
    return base64_bytes(data.content_base64 or "", "content_base64")
