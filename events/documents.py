"""What travels on the way of a document."""

from typing import Annotated

import msgspec

from events.fields import Base64, Count, Data, GenerationId, Id, Metadata, Model, Name, Recognised, Text

Batches = Annotated[int, msgspec.Meta(ge=1)]


class DocumentUploaded(Data, frozen=True, kw_only=True, omit_defaults=True):
    """A document to index: the bytes are the object that the extension `dataref` names, or `content`.

    An outside producer needs to send only `name` and `content` (text) or `content_base64` (bytes).
    """

    name: Name
    document: Id | None = None
    generation: GenerationId | None = None
    media_type: str = ""
    size: Count = 0  # bytes
    metadata: Metadata = {}
    model: Model = ""
    content: str | None = None
    content_base64: Base64 | None = None


class DocumentDeleted(Data, frozen=True, kw_only=True, omit_defaults=True):
    """A document to forget, up to this generation, in every index."""

    document: Id
    generation: GenerationId


class ChunksSplit(Data, frozen=True, kw_only=True, omit_defaults=True):
    """One batch of chunks to embed; the chunks are in the object that `dataref` names, a `ChunkFile`."""

    document: Id
    generation: GenerationId
    batch: Count  # from 0
    batches: Batches
    model: Model = ""


class ChunksEmbedded(Data, frozen=True, kw_only=True, omit_defaults=True):
    """One batch of chunks with its vectors, in the order of the chunks."""

    document: Id
    generation: GenerationId
    batch: Count
    batches: Batches
    model: Text
    dims: Batches
    vectors: Base64  # float16, little-endian, row by row


class DocumentIndexed(Data, frozen=True, kw_only=True, omit_defaults=True):
    """A generation that is whole and searchable from now on."""

    document: Id
    generation: GenerationId
    name: Name
    chunks: Count
    reused: Count = 0  # chunks that were not embedded: an earlier passage with the same text had the vector
    milliseconds: Count  # since it was accepted for this index
    model: Model = ""
    warnings: list[str] = []  # of what its reader could not bring, each with how much and where


class DocumentFailed(Data, frozen=True, kw_only=True, omit_defaults=True):
    """A generation that will not be indexed, with the stage that gave up and its reason."""

    document: Id
    generation: GenerationId
    name: str
    stage: Text
    reason: Text
    model: Model = ""


class Chunk(Data, frozen=True, kw_only=True, omit_defaults=True):
    """One chunk of a document: its place, its text, and what a citation needs."""

    position: Count
    text: Text
    page: int | None = None
    heading: str = ""
    start: Count  # span of characters in the extracted text
    end: Count
    language: str = ""  # of the text, by ISO 639-1; "und" where nothing tells it
    recognised: Recognised = None
    vector: Base64 = ""  # float16, little-endian: of an earlier passage with the same text; empty: to be computed


def embedded_text(heading: str, text: str) -> str:
    """Return what stands for a chunk in the vector space: its heading gives the text its context."""
    return f"{heading}\n{text}" if heading else text


class ChunkFile(Data, frozen=True, kw_only=True, omit_defaults=True):
    """A batch of chunks as it is kept in the blob store."""

    name: Name
    metadata: Metadata = {}
    model: str = ""  # whose vectors the chunks bring along
    chunks: list[Chunk]
