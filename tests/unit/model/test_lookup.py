"""Drafts are what followed the same tokens before, and are as long as they have proved right."""

import numpy as np
import pytest

from model.llama import Tokens
from model.lookup import MOST, Drafts, followers


def tokens(text: str) -> Tokens:
    return np.array([ord(character) for character in text], np.int32)


def drafted(text: str, most: int = 4) -> str:
    return "".join(chr(token) for token in followers(tokens(text), most))


@pytest.mark.parametrize(
    ("text", "draft"),
    [
        ("the river Avon. the riv", "er A"),
        ("abcX...bcY...abc", "X..."),  # three tokens that fit count more than two, wherever they stand
        ("bcX...bcY...zbc", "Y..."),  # of two places the later one
        ("abcdefgh", ""),
        ("ab", ""),
        ("", ""),
    ],
)
def test_a_draft_is_what_followed_the_last_tokens_before(text: str, draft: str) -> None:
    assert drafted(text) == draft


def test_a_draft_ends_where_the_text_ends() -> None:
    assert drafted("xyzxy", most=10) == "zxy"


def test_there_is_no_draft_without_room() -> None:
    assert drafted("the river Avon. the riv", most=0) == ""


def test_drafts_grow_while_they_are_right_and_begin_again_after_a_wrong_one() -> None:
    drafts, text, lengths = Drafts(), tokens("0123456789 01"), []
    for _ in range(5):
        lengths.append(len(drafts.next(text, 100)))
        drafts.learn(lengths[-1], lengths[-1])
    assert lengths == [1, 3, 5, 7, MOST]
    drafts.learn(MOST, 0)
    assert len(drafts.next(text, 100)) == 1
