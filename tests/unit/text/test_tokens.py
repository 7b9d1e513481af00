"""Numbers, dates and units as they are compared."""

import pytest

from functions.text.languages import ENGLISH, GERMAN, Language
from functions.text.tokens import Token, same_number, stem_of, tokens_of


def number(text: str, language: Language = ENGLISH) -> Token:
    (found,) = (token for token in tokens_of(text, language) if token.kind == "number")
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("two years", "2 years"),
        ("1,000 users", "1000 users"),
        ("twenty-five", "25"),
        ("two hundred and fifty ships", "250 ships"),
        ("5 million", "5,000,000"),
        ("31 January 2026", "January 31, 2026"),
        ("31 January 2026", "2026-01-31"),
        ("In 2026", "2026-01-31"),
        ("$5.00", "5 dollars"),
        ("07:40", "7:40"),
    ],
)
def test_a_number_is_the_same_in_words_and_figures(one: str, other: str) -> None:
    assert same_number(number(one), number(other))


@pytest.mark.parametrize(("one", "other"), [("12", "12:15"), ("71", "17"), ("E-4711", "4711"), ("2.4", "2.0")])
def test_a_part_of_a_time_or_an_identifier_is_another_number(one: str, other: str) -> None:
    assert not same_number(number(one), number(other))


def test_a_full_stop_parts_thousands_in_german_only() -> None:
    assert same_number(number("15.000 km", GERMAN), number("15000 km", GERMAN))
    assert not same_number(number("1.500", ENGLISH), number("1500", ENGLISH))


@pytest.mark.parametrize(
    ("text", "unit"), [("60 Hz", "hz"), ("60Hz", "hz"), ("3 %", "%"), ("3 percent", "%"), ("£3", "£")]
)
def test_a_unit_belongs_to_its_number(text: str, unit: str) -> None:
    assert number(text).unit == unit


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [("costs", "price", ENGLISH), ("sold", "sells", ENGLISH), ("gegründet", "gründete", GERMAN)],
)
def test_forms_of_a_word_have_one_stem(one: str, other: str, language: Language) -> None:
    assert stem_of(one, language) == stem_of(other, language)
