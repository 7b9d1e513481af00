"""split: text out of the file, chunks out of the text, and the first batches on their way; files out of an archive."""

from collections.abc import Sequence

import functions_framework
import msgspec

from events.documents import Chunk, ChunkFile, DocumentIndexed, DocumentUploaded
from events.errors import Rejected
from events.event import Event
from events.identity import DocumentKey, IndexKey, document_id, now_ms
from events.registry import DOCUMENT_INDEXED, DOCUMENT_UPLOADED
from functions.documents.accept import accept
from functions.documents.archives import member_deletions
from functions.documents.indexes import active_model
from functions.documents.outside import content_of, generation_from
from functions.documents.overtaking import overtakable_state
from functions.documents.progress import (
    admit_next,
    chunks_key,
    deleted_event,
    fact,
    send_missing,
)
from functions.documents.reuse import with_known_vectors
from functions.ingest.chunking.chunks import split_into_chunks
from functions.ingest.extract import media_type_of
from functions.ingest.extract.media import ZIP
from functions.ingest.sandbox.protocol import Limits
from functions.ingest.sandbox.reader import Sandbox
from functions.ingest.unpacking import record_member
from functions.serving.env import Env
from functions.serving.handler import serve
from functions.serving.lazy import LazyPool, LazyResource
from functions.serving.work import Work
from functions.stores.facts import DocumentState, Upload
from model.catalog import find
from model.tokenizer import Tokenizer

EVENT_BYTES = 48 * 1024  # of vectors in one event: the whole stays under the 64 KiB that every intermediary forwards
MAX_BATCH = 32  # chunks: seconds of work, far below a quarter of the Trigger's timeout
WIDEST = 1024  # numbers in a vector, where the catalogue leaves it to the weights

env = Env.from_environment()
settings = env.settings
records, passages, blobs, sink = env.records, env.passages, env.blobs, env.broker
tokenizers = LazyPool(Tokenizer.load, settings.embedder)
limits = Limits(settings.read_seconds, settings.read_memory_bytes, settings.read_characters, settings.max_upload_bytes)
readers = LazyResource(lambda: Sandbox(limits))


def split_document(work: Work[DocumentUploaded]) -> Event | None:
    """Split an admitted document and send its first window of batches; an older generation is left alone.

    The files of an archive go on record as documents of their own, and nothing is left to do for itself.
    """
    state = _on_record(work)
    if state is None:
        _accept(work)
    elif not (state.upload and _is_about(work, state)):
        return None
    elif _is_archive(state.upload):
        return _unpack(work, state, state.upload)
    elif state.phase in ("splitting", "embedding"):
        batches = _batches(state.upload, state.model)
        reused = _keep(state, state.upload, batches)
        chunks = sum(map(len, batches))
        records.get().write(fact(state, "split", batches=len(batches), chunks=chunks, reused=reused))
        send_missing(state, records.get(), sink.get(), settings.ingest_window)
    return None


def _on_record(work: Work[DocumentUploaded]) -> DocumentState | None:
    """Return the document's state, unless this event is an upload that nobody has recorded yet."""
    data = work.data
    document = document_id(work.tenant, data.name)
    if data.document not in (None, document):
        raise Rejected("the field document is not the id of this name: leave it out")
    model = data.model or active_model(records.get(), work.tenant, settings.embedder)
    key = DocumentKey(IndexKey(work.tenant, model), document)
    if not data.generation:
        state = overtakable_state(records.get(), key)
    else:
        state = records.get().state(key)
        if state and records.get().facts(key, data.generation):
            return state
    return state if state and state.generation >= generation_from(work.event) else None


def _is_about(work: Work[DocumentUploaded], state: DocumentState) -> bool:
    """Tell whether the event is about the latest generation, and not a late one about an older."""
    return state.generation == (work.data.generation or generation_from(work.event))


def _accept(work: Work[DocumentUploaded]) -> None:
    """Put an upload by an outside producer on record; it goes on when it is admitted, by an event of its own."""
    data, generation = work.data, generation_from(work.event)
    content = content_of(work, blobs.get(), settings.max_upload_bytes)
    upload = (data.name, data.media_type, content, data.metadata)
    accept(records.get(), blobs.get(), settings, work.tenant, *upload, generation=generation)
    admit_next(records.get(), sink.get(), settings.ingest_in_flight)


def _is_archive(upload: Upload) -> bool:
    """Tell whether it is to be unpacked; one that came in another archive is not, for there may be no end to those."""
    return not upload.archive and media_type_of(upload.name, upload.media_type, b"") == ZIP


def _unpack(work: Work[DocumentUploaded], archive: DocumentState, upload: Upload) -> Event | None:
    """Put each file on record, delete what older generations brought and this does not, and answer with `indexed`."""
    if archive.phase in ("splitting", "embedding"):
        found = set()
        for member in readers.get().unpack(blobs.get().get(upload.dataref), upload.name):
            if not _is_latest(archive):
                return None
            found.add(record_member(records.get(), blobs.get(), archive, member))
        if not found:
            raise Rejected(f"{upload.name} holds no files: upload an archive with files in it")
        _forget_members(archive, found)
        took = now_ms() - archive.accepted_at
        records.get().write(
            fact(archive, "split", batches=0, chunks=0, files=len(found)), fact(archive, "current", chunks=0, ms=took)
        )
        admit_next(records.get(), sink.get(), settings.ingest_in_flight)
    return _indexed(work, archive)


def _is_latest(archive: DocumentState) -> bool:
    now = records.get().state(archive.key)
    return now is not None and now.generation == archive.generation


def _forget_members(archive: DocumentState, found: set[str]) -> None:
    deletions = member_deletions(records.get(), fact(archive, "deleted"), found)
    records.get().write(*deletions)
    for deletion in deletions:
        sink.get().emit(deleted_event(deletion))


def _indexed(work: Work[DocumentUploaded], archive: DocumentState) -> Event | None:
    """Return the event that says so, also when asked again; None for an archive that has failed meanwhile."""
    now = records.get().state(archive.key)
    if now is None or now.generation != archive.generation or now.phase != "indexed" or now.upload is None:
        return None
    took = now.progressed_at - now.accepted_at
    indexed = DocumentIndexed(
        document=now.document,
        generation=now.generation,
        name=now.upload.name,
        chunks=0,
        milliseconds=took,
        model=now.model,
    )
    return work.next(DOCUMENT_INDEXED, indexed, now.generation, now.model)


def _batches(upload: Upload, model: str) -> list[Sequence[Chunk]]:
    if upload.unreadable:
        raise Rejected(upload.unreadable)
    data = blobs.get().get(upload.dataref)
    sections = readers.get().read(data, media_type_of(upload.name, upload.media_type, data), upload.name)
    chunks = split_into_chunks(sections, tokenizers.get(model).counts)
    size = min(MAX_BATCH, max(1, EVENT_BYTES * 3 // 4 // (2 * (find(model, "embed").dims or WIDEST))))
    return [chunks[first : first + size] for first in range(0, len(chunks), size)]


def _keep(state: DocumentState, upload: Upload, batches: list[Sequence[Chunk]]) -> int:
    """Put each batch into the blob store, with the vectors that are known; return how many are."""
    reused = 0
    for number, batch in enumerate(batches):
        chunks = with_known_vectors(batch, passages.get(), state.key.index)
        file = ChunkFile(name=upload.name, metadata=upload.metadata, model=state.model, chunks=chunks)
        key = chunks_key(state.key, state.generation, number)
        blobs.get().put(key, msgspec.json.encode(file))
        reused += sum(bool(chunk.vector) for chunk in chunks)
    return reused


resources = (records, passages, blobs, sink, tokenizers.first, readers)
split = functions_framework.http(serve("split", env, {DOCUMENT_UPLOADED: split_document}, resources))
