"""split: text out of the file, chunks out of the text, and the first batches on their way; files out of an archive,
and pages that are pictures to `ocr` first."""

from collections.abc import Callable, Sequence

import functions_framework
import msgspec

from events.documents import Chunk, ChunkFile, DocumentUploaded
from events.errors import Rejected
from events.event import Event
from events.identity import DocumentKey, IndexKey
from events.registry import DOCUMENT_RECOGNISED, DOCUMENT_UPLOADED
from events.scans import DocumentRecognised
from functions.documents.ingest import Ingest
from functions.documents.outside import taken_up
from functions.documents.progress import chunks_key, fact
from functions.documents.reuse import with_known_vectors
from functions.ingest.chunk_languages import languages_of, with_languages
from functions.ingest.chunking.chunks import split_into_chunks
from functions.ingest.extract import declared_charset, media_type_of
from functions.ingest.recognising import Recognising
from functions.ingest.sandbox.protocol import Limits, ReadResult
from functions.ingest.sandbox.reader import Sandbox
from functions.ingest.unpacking import Unpacking, is_archive
from functions.serving.env import Env
from functions.serving.handler import Function, Step, serve
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
        self._recognising = Recognising(self.ingest)
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
        if state.phase not in ("splitting", "recognising", "embedding"):
            return None
        wanted = self._recognising.is_wanted(state)
        read, media_type = self._read(state.upload, scans=wanted)
        if read.scans and wanted:
            if state.scans is None or not state.scans.are_done:
                self._recognising.begin(state, read, media_type)
                return None
            read = self._recognising.completed(state, read)
        self._split(state, state.upload, read)
        return None

    def recognised(self, work: Work[DocumentRecognised]) -> Event | None:
        """Take the words of one batch of pages, and answer with the next one; split the document when all are there."""
        key = DocumentKey(IndexKey(work.tenant, work.data.model), work.data.document)
        state = self.ingest.records.get().state(key)
        if state is None or state.generation != work.data.generation or state.phase not in ("recognising", "embedding"):
            return None  # a newer upload, a deletion or a failure has made these words useless
        now = self._recognising.take(work, state)
        if now is None or now.scans is None or now.upload is None:
            return None
        if not now.scans.are_done:
            return self._recognising.next(work, now)
        self._split(now, now.upload, self._recognising.completed(now, self._read(now.upload, scans=True)[0]))
        return None

    def _split(self, state: DocumentState, upload: Upload, read: ReadResult) -> None:
        chunks = with_languages(self._cut(read.sections, self._tokenizers.get(state.model).counts))
        batches = self._batches(chunks, state.model)
        reused = self._keep(state, upload, batches)
        split = fact(
            state,
            "split",
            batches=len(batches),
            chunks=len(chunks),
            reused=reused,
            reader=CHUNKER,
            unrecognised=len(read.scans),
            languages=languages_of(chunks),
            warnings=[*read.warnings, *_unread(read, state.model)],
        )
        self.ingest.records.get().write(split)
        self.ingest.send_missing(state)

    def _read(self, upload: Upload, *, scans: bool) -> tuple[ReadResult, str]:
        """Return what there is to read, and the type that the file is of."""
        if upload.unreadable:
            raise Rejected(upload.unreadable)
        data = self.ingest.blobs.get().get(upload.dataref)
        media_type, charset = media_type_of(upload.name, upload.media_type, data), declared_charset(upload.media_type)
        read = self._readers.get().read(data, media_type, upload.name, charset, scans=scans)
        return read, media_type

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
    steps: dict[str, Step] = {DOCUMENT_UPLOADED: step.document, DOCUMENT_RECOGNISED: step.recognised}
    return serve("split", env, steps, step.resources)


split = functions_framework.http(build(Env.from_environment()))
