"""embed: a vector for each chunk of a batch, or for a question; deployed twice, so that uploads delay no question."""

import base64

import functions_framework
import msgspec
import numpy as np

from events.documents import Chunk, ChunkFile, ChunksEmbedded, ChunksSplit
from events.event import Event
from events.questions import QuestionAsked, QuestionEmbedded
from events.registry import CHUNKS_EMBEDDED, CHUNKS_SPLIT, QUESTION_ASKED, QUESTION_EMBEDDED
from events.texts import TextsEmbedded, TextsGiven
from events.validation import decode
from functions import opened
from functions.handler import serve
from functions.loading import Resource
from functions.settings import read_settings
from functions.stores.blobs import check_key
from functions.work import Work
from model.embedding import Embedder, Vectors

settings = read_settings()
blobs = opened.blobs()
embedder = Resource(lambda: Embedder.load(settings.embedder))


def embed_chunks(work: Work[ChunksSplit]) -> Event:
    """Answer with the vectors of the batch that `dataref` names."""
    data, dataref = work.data, work.event.get("dataref")
    file = msgspec.json.decode(blobs.get().get(check_key(dataref, work.tenant)), type=ChunkFile)
    vectors = embedder.get().embed_passages([embedded_text(chunk) for chunk in file.chunks])
    reply = ChunksEmbedded(
        document=data.document,
        generation=data.generation,
        batch=data.batch,
        batches=data.batches,
        model=settings.embedder,
        dims=vectors.shape[1],
        vectors=_packed(vectors, "<f2"),
    )
    return work.next(CHUNKS_EMBEDDED, reply, data.generation, str(data.batch), dataref=dataref)


def embedded_text(chunk: Chunk) -> str:
    """Return what stands for the chunk in the vector space: its heading gives the text its context."""
    return f"{chunk.heading}\n{chunk.text}" if chunk.heading else chunk.text


def embed_question(work: Work[QuestionAsked]) -> Event:
    """Answer with the question's vector."""
    data = work.data
    vector = embedder.get().embed_queries([data.question])[0]
    reply = QuestionEmbedded(
        question=data.question,
        conversation=data.conversation,
        history=data.history,
        filters=data.filters,
        options=data.options,
        vector=_packed(vector, "<f4"),
    )
    return work.next(QUESTION_EMBEDDED, reply)


def embed_texts(body: bytes) -> TextsEmbedded:
    """Answer with the vectors of texts that are in no document: whoever asks wants them now, and not as an event."""
    model, texts = embedder.get(), decode(body, TextsGiven).texts
    vectors = model.embed_passages(texts)
    return TextsEmbedded(
        dims=model.dims,
        vectors=_packed(vectors, "<f4"),
        tokens=sum(min(count, model.context) for count in model.count_tokens(texts)),
    )


def _packed(vectors: Vectors, number: str) -> str:
    return base64.b64encode(vectors.astype(np.dtype(number)).tobytes()).decode()


embed = functions_framework.http(
    serve(
        "embed",
        {CHUNKS_SPLIT: embed_chunks, QUESTION_ASKED: embed_question},
        (blobs, embedder),
        {"/embeddings": embed_texts},
    )
)
