"""Drafts are what followed the same tokens before, and as long as is worth the time of checking them."""

import numpy as np
import pytest

from model.llama import Tokens
from model.prompt_lookup import (
    LONGEST,
    MOST,
    Drafts,
    followers,
)


def tokens(text: str) -> Tokens:
    return np.array([ord(character) for character in text], np.int32)


def drafted(text: str, most: int = 4) -> tuple[str, int]:
    found, equal = followers(tokens(text), most)
    return "".join(chr(token) for token in found), equal


@pytest.mark.parametrize(
    ("text", "draft"),
    [
        ("the river Avon. the riv", ("er A", LONGEST)),
        ("abcX...bcY...abc", ("X...", 3)),  # three tokens that fit count more than two, wherever they stand
        ("bcX...bcY...zbc", ("Y...", 2)),  # of two places the later one
        ("aX-bYa", ("X-bY", 1)),
        ("abcdefgh", ("", 0)),
        ("aa", ("a", 1)),
        ("a", ("", 0)),
        ("", ("", 0)),
    ],
)
def test_a_draft_is_what_followed_the_most_of_the_last_tokens_before(text: str, draft: tuple[str, int]) -> None:
    assert drafted(text) == draft


def test_a_draft_ends_where_the_text_ends() -> None:
    assert drafted("xyzxy", most=10) == ("zxy", 2)


def test_there_is_no_draft_without_room() -> None:
    assert drafted("the river Avon. the riv", most=0) == ("", 0)


COPIED = tokens("0123456789 0123")


def after(outcomes: list[bool], text: Tokens = COPIED, most: int = 100) -> int:
    """Return the length of the draft after drafts that were right, or wrong, from their first token on."""
    drafts = Drafts()
    for right in outcomes:
        drafted = len(drafts.next(text, 100))
        drafts.learn(drafted, drafted if right else 0)
    return len(drafts.next(text, most))


@pytest.mark.parametrize(("text", "length"), [("0123456789 0123", 4), ("cab-a", 1)])
def test_the_first_draft_is_longer_where_more_tokens_are_the_same(text: str, length: int) -> None:
    assert after([], tokens(text)) == length


def test_drafts_grow_while_they_are_right() -> None:
    assert after([True] * 30) == MOST


def test_drafts_shrink_when_they_prove_wrong() -> None:
    assert after([True] * 3 + [False] * 10) < after([True] * 3)


def test_an_answer_that_copies_nothing_gets_no_drafts_in_the_end() -> None:
    assert after([False] * 40) == 0


def test_no_draft_is_longer_than_there_is_room_for() -> None:
    assert after([True] * 30, most=3) == 3
