"""The measure of ranked sentences, and how their weights are found, without any model."""

import numpy as np
import pytest

from bench.evaluation.sentence_ranking import half_of, measures, rank_of_answer
from bench.evaluation.sentence_weights import Choice, fitted, in_cosines, is_first_right
from functions.answer.sentence_selection import Sentence


def test_the_rank_is_that_of_the_first_sentence_with_a_gold_answer() -> None:
    sentences = [Sentence(text, 0, 0, 0, 0) for text in ("In 1957.", "There are 5.", "5 again.")]
    assert rank_of_answer(["5"], sentences) == 2


def test_an_answer_in_no_sentence_counts_as_missed() -> None:
    assert measures([1, 2, 0, 4]) == {"first": 0.25, "first_two": 0.5, "mrr": pytest.approx(0.4375)}


def test_an_article_is_always_in_the_same_half() -> None:
    assert [half_of(name) for name in ("Normans", "Victoria (Australia)")] == ["dev", "test"]


def choice(*values: float, right: int) -> Choice:
    """Return sentences with these values of a feature, and noise beside it, of which one holds the answer."""
    noise = np.arange(len(values), dtype=np.float32) % 2
    column = np.array(values, dtype=np.float32)
    return Choice({"tells": column, "noise": noise}, np.arange(len(values)) == right)


CHOICES = [choice(1, 0, 0, right=0), choice(0, 1, 0, right=1), choice(0, 0, 1, right=2), choice(1, 0, 0, right=1)]


def test_what_tells_gets_the_greater_weight() -> None:
    weights = fitted(CHOICES * 20, ["tells", "noise"])
    assert weights["tells"] > abs(weights["noise"])
    assert [is_first_right(one, weights) for one in CHOICES] == [True, True, True, False]


def test_weights_are_given_in_cosines() -> None:
    assert in_cosines({"a": 2.0, "b": 2.0, "other": 1.0}, ["a", "b"]) == {"a": 0.5, "b": 0.5, "other": 0.25}
