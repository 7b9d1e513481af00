"""A prompt begins with what is kept; what was used longest ago is forgotten first."""

import numpy as np
import pytest

from model.decoder import State
from model.llama import Tokens
from model.prefixes import Prefixes, common_prefix


def tokens(text: str) -> Tokens:
    return np.array([ord(character) for character in text], np.int32)


@pytest.fixture
def prefixes() -> Prefixes:
    return Prefixes(room=20)


def keep(prefixes: Prefixes, text: str) -> State:
    state = np.frombuffer(text.encode(), np.uint8)
    prefixes.keep(tokens(text), state)
    return state


def kept(prefixes: Prefixes, text: str) -> bool:
    return prefixes.best(tokens(text))[1] == len(text)


@pytest.mark.parametrize(
    ("left", "right", "shared"), [("abc", "abd", 2), ("abc", "abcd", 3), ("a", "b", 0), ("", "a", 0)]
)
def test_a_common_prefix_ends_at_the_first_difference(left: str, right: str, shared: int) -> None:
    assert common_prefix(tokens(left), tokens(right)) == shared


def test_the_sequence_that_shares_most_is_found(prefixes: Prefixes) -> None:
    keep(prefixes, "system A")
    longest = keep(prefixes, "system B, p")
    state, shared = prefixes.best(tokens("system B, question"))
    assert (state is longest, shared) == (True, len("system B, "))


def test_nothing_in_common_is_nothing_to_share(prefixes: Prefixes) -> None:
    keep(prefixes, "system")
    assert prefixes.best(tokens("other")) == (None, 0)


def test_nothing_is_found_when_nothing_is_kept(prefixes: Prefixes) -> None:
    assert prefixes.best(tokens("system")) == (None, 0)


def test_a_sequence_that_a_longer_one_holds_is_not_kept_twice(prefixes: Prefixes) -> None:
    for text in ("system", "system and more", "other"):  # with the first one these would be too many tokens
        keep(prefixes, text)
    assert kept(prefixes, "system and more")


def test_more_tokens_than_there_is_room_for_cost_the_sequence_used_longest_ago(prefixes: Prefixes) -> None:
    for text in ("1234567", "abcdefg"):
        keep(prefixes, text)
    assert kept(prefixes, "1234567")  # which is a use of it
    keep(prefixes, "ABCDEFG")
    assert [kept(prefixes, text) for text in ("1234567", "abcdefg", "ABCDEFG")] == [True, False, True]


def test_a_sequence_longer_than_the_room_is_not_kept(prefixes: Prefixes) -> None:
    keep(prefixes, "x" * 21)
    assert prefixes.best(tokens("xxx")) == (None, 0)
