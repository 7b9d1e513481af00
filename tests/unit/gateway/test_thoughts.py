"""Thoughts within earlier answers, which other models of the same chat wrote."""

import pytest

from functions.gateway.openai.thoughts import without_thoughts
from tests.unit.gateway.openai_bodies import question_in


@pytest.mark.parametrize(
    "answer",
    [
        "<think>\nWhere is it?\n</think>\n\nIn France.",
        "<thinking>Where?</thinking>In France.",
        '<details type="reasoning" done="true" duration="3">\n> Where?\n</details>\nIn France.',
        "In France.",
    ],
)
def test_an_earlier_answer_is_what_comes_behind_its_thoughts(answer: str) -> None:
    assert without_thoughts(answer) == "In France."


@pytest.mark.parametrize("answer", ["The tag <think> begins a thought.", "1 < 2 <b>and</b>"])
def test_what_does_not_begin_with_thoughts_stays_as_it_is(answer: str) -> None:
    assert without_thoughts(answer) == answer


def test_thoughts_without_an_end_are_no_answer() -> None:
    assert without_thoughts("<think>Where is it? " * 3) == ""


def test_no_thoughts_come_into_the_history() -> None:
    chat = [
        {"role": "user", "content": "Where?"},
        {"role": "assistant", "content": "<think>Hm.</think>In France."},
        {"role": "user", "content": "Since when?"},
    ]
    [exchange] = question_in(messages=chat).history
    assert exchange.answer == "In France."
