"""Measures of rankings, against values worked out by hand."""

import math

import pytest

from bench.evaluation.ranking import ranking_measures

GRADES = {"q": {"a": 2, "b": 1, "c": 0}}


def measure(name: str, *ranked: str) -> float | None:
    return ranking_measures({"q": ranked}, GRADES)[name]


def test_ndcg_of_the_best_ranking_is_one() -> None:
    assert measure("ndcg@10", "a", "b", "x") == 1.0


def test_ndcg_has_linear_gains_and_discounts_by_the_logarithm_of_the_rank() -> None:
    expected = (1 / math.log2(2) + 2 / math.log2(4)) / (2 / math.log2(2) + 1 / math.log2(3))
    assert measure("ndcg@10", "b", "x", "a") == pytest.approx(expected, abs=1e-4)


def test_ndcg_sees_only_the_first_ten() -> None:
    assert measure("ndcg@10", *"0123456789", "a") == 0.0


def test_recall_is_the_share_of_the_relevant_documents_among_the_first() -> None:
    assert (measure("recall@5", "b", *"1234", "a"), measure("recall@100", "b", *"1234", "a")) == (0.5, 1.0)


def test_a_question_for_which_nothing_is_found_counts_as_zero() -> None:
    grades = GRADES | {"r": {"a": 1}}
    assert ranking_measures({"q": ["a", "b"], "r": []}, grades)["ndcg@10"] == 0.5


def test_questions_without_relevant_documents_do_not_count() -> None:
    assert ranking_measures({"q": ["a", "b"], "r": ["x"]}, GRADES | {"r": {"a": 0}})["ndcg@10"] == 1.0


def test_without_any_judgement_there_are_no_measures() -> None:
    assert ranking_measures({"q": ["a"]}, {}) == {"ndcg@10": None, "recall@5": None, "recall@100": None}
