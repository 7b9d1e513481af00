"""Two embedding models in one store: each (tenant, model) is an index of its own, for every backend of the port."""

import json

import numpy as np
import pytest

from functions.stores.passages import Passages, Vectors
from tests.contract.stores.store_samples import MODEL, Document, add, axis, search, texts

OTHER = "large embedder/v2"  # its vectors are longer


def long_axis(number: int) -> Vectors:
    vector: Vectors = np.eye(12, dtype=np.float32)[number]
    return vector


@pytest.fixture
def both(passages: Passages, tenant: str) -> Passages:
    """One document in both indexes: generation 1 by the first model, generation 2 by the other."""
    old, new = Document(tenant, number=1), Document(tenant, number=2, model=OTHER)
    add(passages, (old.passage("shared words, the old ones"), axis(0)))
    add(passages, (new.passage("shared words, the new ones"), long_axis(0)))
    return passages


def test_a_search_by_words_sees_the_passages_of_its_model_only(both: Passages, tenant: str) -> None:
    assert texts(search(both, tenant, "shared")) == ["shared words, the old ones"]
    assert texts(search(both, tenant, "shared", model=OTHER)) == ["shared words, the new ones"]


def test_a_search_by_vector_sees_the_passages_of_its_model_only(both: Passages, tenant: str) -> None:
    old = search(both, tenant, "", axis(0), alpha=1.0)
    new = search(both, tenant, "", long_axis(0), alpha=1.0, model=OTHER)
    assert texts([*old, *new]) == ["shared words, the old ones", "shared words, the new ones"]
    assert [hit.cosine for hit in [*old, *new]] == [pytest.approx(1.0)] * 2


def test_filters_hold_within_the_index_of_the_model(both: Passages, tenant: str) -> None:
    document = Document(tenant).id
    assert texts(search(both, tenant, "shared", axis(0), documents=(document,))) == ["shared words, the old ones"]


def test_a_model_that_nothing_was_embedded_with_finds_nothing(both: Passages, tenant: str) -> None:
    assert search(both, tenant, "shared", axis(0), model="unused") == []


def test_passages_of_every_model_are_read_counted_and_dumped(both: Passages, tenant: str) -> None:
    written = [Document(tenant, number=2, model=OTHER).passage(""), Document(tenant, number=1).passage("")]
    assert [found.model for found in both.get(tenant, [one.id for one in written])] == [OTHER, MODEL]
    assert both.count(tenant) == 2
    dumped = [json.loads(line) for line in both.dump()]
    assert sorted(line["model"] for line in dumped if line["tenant"] == tenant) == [OTHER, MODEL]


def test_a_newer_generation_of_one_model_leaves_the_index_of_the_other_alone(both: Passages, tenant: str) -> None:
    here, there = Document(tenant, number=2), Document(tenant, number=2, model=OTHER)
    assert both.remove_before(there.key, there.generation) == 0
    assert texts(search(both, tenant, "shared")) == ["shared words, the old ones"]
    assert both.remove_before(here.key, here.generation) == 1
    assert search(both, tenant, "shared", axis(0)) == []


def test_a_deletion_in_each_index_leaves_nothing(both: Passages, tenant: str) -> None:
    deletions = [Document(tenant, number=3, model=model) for model in (MODEL, OTHER)]
    assert [both.remove_before(deletion.key, deletion.generation) for deletion in deletions] == [1, 1]
    assert both.count(tenant) == 0
