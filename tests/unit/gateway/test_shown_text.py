"""What is added to a stream in the end, of which nothing can be taken back."""

import pytest

from functions.gateway.openai.shown_text import AGAIN, Shown


def ending(answer: str, *sentences: str) -> str:
    shown = Shown()
    for sentence in sentences:
        shown.add(sentence)
    return shown.finish(answer)


@pytest.mark.parametrize(
    ("shown", "answer", "added"),
    [
        ("In France. [1]", "In France. [1]", ""),
        ("In France. [1]", "In France. [1] Not far. [2]", " Not far. [2]"),
        ("", "In France. [1]", "In France. [1]"),
    ],
)
def test_what_is_new_in_the_end_is_added(shown: str, answer: str, added: str) -> None:
    assert ending(answer, shown) == added


def test_only_a_redelivered_question_has_another_answer_than_was_shown_which_says_so() -> None:
    assert ending("By the sea. [2]", "In France. [1]") == f"{AGAIN}By the sea. [2]"
