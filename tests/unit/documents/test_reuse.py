"""Chunks whose vectors are known are not embedded again."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from events.documents import Chunk, ChunkFile
from events.identity import IndexKey
from functions.documents.reuse import packed, vectors_of, with_known_vectors
from functions.stores.opening import open_passages
from functions.stores.passages import Passages, Vectors
from functions.text.chunk_text import embedded_hash
from tests.contract.stores.store_samples import DIMENSIONS, MODEL, Document, add

HALF = np.float16(0.1)


class Counting:
    """Embeds by the length of each text, and remembers what it was asked."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def __call__(self, texts: Sequence[str]) -> Vectors:
        self.texts += texts
        return np.array([[len(text)] * DIMENSIONS for text in texts], np.float32)


def chunk(text: str, heading: str = "", vector: str = "") -> Chunk:
    return Chunk(position=0, text=text, heading=heading, start=0, end=len(text), vector=vector)


def file(*chunks: Chunk, model: str = MODEL) -> ChunkFile:
    return ChunkFile(name="a.txt", model=model, chunks=list(chunks))


KNOWN = packed(np.full(DIMENSIONS, HALF))


def test_only_what_brings_no_vector_is_embedded() -> None:
    embed = Counting()
    vectors = vectors_of(file(chunk("new"), chunk("old", vector=KNOWN), chunk("newer")), MODEL, DIMENSIONS, embed)
    assert embed.texts == ["new", "newer"]
    assert vectors[:, 0].tolist() == [3, HALF, 5]


def test_nothing_is_embedded_when_all_is_known() -> None:
    embed = Counting()
    vectors = vectors_of(file(chunk("a", vector=KNOWN), chunk("b", vector=KNOWN)), MODEL, DIMENSIONS, embed)
    assert (embed.texts, vectors.shape) == ([], (2, DIMENSIONS))


def test_the_heading_is_embedded_with_the_text() -> None:
    embed = Counting()
    vectors_of(file(chunk("text", heading="A > B")), MODEL, DIMENSIONS, embed)
    assert embed.texts == ["A > B\ntext"]


@pytest.mark.parametrize(
    ("model", "dims"), [("another", DIMENSIONS), (MODEL, DIMENSIONS + 1)], ids=["another model", "another length"]
)
def test_vectors_of_another_kind_are_computed_anew(model: str, dims: int) -> None:
    asked: list[str] = []

    def embed(texts: Sequence[str]) -> Vectors:
        asked.extend(texts)
        return np.ones((len(texts), dims), np.float32)

    assert vectors_of(file(chunk("old", vector=KNOWN)), model, dims, embed).shape == (1, dims)
    assert asked == ["old"]


@pytest.fixture
def passages(tmp_path: Path) -> Passages:
    passages = open_passages(f"sqlite://{tmp_path}/store.sqlite")
    add(passages, (Document("t").passage("old"), np.full(DIMENSIONS, HALF, np.float32)))
    return passages


def test_a_known_vector_goes_from_store_to_event_bit_by_bit(passages: Passages) -> None:
    old, new = with_known_vectors([chunk("old"), chunk("new")], passages, IndexKey("t", MODEL))
    assert (old.vector, new.vector) == (KNOWN, "")


def test_the_same_text_twice_is_known_twice(passages: Passages) -> None:
    assert [one.vector for one in with_known_vectors([chunk("old")] * 2, passages, IndexKey("t", MODEL))] == [KNOWN] * 2


def test_nothing_is_known_of_another_model(passages: Passages) -> None:
    assert with_known_vectors([chunk("old")], passages, IndexKey("t", "another")) == [chunk("old")]


def test_the_hash_is_of_exactly_what_is_embedded() -> None:
    assert embedded_hash("A", "b") == embedded_hash("", "A\nb")
