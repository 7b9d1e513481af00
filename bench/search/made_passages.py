"""Many passages made of few sentences: their words and vectors are spread as real ones are, at any number of them."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from events.identity import DocumentKey, Generation, IndexKey, chunk_id, document_id
from functions.stores.passages import Passage, Vectors

TENANT, MODEL, GENERATION = "bench", "bench", Generation("g")
AT_ONCE = 1000  # passages
SENTENCES = 4  # of a passage
NOISE = 0.75  # length of what is added to a sentence's vector: passages of one sentence have a cosine of some 0.64
PER_DOCUMENT = 100


class Material:
    """Sentences and questions with their vectors, as `bench.search.command` has written them."""

    def __init__(self, path: Path) -> None:
        with np.load(path) as kept:
            self.vectors: Vectors = kept["vectors"]
            self.asked: Vectors = kept["asked"]
            self.texts: list[str] = kept["texts"].tolist()
            self.questions: list[str] = kept["questions"].tolist()

    def batches(self, count: int) -> Iterator[tuple[list[Passage], Vectors]]:
        """Yield `count` passages with unit vectors, the same ones each time: sentences chosen by chance, and the
        vector of the first one moved in a direction of chance."""
        for first in range(0, count, AT_ONCE):
            chance = np.random.default_rng(first)
            size = min(AT_ONCE, count - first)
            chosen = chance.integers(0, len(self.texts), (size, SENTENCES))
            noise = chance.standard_normal((size, self.vectors.shape[1]), dtype=np.float32)
            vectors = self.vectors[chosen[:, 0]] + noise * np.float32(NOISE / noise.shape[1] ** 0.5)
            vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
            texts = [" ".join(self.texts[sentence] for sentence in row) for row in chosen]
            yield [_passage(first + place, text) for place, text in enumerate(texts)], vectors

    def nearest(self, count: int, wanted: int) -> list[set[str]]:
        """Return the ids of the `wanted` passages that are exactly nearest to each question."""
        best = np.full((len(self.asked), wanted), -np.inf, dtype=np.float32)
        ids = np.full(best.shape, "", dtype="U36")
        for passages, vectors in self.batches(count):
            scores = np.concatenate((best, self.asked @ vectors.T), axis=1)
            named = np.concatenate((ids, np.tile([passage.id for passage in passages], (len(ids), 1))), axis=1)
            chosen = np.argpartition(-scores, wanted - 1, axis=1)[:, :wanted]
            best, ids = np.take_along_axis(scores, chosen, 1), np.take_along_axis(named, chosen, 1)
        return [set(row) for row in ids.tolist()]


def _passage(number: int, text: str) -> Passage:
    key = DocumentKey(IndexKey(TENANT, MODEL), document_id(TENANT, str(number // PER_DOCUMENT)))
    return Passage(
        id=chunk_id(key, GENERATION, number),
        tenant=TENANT,
        document=key.document,
        generation=GENERATION,
        position=number,
        name="",
        text=text,
        page=None,
        heading="",
        start=0,
        end=len(text),
        model=MODEL,
    )
