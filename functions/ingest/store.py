"""store: writes a batch, asks for the next one, and makes a generation current when all of it is there."""

import functions_framework
import numpy as np

from events.base64_bytes import base64_bytes
from events.carried import carried
from events.documents import Chunk, ChunkFile, ChunksEmbedded, ChunksSplit, DocumentDeleted
from events.errors import Rejected
from events.event import Event
from events.identity import DocumentKey, IndexKey, chunk_id, now_ms
from events.registry import CHUNKS_EMBEDDED, CHUNKS_SPLIT, DOCUMENT_DELETED, DOCUMENT_INDEXED
from events.validation import decode
from functions.documents.archives import member_deletions
from functions.documents.indexes import Indexes
from functions.documents.progress import chunks_key, fact, indexed, next_batch
from functions.serving.answered import Answered
from functions.serving.env import Env
from functions.serving.handler import Function, serve
from functions.serving.lazy import LazyResource
from functions.serving.work import Work
from functions.stores.blobs import check_key
from functions.stores.facts import DocumentState, Fact
from functions.stores.passages import Passage, Vectors


class Store:
    """The step, in one world; it remembers which events it has answered."""

    def __init__(self, env: Env) -> None:
        self._records, self._passages, self._blobs = env.records, env.passages, env.blobs
        self._indexes = Indexes(env.records, env.settings.embedder)
        self._window = env.settings.ingest_window
        self._answered = Answered()

    @property
    def resources(self) -> tuple[LazyResource[object], ...]:
        return self._records, self._passages, self._blobs

    def batch(self, work: Work[ChunksEmbedded]) -> Event | None:
        """Store one batch, and answer with the next batch of its lane, or with `indexed` when all are there."""
        key = DocumentKey(IndexKey(work.tenant, work.data.model), work.data.document)
        state = self._records.get().state(key)
        if state is None or state.generation != work.data.generation or state.has_failed or state.phase == "deleted":
            return None  # a newer upload, a deletion or a failure has made this batch useless
        if work.data.batch not in state.stored:
            self._write(work, state)
        elif work.event.id in self._answered and state.phase != "indexed":
            return None  # a second answer to a doubled event would double the lane, and again at each of its batches
        now = self._records.get().state(key)
        reply = self._reply(work, now) if now and now.generation == work.data.generation else None
        self._answered.add(work.event.id)
        return reply

    def deletion(self, work: Work[DocumentDeleted]) -> None:
        """Remove what any index holds of a deleted document and of all that came in it, where that is on record."""
        generation = work.data.generation
        for index in self._indexes.all(work.tenant):
            key = DocumentKey(index, work.data.document)
            if any(one.kind == "deleted" for one in self._records.get().facts(key, generation)):
                self._passages.get().remove_before(key, generation)
                self._delete_members(Fact(key=key, generation=generation, kind="deleted", at=now_ms()))

    def _delete_members(self, archive: Fact) -> None:
        records = self._records.get()
        records.write(*member_deletions(records, archive))  # `split` was just unpacking it
        for member in records.members(archive.key):
            if member.phase == "deleted":
                self._passages.get().remove_before(member.key, member.generation)

    def _write(self, work: Work[ChunksEmbedded], state: DocumentState) -> None:
        dataref = check_key(work.event.get("dataref"), work.tenant)
        file = decode(self._blobs.get().get(dataref), ChunkFile)
        vectors = _vectors(work.data, len(file.chunks))
        self._passages.get().add([_passage(state, file, chunk) for chunk in file.chunks], vectors)
        self._records.get().write(fact(state, "stored", work.data.batch, chunks=len(file.chunks)))

    def _reply(self, work: Work[ChunksEmbedded], state: DocumentState) -> Event | None:
        data = work.data
        if len(state.stored) == data.batches:
            return self._index(work, state)
        batch = next_batch(data.batch, data.batches, state.stored, self._window)
        if batch is None:
            return None
        following = carried(data, ChunksSplit, batch=batch)
        dataref = chunks_key(state.key, data.generation, batch)
        return work.next(CHUNKS_SPLIT, following, data.generation, data.model, str(batch), dataref=dataref)

    def _index(self, work: Work[ChunksEmbedded], state: DocumentState) -> Event:
        took = now_ms() - state.begun_at
        self._records.get().write(fact(state, "current", chunks=state.chunks, ms=took))
        self._passages.get().remove_before(state.key, state.generation)
        return work.next(DOCUMENT_INDEXED, indexed(state, took), state.generation, state.model)


def _passage(state: DocumentState, file: ChunkFile, chunk: Chunk) -> Passage:
    return carried(
        chunk,
        Passage,
        id=chunk_id(state.key, state.generation, chunk.position),
        tenant=state.tenant,
        document=state.document,
        generation=state.generation,
        name=file.name,
        model=state.model,
        metadata=file.metadata,
    )


def _vectors(data: ChunksEmbedded, count: int) -> Vectors:
    flat = np.frombuffer(base64_bytes(data.vectors, "vectors", 2), dtype="<f2").astype(np.float32)
    if flat.size != count * data.dims:
        raise Rejected(f"{flat.size} numbers are not {count} vectors of {data.dims}")
    return flat.reshape(count, data.dims)


def build(env: Env) -> Function:
    """Return the function that serves the step in this world."""
    step = Store(env)
    return serve("store", env, {CHUNKS_EMBEDDED: step.batch, DOCUMENT_DELETED: step.deletion}, step.resources)


store = functions_framework.http(build(Env.from_environment()))
