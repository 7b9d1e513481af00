"""Vectors that need not be computed: an earlier passage of the same text has them, and its chunk brings them along."""

import base64
from collections.abc import Callable, Sequence

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from events.documents import Chunk, ChunkFile, embedded_text
from events.identity import IndexKey
from functions.stores.passages import Passages, Vectors
from functions.text.chunk_text import embedded_hash

Halves = NDArray[np.float16]
_HALF = np.dtype("<f2")


def with_known_vectors(chunks: Sequence[Chunk], passages: Passages, index: IndexKey) -> list[Chunk]:
    """Return the chunks, with its vector each whose text stands in a passage of this index already.

    That is mostly a passage of the same document before its change, which `store` removes only when the new
    generation is whole; a file that was moved or copied has its texts known, too.
    """
    hashes = [embedded_hash(chunk.heading, chunk.text) for chunk in chunks]
    known = passages.known(index, list(dict.fromkeys(hashes)))
    return [
        replace(chunk, vector=packed(known[key])) if key in known else chunk
        for chunk, key in zip(chunks, hashes, strict=True)
    ]


def vectors_of(file: ChunkFile, model: str, dims: int, embed: Callable[[Sequence[str]], Vectors]) -> Halves:
    """Return the vectors of the file's chunks, float16 (n, dims), embedding only what brings none of this model."""
    vectors = np.empty((len(file.chunks), dims), _HALF)
    new: list[int] = []
    for number, chunk in enumerate(file.chunks):
        given = np.frombuffer(base64.b64decode(chunk.vector), _HALF)
        if file.model == model and given.size == dims:
            vectors[number] = given
        else:
            new.append(number)
    if new:
        vectors[new] = embed([embedded_text(file.chunks[number].heading, file.chunks[number].text) for number in new])
    return vectors


def packed(vectors: Vectors | Halves) -> str:
    """Return vectors as events carry them: float16, little-endian, base64; those that `known` gave stay bit by bit."""
    return base64.b64encode(vectors.astype(_HALF).tobytes()).decode()
