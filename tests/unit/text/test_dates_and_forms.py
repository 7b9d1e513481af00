"""Dates to be compared, and words that are forms of one."""

import pytest

from functions.text.dates import Day, read_day
from functions.text.superlatives import comparative_in, superlative_in
from functions.text.word_forms import same_word, words_of


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-01-31", (2026, 1, 31)),
        ("2026", (2026, 0, 0)),
        ("31.01.2026", (2026, 1, 31)),
        ("31 January 2026", (2026, 1, 31)),
        ("3. März 2026", (2026, 3, 3)),
        ("Dec 1, 2026", (2026, 12, 1)),
        ("May 2026", (2026, 5, 0)),
        ("3/4/2026", None),
        ("Ann 2026", None),
        ("12", None),
    ],
)
def test_a_date_is_read_where_it_can_mean_one_day_only(text: str, day: Day | None) -> None:
    assert read_day(text) == day


@pytest.mark.parametrize(
    ("one", "other"), [("boat", "boats"), ("battery", "batteries"), ("räume", "Raum"), ("Boote", "Boot"), ("E5", "e5")]
)
def test_forms_of_one_word_are_the_same(one: str, other: str) -> None:
    assert same_word(*words_of(one), *words_of(other))


@pytest.mark.parametrize(("one", "other"), [("price", "print"), ("seat", "search"), ("4711", "4712"), ("a", "as")])
def test_other_words_are_not(one: str, other: str) -> None:
    assert not same_word(one, other)


def test_a_superlative_says_which_end_of_which_column() -> None:
    found = superlative_in("Was ist das teuerste Boot?")
    assert found and found.highest and "preis" in found.columns and found.word == "teuerste"


def test_two_superlatives_are_none() -> None:
    assert superlative_in("the largest and the cheapest boat") is None


@pytest.mark.parametrize(("text", "column"), [("Which is faster", "speed"), ("Was ist schwerer", "gewicht")])
def test_a_comparative_is_about_the_columns_of_its_superlative(text: str, column: str) -> None:
    found = comparative_in(text)
    assert found and column in found.columns
