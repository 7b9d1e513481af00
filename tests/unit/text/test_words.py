"""What counts as a word, for each use, and which words tell something."""

import pytest

from functions.text.function_words import FUNCTION_WORDS
from functions.text.stop_words import IN_AN_ANSWER
from functions.text.words import (
    all_words,
    compared_words,
    plain_words,
    telling_words,
    words_with_apostrophe,
    words_with_underscores,
)

TEXT = "what's max_tokens?"


def test_plain_words_are_parted_by_underscores_and_apostrophes() -> None:
    assert plain_words(TEXT) == ["what", "s", "max", "tokens"]


def test_a_name_with_underscores_can_be_one_word() -> None:
    assert words_with_underscores(TEXT) == ["what", "s", "max_tokens"]


def test_a_word_with_an_apostrophe_can_be_one() -> None:
    assert words_with_apostrophe(TEXT) == ["what's", "max", "tokens"]


def test_of_chinese_and_japanese_each_character_is_compared() -> None:
    assert all_words("東京 Tokyo") == {"東", "京", "tokyo"}


def test_words_are_compared_by_their_beginnings_for_they_have_many_forms() -> None:
    assert all_words("Normans") == all_words("Norman") == {"norma"}


@pytest.mark.parametrize(
    ("text", "telling"), [("The passage says that it was", {"say"}), ("in 1889", {"1889"}), ("see Oz", {"oz"})]
)
def test_long_words_names_and_numbers_tell_something(text: str, telling: set[str]) -> None:
    assert telling_words(text) == telling


def test_a_word_may_tell_something_in_one_use_and_nothing_in_another() -> None:
    assert "passage" in IN_AN_ANSWER and "passage" not in FUNCTION_WORDS["en"]


def test_vowel_signs_do_not_split_a_word() -> None:
    assert plain_words("हिन्दी की") == ["हिन्दी", "की"]
    assert plain_words("Mu\u0308ller") == ["Mu\u0308ller"]


def test_a_figure_before_a_chinese_character_is_a_word_of_its_own() -> None:
    assert compared_words("共308分") == ["共", "308", "分"]
