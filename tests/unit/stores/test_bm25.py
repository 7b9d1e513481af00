"""BM25 over postings: which texts a question's words speak for."""

import numpy as np
import pytest

from functions.stores.sqlite import bm25 as bm25_module
from functions.stores.sqlite.bm25 import (
    Postings,
    TermCache,
    best,
    bm25,
)

LENGTHS = np.array([10, 10, 40, 10], dtype=np.float32)


def postings(*counts: int, asked: int = 1) -> Postings:
    """Return the postings of a term that each text has so many times."""
    held = np.flatnonzero(counts).astype(np.int32)
    return Postings(held, np.array(counts, dtype=np.float32)[held], asked)


def test_a_text_without_the_words_has_no_score() -> None:
    assert (bm25(LENGTHS, [postings(1, 0, 1, 0)]) > 0).tolist() == [True, False, True, False]


def test_the_score_is_that_of_the_formula() -> None:
    idf, norm = np.log(1 + 3.5 / 1.5), 1.2 * (0.25 + 0.75 * 10 / 17.5)
    assert bm25(LENGTHS, [postings(2, 0, 0, 0)])[0] == pytest.approx(idf * 2.2 * 2 / (2 + norm))


def test_a_rarer_word_counts_more() -> None:
    scores = bm25(LENGTHS, [postings(1, 0, 0, 0), postings(0, 1, 0, 1)])
    assert scores[0] > scores[1]


def test_a_word_in_a_longer_text_counts_less() -> None:
    scores = bm25(LENGTHS, [postings(1, 0, 1, 0)])
    assert scores[0] > scores[2]


def test_a_word_that_is_asked_for_twice_counts_twice() -> None:
    once, twice = (bm25(LENGTHS, [postings(1, 0, 0, 0, asked=asked)])[0] for asked in (1, 2))
    assert twice == pytest.approx(2 * once)


def test_the_best_come_first_and_equal_ones_in_their_order() -> None:
    assert best(np.array([1, 3, 0, 3, 2], dtype=np.float32), 3).tolist() == [1, 3, 4]


@pytest.mark.parametrize("texts", [63, 64, 1000, 10_001])
def test_the_best_of_many_are_those_that_sorting_all_finds(texts: int) -> None:
    scores = np.random.default_rng(texts).integers(0, 50, texts).astype(np.float32)
    assert best(scores, 40).tolist() == np.argsort(-scores, kind="stable")[:40].tolist()


def test_a_text_without_a_score_is_never_among_the_best() -> None:
    scores = np.zeros(10_000, dtype=np.float32)
    scores[[5, 7000]] = 1, 2
    assert best(scores, 40).tolist() == [7000, 5]


def test_no_texts_have_no_scores() -> None:
    scores = bm25(np.empty(0, dtype=np.float32), [])
    assert best(scores, 5).tolist() == []


def test_a_cache_of_terms_forgets_what_was_not_asked_for_the_longest(monkeypatch: pytest.MonkeyPatch) -> None:
    one = postings(1, 1, 1, 1)
    monkeypatch.setattr(bm25_module, "CACHED_BYTES", 2 * one.nbytes)
    cache = TermCache()
    cache.keep("a", one)
    cache.keep("b", one)
    cache.get("a")
    cache.keep("c", one)
    assert [cache.get(term) is not None for term in "abc"] == [True, False, True]
    assert cache.nbytes == 2 * one.nbytes
