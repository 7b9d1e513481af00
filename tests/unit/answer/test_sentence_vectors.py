"""Vectors that are computed once, with an embedder that counts."""

from collections.abc import Sequence
from typing import cast

import numpy as np
import pytest

from functions.answer import sentence_vectors as module
from functions.answer.sentence_vectors import sentence_vectors
from model.embedding import Embedder


class Counting:
    """Gives each text a vector by its length, and keeps account of the texts."""

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def embed_passages(self, texts: Sequence[str]) -> object:
        self.embedded += texts
        return np.array([[len(text), 1] for text in texts], dtype=np.float32)


@pytest.fixture
def counting() -> Counting:
    return Counting()


def vectors(counting: Counting, *texts: str) -> list[float]:
    return [float(one[0]) for one in sentence_vectors(texts, cast(Embedder, counting))]


def test_a_sentence_is_embedded_once(counting: Counting) -> None:
    assert vectors(counting, "a", "bb") + vectors(counting, "ccc", "bb") == [1, 2, 3, 2]
    assert counting.embedded == ["a", "bb", "ccc"]


def test_another_embedder_knows_nothing_of_it(counting: Counting) -> None:
    vectors(counting, "a")
    other = Counting()
    vectors(other, "a")
    assert other.embedded == ["a"]


def test_those_met_last_are_kept(counting: Counting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    vectors(counting, "a", "bb")
    vectors(counting, "a", "ccc")
    vectors(counting, "a", "bb")
    assert counting.embedded == ["a", "bb", "ccc", "bb"]
