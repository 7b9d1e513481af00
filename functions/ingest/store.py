"""store: writes a batch, asks for the next one, and makes a generation current when all of it is there."""

from collections import OrderedDict

import functions_framework
import numpy as np

from events.base64_bytes import base64_bytes
from events.documents import Chunk, ChunkFile, ChunksEmbedded, ChunksSplit, DocumentDeleted, DocumentIndexed
from events.errors import Rejected
from events.event import Event
from events.identity import DocumentKey, IndexKey, chunk_id, now_ms
from events.registry import CHUNKS_EMBEDDED, CHUNKS_SPLIT, DOCUMENT_DELETED, DOCUMENT_INDEXED
from events.validation import decode
from functions.documents.archives import member_deletions
from functions.documents.indexes import all_models
from functions.documents.progress import chunks_key, fact, next_batch
from functions.serving.env import Env
from functions.serving.handler import serve
from functions.serving.work import Work
from functions.stores.blobs import check_key
from functions.stores.facts import DocumentState, Fact
from functions.stores.passages import Passage, Vectors

REMEMBERED = 10_000  # ids of answered events

env = Env.from_environment()
settings = env.settings
records, passages, blobs = env.records, env.passages, env.blobs
answered: OrderedDict[str, None] = OrderedDict()


def store_batch(work: Work[ChunksEmbedded]) -> Event | None:
    """Store one batch, and answer with the next batch of its lane, or with `indexed` when all are there."""
    key = _key(work)
    state = records.get().state(key)
    if state is None or state.generation != work.data.generation or state.phase in ("failed", "deleted"):
        return None  # a newer upload, a deletion or a failure has made this batch useless
    if work.data.batch not in state.stored:
        _write(work, state)
    elif work.event.id in answered and state.phase != "indexed":
        return None  # a second answer to a doubled event would double the lane, and again at each of its batches
    now = records.get().state(key)
    reply = _reply(work, now) if now and now.generation == work.data.generation else None
    _remember_answered(work.event.id)
    return reply


def delete_document(work: Work[DocumentDeleted]) -> None:
    """Remove what any index holds of a deleted document and of all that came in it, where its deletion is on record."""
    document, generation = work.data.document, work.data.generation
    for model in all_models(records.get(), work.tenant, settings.embedder):
        key = DocumentKey(IndexKey(work.tenant, model), document)
        if any(one.kind == "deleted" for one in records.get().facts(key, generation)):
            passages.get().remove_before(key, generation)
            _delete_members(Fact(key=key, generation=generation, kind="deleted", at=now_ms()))


def _delete_members(archive: Fact) -> None:
    records.get().write(*member_deletions(records.get(), archive))  # `split` was just unpacking it
    for member in records.get().members(archive.key):
        if member.phase == "deleted":
            passages.get().remove_before(member.key, member.generation)


def _key(work: Work[ChunksEmbedded]) -> DocumentKey:
    return DocumentKey(IndexKey(work.tenant, work.data.model), work.data.document)


def _write(work: Work[ChunksEmbedded], state: DocumentState) -> None:
    dataref = check_key(work.event.get("dataref"), work.tenant)
    file = decode(blobs.get().get(dataref), ChunkFile)
    vectors = _vectors(work.data, len(file.chunks))
    passages.get().add([_passage(work, file, chunk) for chunk in file.chunks], vectors)
    records.get().write(fact(state, "stored", work.data.batch, chunks=len(file.chunks)))


def _passage(work: Work[ChunksEmbedded], file: ChunkFile, chunk: Chunk) -> Passage:
    document, generation = work.data.document, work.data.generation
    return Passage(
        id=chunk_id(_key(work), generation, chunk.position),
        tenant=work.tenant,
        document=document,
        generation=generation,
        position=chunk.position,
        name=file.name,
        text=chunk.text,
        page=chunk.page,
        heading=chunk.heading,
        start=chunk.start,
        end=chunk.end,
        model=work.data.model,
        metadata=file.metadata,
    )


def _vectors(data: ChunksEmbedded, count: int) -> Vectors:
    flat = np.frombuffer(base64_bytes(data.vectors, "vectors", 2), dtype="<f2").astype(np.float32)
    if flat.size != count * data.dims:
        raise Rejected(f"{flat.size} numbers are not {count} vectors of {data.dims}")
    return flat.reshape(count, data.dims)


def _reply(work: Work[ChunksEmbedded], state: DocumentState) -> Event | None:
    data = work.data
    if len(state.stored) == data.batches:
        return _index(work, state)
    batch = next_batch(data.batch, data.batches, state.stored, settings.ingest_window)
    if batch is None:
        return None
    following = ChunksSplit(
        document=data.document, generation=data.generation, batch=batch, batches=data.batches, model=data.model
    )
    dataref = chunks_key(state.key, data.generation, batch)
    return work.next(CHUNKS_SPLIT, following, data.generation, data.model, str(batch), dataref=dataref)


def _index(work: Work[ChunksEmbedded], state: DocumentState) -> Event:
    took = now_ms() - state.accepted_at
    records.get().write(fact(state, "current", chunks=state.chunks, ms=took))
    passages.get().remove_before(state.key, state.generation)
    name = state.upload.name if state.upload else ""
    indexed = DocumentIndexed(
        document=state.document,
        generation=state.generation,
        name=name,
        chunks=state.chunks,
        reused=state.reused,
        milliseconds=took,
        model=state.model,
    )
    return work.next(DOCUMENT_INDEXED, indexed, state.generation, state.model)


def _remember_answered(event: str) -> None:
    answered[event] = None
    while len(answered) > REMEMBERED:
        answered.popitem(last=False)


store = functions_framework.http(
    serve("store", env, {CHUNKS_EMBEDDED: store_batch, DOCUMENT_DELETED: delete_document}, (records, passages, blobs))
)
