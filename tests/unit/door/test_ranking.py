"""Retrieval measures, against values worked out by hand."""

import math

import pytest

from knative.door.ranking import contains_answer, ndcg, recall

GRADES = {"a": 2, "b": 1, "c": 0}


def test_ndcg_of_the_best_ranking_is_one() -> None:
    assert ndcg(["a", "b", "x"], GRADES, 10) == pytest.approx(1.0)


def test_ndcg_discounts_by_the_logarithm_of_the_rank() -> None:
    expected = (1 / math.log2(2) + 2 / math.log2(4)) / (2 / math.log2(2) + 1 / math.log2(3))
    assert ndcg(["b", "x", "a"], GRADES, 10) == pytest.approx(expected)


def test_ndcg_sees_only_the_first_k() -> None:
    assert ndcg(["x", "a"], GRADES, 1) == 0.0


def test_recall_is_the_share_of_the_relevant_documents_among_the_first_k() -> None:
    assert recall(["b", "c", "a"], GRADES, 2) == 0.5


def test_measures_of_a_query_without_relevant_documents_are_zero() -> None:
    assert (ndcg(["a"], {"a": 0}, 10), recall(["a"], {}, 5)) == (0.0, 0.0)


def test_an_answer_is_found_whatever_its_case_and_white_space() -> None:
    assert contains_answer("in the 10th\n  and 11TH centuries", ["10th and  11th Centuries"])


def test_a_text_without_any_of_the_answers_does_not_contain_one() -> None:
    assert not contains_answer("in the 10th century", ["11th", "12th"])
