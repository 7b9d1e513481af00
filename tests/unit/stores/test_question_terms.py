"""Which of a question's words it is searched by."""

import pytest

from functions.stores.question_terms import MAX_TERMS, question_terms


def test_its_words_are_small_letters_and_digits() -> None:
    assert question_terms("Norman conquest 1066") == ["norman", "conquest", "1066"]


def test_words_that_tell_nothing_are_left_out() -> None:
    assert question_terms("In what country is Normandy?") == ["country", "normandy"]


def test_they_stay_when_nothing_else_is_there() -> None:
    assert question_terms("Who is it?") == ["who", "is", "it"]


@pytest.mark.parametrize("asked", ["", "   ", '"*^:(){}-+', "\0", "🐈"])
def test_a_question_without_words_asks_for_none(asked: str) -> None:
    assert question_terms(asked) == []


def test_syntax_is_cut_away() -> None:
    assert question_terms('text:"a_cat" NEAR(x* OR y)') == ["text", "cat", "near", "x", "y"]


def test_a_term_counts_as_often_as_it_is_asked_for() -> None:
    assert question_terms("Cat cat CAT") == ["cat", "cat", "cat"]


def test_a_long_question_asks_for_its_first_terms() -> None:
    asked = question_terms(" ".join(f"w{number}" for number in range(1000)))
    assert asked == [f"w{number}" for number in range(MAX_TERMS)]
