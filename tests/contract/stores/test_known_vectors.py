"""Vectors found again by the hash of what was embedded, for every backend of the passages port."""

import numpy as np
import pytest

from events.identity import IndexKey
from functions.stores.passages import Passages, Vectors
from functions.stores.weaviate import passages as weaviate_passages
from functions.text.chunk_text import embedded_hash
from tests.contract.stores.store_samples import DIMENSIONS, MODEL, Document, add, axis


def stored_like(seed: int) -> Vectors:
    """Return a unit vector as `store` gets it, rounded to float16."""
    vector = np.random.default_rng(seed).normal(size=DIMENSIONS)
    rounded: Vectors = (vector / np.linalg.norm(vector)).astype(np.float16).astype(np.float32)
    return rounded


def test_a_vector_comes_back_exactly_as_it_was_written(passages: Passages, tenant: str) -> None:
    document, vectors = Document(tenant), [stored_like(seed) for seed in range(100)]
    add(passages, *((document.passage(f"text {n}", n), vector) for n, vector in enumerate(vectors)))
    hashes = [embedded_hash("", f"text {n}") for n in range(100)]
    known = passages.known(IndexKey(tenant, MODEL), hashes)
    assert [known[key].tobytes() for key in hashes] == [vector.tobytes() for vector in vectors]


def test_only_what_is_there_is_found(passages: Passages, tenant: str) -> None:
    add(passages, (Document(tenant).passage("here"), axis(1)))
    here, elsewhere = embedded_hash("", "here"), embedded_hash("", "elsewhere")
    assert list(passages.known(IndexKey(tenant, MODEL), [elsewhere, here])) == [here]
    assert passages.known(IndexKey(tenant, MODEL), []) == {}


def test_the_heading_is_part_of_what_was_embedded(passages: Passages, tenant: str) -> None:
    add(passages, (Document(tenant).passage("text", heading="A > B"), axis(1)))
    assert passages.known(IndexKey(tenant, MODEL), [embedded_hash("", "text")]) == {}
    assert len(passages.known(IndexKey(tenant, MODEL), [embedded_hash("A > B", "text")])) == 1


def test_another_model_has_other_vectors(passages: Passages, tenant: str) -> None:
    add(passages, (Document(tenant).passage("text"), axis(1)))
    assert passages.known(IndexKey(tenant, "another-embedder"), [embedded_hash("", "text")]) == {}


def test_another_tenant_learns_nothing(passages: Passages, tenant: str) -> None:
    add(passages, (Document(tenant).passage("text"), axis(1)))
    assert passages.known(IndexKey(f"{tenant}x", MODEL), [embedded_hash("", "text")]) == {}


def test_a_removed_passage_is_known_no_longer(passages: Passages, tenant: str) -> None:
    old, new = Document(tenant, number=1), Document(tenant, number=2)
    add(passages, (old.passage("text"), axis(1)))
    passages.remove_before(old.key, new.generation)
    assert passages.known(IndexKey(tenant, MODEL), [embedded_hash("", "text")]) == {}


def test_a_text_in_very_many_passages_hides_no_other(
    passages: Passages, tenant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(weaviate_passages, "PAGE", 5)
    repeated = [(Document(tenant, f"{n}.txt").passage("everywhere"), axis(1)) for n in range(12)]
    add(passages, *repeated, (Document(tenant).passage("once"), axis(2)))
    known = passages.known(IndexKey(tenant, MODEL), [embedded_hash("", text) for text in ("everywhere", "once")])
    assert len(known) == 2
