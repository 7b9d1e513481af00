"""Which words of a question are searched for."""

import pytest

from functions.stores.question_terms import question_terms


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        ("Wer ist die Hausmeisterin?", ["hausmeisterin"]),
        ("How did the war end and who should die?", ["war", "end", "should", "die"]),
        ("Wer ist wo?", ["wer", "ist", "wo"]),
    ],
)
def test_words_that_say_nothing_are_left_out_by_the_language_of_the_question(question: str, terms: list[str]) -> None:
    assert question_terms(question) == terms
