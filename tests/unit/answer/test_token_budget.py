"""A prompt that is too long loses whole passages, the worst first."""

from collections.abc import Sequence

import pytest

from functions.answer.token_budget import MARKUP, within_budget


def words(text: str) -> int:
    return len(text.split())


PASSAGES = ["one two three", "four five", "six seven eight nine"]


@pytest.mark.parametrize(("room", "kept"), [(100, 3), (15, 3), (14, 2), (9, 2), (8, 1), (5, 1), (0, 1), (-100, 1)])
def test_as_many_whole_passages_stay_as_fit_the_best_one_always(room: int, kept: int) -> None:
    assert within_budget(PASSAGES, [], room, words) == PASSAGES[:kept]


@pytest.mark.parametrize("others", [["the question"], ["instructions", "an earlier question", "the question"]])
def test_the_other_messages_are_never_cut(others: Sequence[str]) -> None:
    taken = sum(MARKUP + words(text) for text in others)
    assert within_budget(PASSAGES, others, taken + 9, words) == PASSAGES[:2]


def test_without_passages_there_is_nothing_to_cut() -> None:
    assert within_budget([], ["the question"], 10, words) == []
