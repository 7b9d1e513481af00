"""How well a text matches gold answers."""

import pytest

from bench.evaluation.answer_matching import contains_answer, exact_match, f1


@pytest.mark.parametrize("text", ["in the 10th\n  and 11TH centuries", "It was the 10th, and the 11th, centuries."])
def test_an_answer_is_contained_whatever_case_space_punctuation_and_articles(text: str) -> None:
    assert contains_answer(text, ["10th and  11th Centuries"])


def test_an_answer_is_contained_in_a_possessive_or_a_compound() -> None:
    assert contains_answer("the Norman-French of William's court", ["William"])
    assert contains_answer("the Norman-French of William's court", ["the Norman"])


def test_part_of_a_word_is_no_answer() -> None:
    assert not contains_answer("in 1957", ["5"])


def test_a_text_without_any_of_the_answers_does_not_contain_one() -> None:
    assert not contains_answer("in the 10th century", ["11th", "12th", "$"])


def test_an_exact_match_forgives_case_punctuation_articles_and_space() -> None:
    assert exact_match(" The Viking,  leader!", ["Rollo", "a viking leader"])
    assert not exact_match("Viking leader Rollo", ["a viking leader"])


def test_f1_is_of_the_best_answer_by_common_words() -> None:
    assert f1("the great Viking leader", ["Rollo", "Viking"]) == pytest.approx(2 * (1 / 3) / (1 / 3 + 1))


def test_f1_counts_a_repeated_word_as_often_as_both_have_it() -> None:
    assert f1("red red red", ["red blue"]) == pytest.approx(2 / 5)


def test_f1_without_common_words_is_zero() -> None:
    assert f1("Rollo", ["a Viking"]) == f1("", ["a Viking"]) == 0.0
