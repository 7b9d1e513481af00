"""What is added to a stream in the end, of which nothing can be taken back."""

import pytest

from functions.gateway.openai.shown_text import AGAIN, CHECKED, Shown


def ending(answer: str, *pieces: str) -> str:
    shown = Shown()
    for piece in pieces:
        shown.add(piece)
    return shown.finish(answer)


@pytest.mark.parametrize(
    ("streamed", "answer", "added"),
    [
        ("In France.", "In France.", ""),
        ("In France.", "In France. [1]", " [1]"),
        ("In France.\n", "In France. [1]", " [1]"),
        ("", "In France. [1]", "In France. [1]"),
        ("In France. Not far.", "In France. [1] Not far. [2]", ""),
        ("In Spain.", "In France. [1]", f"{CHECKED}In France. [1]"),
        ("In France. Or Spain.", "In France.", f"{CHECKED}In France."),
    ],
)
def test_what_is_new_in_the_end_is_added(streamed: str, answer: str, added: str) -> None:
    assert ending(answer, streamed) == added


def test_an_attempt_that_was_broken_off_is_told_apart_from_an_answer_that_was_checked() -> None:
    shown = Shown()
    shown.add("In Spain.")
    shown.restart()
    assert shown.finish("In France.") == f"{AGAIN}In France."
