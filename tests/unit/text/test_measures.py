"""The words for a measure in a question, which its answer has to be of."""

import pytest

from functions.text.measures import measure_asked


@pytest.mark.parametrize("question", ["Wie heiß ist der Kessel?", "How warm is it?", "Welche Temperatur hat er?"])
def test_a_temperature_is_asked_for(question: str) -> None:
    measure = measure_asked(question)
    assert measure is not None
    assert measure.is_in("Er hat 90 °C.")


@pytest.mark.parametrize("question", ["Wie heißt der Koch?", "Wie heißen die Boote?", "Wie schwerwiegend ist es?"])
def test_a_longer_word_that_begins_like_one_asks_for_no_measure(question: str) -> None:
    assert measure_asked(question) is None
