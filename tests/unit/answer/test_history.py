"""What the model reads of earlier turns."""

import pytest

from events.questions import Exchange
from functions.answer.history import few_words, whole_turns
from functions.answer.token_budget import MARKUP

TURNS = [Exchange(question=f"question {number}", answer="three words here [1].") for number in range(3)]
TURN = 2 * MARKUP + 2 + 3  # tokens


def words(text: str) -> int:
    return len(text.split())


@pytest.mark.parametrize(
    ("room", "kept"), [(3 * TURN, 3), (3 * TURN - 1, 2), (2 * TURN, 2), (TURN, 1), (TURN - 1, 0), (0, 0), (-5, 0)]
)
def test_as_many_of_the_newest_turns_as_fit_are_read_whole(room: int, kept: int) -> None:
    messages = whole_turns(TURNS, room, words)
    asked = [message.content for message in messages if message.role == "user"]
    assert asked == [f"question {number}" for number in range(3 - kept, 3)]


def test_a_turn_that_does_not_fit_hides_the_older_ones_too() -> None:
    long = Exchange(question="long", answer="word " * 100)
    assert whole_turns([TURNS[0], long, TURNS[1]], 3 * TURN, words)[0].content == "question 1"


def test_markers_of_earlier_answers_are_not_read_for_they_would_name_other_passages() -> None:
    assert whole_turns(TURNS[:1], TURN, words)[1].content == "three words here."
    assert few_words(TURNS[:1])[1].content == "three words here."


def test_a_small_model_reads_the_beginnings_of_two_turns() -> None:
    turns = [Exchange(question=f"{number}" * 900, answer="so") for number in range(4)]
    assert [message.content for message in few_words(turns)] == ["2" * 400, "so", "3" * 400, "so"]
