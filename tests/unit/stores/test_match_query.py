"""How a question becomes a query of words."""

import pytest

from functions.stores.match_query import MAX_TERMS, match_query


def test_terms_are_quoted_and_any_of_them_may_match() -> None:
    assert match_query("Norman conquest 1066") == '"norman" OR "conquest" OR "1066"'


def test_words_that_tell_nothing_are_left_out() -> None:
    assert match_query("In what country is Normandy?") == '"country" OR "normandy"'


def test_they_stay_when_nothing_else_is_there() -> None:
    assert match_query("Who is it?") == '"who" OR "is" OR "it"'


@pytest.mark.parametrize("asked", ["", "   ", '"*^:(){}-+', "\0", "🐈"])
def test_a_question_without_words_asks_for_none(asked: str) -> None:
    assert match_query(asked) == ""


def test_syntax_is_cut_away() -> None:
    assert match_query('text:"a_cat" NEAR(x* OR y)') == '"text" OR "cat" OR "near" OR "x" OR "y"'


def test_a_term_counts_as_often_as_it_is_asked_for() -> None:
    assert match_query("Cat and CAT") == '"cat" OR "cat"'


def test_a_long_question_asks_for_its_first_terms() -> None:
    asked = match_query(" ".join(f"w{number}" for number in range(1000)))
    assert asked.split(" OR ") == [f'"w{number}"' for number in range(MAX_TERMS)]
