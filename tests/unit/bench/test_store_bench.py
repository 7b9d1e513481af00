"""The benchmark of a store: its passages are always the same, and its figures are those of a real search."""

from pathlib import Path

import numpy as np
import pytest

from bench.search.made_passages import Material
from bench.search.store_bench import measure

SENTENCES = [f"sentence number {number} of some words" for number in range(40)]


@pytest.fixture
def material(tmp_path: Path) -> Material:
    """Forty sentences and four questions, with vectors of chance."""
    vectors = np.random.default_rng(1).standard_normal((44, 64)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    texts, questions = np.array(SENTENCES), np.array(["number 3"] * 4)
    np.savez(tmp_path / "m.npz", texts=texts, questions=questions, vectors=vectors[:40], asked=vectors[40:])
    return Material(tmp_path / "m.npz")


def test_the_same_passages_are_made_each_time(material: Material) -> None:
    first, second = (list(material.batches(1500)) for _ in range(2))
    assert [len(passages) for passages, _ in first] == [1000, 500]
    assert [passages for passages, _ in first] == [passages for passages, _ in second]
    assert all((a == b).all() for (_, a), (_, b) in zip(first, second, strict=True))


def test_the_exactly_nearest_are_found_over_all_batches(material: Material) -> None:
    passages = [passage.id for batch, _ in material.batches(1500) for passage in batch]
    scores = np.concatenate([material.asked @ vectors.T for _, vectors in material.batches(1500)], axis=1)
    expected = [{passages[place] for place in row} for row in np.argsort(-scores, axis=1)[:, :5].tolist()]
    assert material.nearest(1500, 5) == expected


def test_a_store_of_all_compared_vectors_has_a_recall_of_1(material: Material, tmp_path: Path) -> None:
    found = measure(material, f"sqlite://{tmp_path}/store.sqlite", 1500)
    assert (found["passages"], found["recall@10"]) == (1500, 1.0)
    assert found["index_bytes"] >= 1500 * (8 + 8 + 4)
