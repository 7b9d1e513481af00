"""The tables of languages by which texts are compared."""

from collections import Counter

import pytest

from functions.text.arabic import ARABIC
from functions.text.french import FRENCH
from functions.text.languages import LANGUAGES, UNKNOWN, Language, language_of
from functions.text.russian import RUSSIAN
from functions.text.tokens import stem_of


def test_a_word_that_is_typical_of_a_language_is_so_of_no_other() -> None:
    counts = Counter(word for language in LANGUAGES for word in language.typical)
    assert [word for word, times in counts.items() if times > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_denies_is_no_word_of_an_opposite(language: Language) -> None:
    assert not language.negations & language.opposites.keys()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("les portes sont dans la cour", FRENCH),
        ("дети проходят в зал без билета", RUSSIAN),
        ("يدخل الأطفال إلى القاعة", ARABIC),
        ("Oslo Rathaus 4711", None),
    ],
)
def test_a_text_is_known_by_words_that_are_typical(text: str, language: Language | None) -> None:
    assert language_of(text.lower().split()) is language


def test_words_of_unknown_languages_may_be_denied_by_any() -> None:
    assert {"no", "not", "nicht", "не", "لا", "नहीं"} <= UNKNOWN.negations


def test_an_arabic_word_is_the_same_with_its_article_and_without_its_vowels() -> None:
    assert stem_of("بالتدخين", ARABIC) == stem_of("التدخين", ARABIC)
    assert stem_of("يُسمح", ARABIC) == stem_of("يسمح", ARABIC)
