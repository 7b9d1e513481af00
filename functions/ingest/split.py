"""split: text out of the file, chunks out of the text, and the first batches on their way; files out of an archive."""

from collections.abc import Callable, Sequence

import functions_framework
import msgspec

from events.documents import Chunk, ChunkFile, DocumentUploaded
from events.errors import Rejected
from events.event import Event
from events.registry import DOCUMENT_UPLOADED
from functions.documents.ingest import Ingest
from functions.documents.outside import taken_up
from functions.documents.progress import chunks_key, fact
from functions.documents.reuse import with_known_vectors
from functions.ingest.chunk_languages import languages_of, with_languages
from functions.ingest.chunking.chunks import split_into_chunks
from functions.ingest.extract import declared_charset, media_type_of
from functions.ingest.sandbox.protocol import Limits, ReadResult
from functions.ingest.sandbox.reader import Sandbox
from functions.ingest.unpacking import Unpacking, is_archive
from functions.serving.env import Env
from functions.serving.handler import Function, serve
from functions.serving.lazy import LazyPool, LazyResource
from functions.serving.settings import CHUNKER, Settings
from functions.serving.work import Work
from functions.stores.facts import DocumentState, Upload
from functions.text.letters import script_beyond
from model.catalog import find
from model.tokenizer import Tokenizer

EVENT_BYTES = 48 * 1024  # of vectors in one event: the whole stays under the 64 KiB that every intermediary forwards
MAX_BATCH = 32  # chunks: seconds of work, far below a quarter of the Trigger's timeout
WIDEST = 1024  # numbers in a vector, where the catalogue leaves it to the weights
KNOWS_ALL = "multilingual-e5-small"  # the embedder to take where the languages are many
Batches = Sequence[Sequence[Chunk]]


class Split:
    """The step, in one world. A batch has at most `most` chunks, which `cut` makes of the sections of a text."""

    def __init__(
        self,
        env: Env,
        tokenizers: LazyPool[Tokenizer] | None = None,
        readers: LazyResource[Sandbox] | None = None,
        cut: Callable[..., Sequence[Chunk]] = split_into_chunks,
        most: int = MAX_BATCH,
    ) -> None:
        self.ingest = Ingest(env.records, env.blobs, env.broker, env.settings)
        self._passages = env.passages
        self._tokenizers = tokenizers or LazyPool(Tokenizer.load, env.settings.embedder)
        self._readers = readers or LazyResource(lambda: Sandbox(limits_of(env.settings)))
        self._unpacking = Unpacking(self.ingest, self._readers)
        self._cut, self._most = cut, most

    @property
    def resources(self) -> tuple[LazyResource[object], ...]:
        ingest = self.ingest
        return ingest.records, self._passages, ingest.blobs, ingest.broker, self._tokenizers.first, self._readers

    def document(self, work: Work[DocumentUploaded]) -> Event | None:
        """Split an admitted document and send its first window of batches; an older generation is left alone.

        The files of an archive go on record as documents of their own, and nothing is left to do for itself.
        """
        state = taken_up(self.ingest, work)
        if state is None or state.upload is None:
            return None
        if is_archive(state.upload):
            return self._unpacking.unpack(work, state, state.upload)
        if state.phase not in ("splitting", "embedding"):
            return None
        read = self._read(state.upload)
        chunks = with_languages(self._cut(read.sections, self._tokenizers.get(state.model).counts))
        batches = self._batches(chunks, state.model)
        reused = self._keep(state, state.upload, batches)
        split = fact(
            state,
            "split",
            batches=len(batches),
            chunks=len(chunks),
            reused=reused,
            reader=CHUNKER,
            languages=languages_of(chunks),
            warnings=[*read.warnings, *_unread(read, state.model)],
        )
        self.ingest.records.get().write(split)
        self.ingest.send_missing(state)
        return None

    def _read(self, upload: Upload) -> ReadResult:
        if upload.unreadable:
            raise Rejected(upload.unreadable)
        data = self.ingest.blobs.get().get(upload.dataref)
        media_type, charset = media_type_of(upload.name, upload.media_type, data), declared_charset(upload.media_type)
        return self._readers.get().read(data, media_type, upload.name, charset)

    def _batches(self, chunks: Sequence[Chunk], model: str) -> Batches:
        bytes_each = 2 * (find(model, "embed").dims or WIDEST)
        size = min(self._most, max(1, EVENT_BYTES * 3 // 4 // bytes_each))
        return [chunks[first : first + size] for first in range(0, len(chunks), size)]

    def _keep(self, state: DocumentState, upload: Upload, batches: Batches) -> int:
        """Put each batch into the blob store, with the vectors that are known; return how many are."""
        reused = 0
        for number, batch in enumerate(batches):
            chunks = with_known_vectors(batch, self._passages.get(), state.key.index)
            file = ChunkFile(name=upload.name, metadata=upload.metadata, model=state.model, chunks=chunks)
            self.ingest.blobs.get().put(chunks_key(state.key, state.generation, number), msgspec.json.encode(file))
            reused += sum(bool(chunk.vector) for chunk in chunks)
        return reused


def _unread(read: ReadResult, model: str) -> list[str]:
    """Return what there is to say where the embedder does not know the letters of a text."""
    script = script_beyond("".join(section.text for section in read.sections), find(model, "embed").scripts)
    if not script:
        return []
    named = f"it is written in {script.capitalize()} letters, which the embedder {model} does not know, and is"
    return [f"{named} found by its words alone: ./build.sh reindex --model {KNOWS_ALL} changes that"]


def limits_of(settings: Settings) -> Limits:
    """Return within what a document is read."""
    seconds, memory = settings.read_seconds, settings.read_memory_bytes
    return Limits(seconds, memory, settings.read_characters, settings.max_upload_bytes)


def build(env: Env) -> Function:
    """Return the function that serves the step in this world."""
    step = Split(env)
    return serve("split", env, {DOCUMENT_UPLOADED: step.document}, step.resources)


split = functions_framework.http(build(Env.from_environment()))
