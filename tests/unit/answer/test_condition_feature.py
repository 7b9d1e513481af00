"""Conditions of questions and sentences, without any model."""

import pytest

from functions.answer.condition_feature import condition_feature

LATE = ("If a train is late, a quarter is paid back.", "If a train is late three times in a month, the card is free.")
RAIN = ("Wenn es regnet, fällt das Fest aus.", "Wenn es nicht regnet, wird gegrillt.", "Das Fest beginnt um 15 Uhr.")


def test_the_very_condition_counts_for_more_than_a_further_one() -> None:
    nearer, further = condition_feature("What happens if a train is late?", LATE)
    assert nearer > further > 0


@pytest.mark.parametrize(
    ("question", "place"), [("Was ist, wenn es regnet?", 0), ("Was ist, falls es nicht regnet?", 1)]
)
def test_the_contrary_of_a_condition_counts_against_a_sentence(question: str, place: int) -> None:
    found = condition_feature(question, RAIN)
    assert [one > 0 for one in found] == [number == place for number in range(3)]
    assert min(found) < 0


def test_a_question_without_a_condition_asks_for_none() -> None:
    assert condition_feature("When is a train late?", LATE) == [0.0, 0.0]
