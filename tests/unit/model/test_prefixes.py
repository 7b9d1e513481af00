"""A prompt begins with what the cache holds; the cache forgets what was used longest ago."""

import numpy as np
import pytest

from model.llama import Tokens
from model.prefixes import Prefixes, common_prefix


class FakeDecoder:
    """Notes what is shared and forgotten; no model computes here."""

    def __init__(self) -> None:
        self.shared: list[tuple[int, int, int]] = []
        self.forgotten: list[tuple[int, int]] = []

    def share(self, source: int, target: int, tokens: int) -> None:
        self.shared.append((source, target, tokens))

    def forget(self, sequence: int, start: int = 0) -> None:
        self.forgotten.append((sequence, start))


def tokens(text: str) -> Tokens:
    return np.array([ord(character) for character in text], np.int32)


@pytest.fixture
def decoder() -> FakeDecoder:
    return FakeDecoder()


@pytest.fixture
def prefixes(decoder: FakeDecoder) -> Prefixes:
    return Prefixes(decoder, 3, tokens=100)


def keep(prefixes: Prefixes, text: str) -> int:
    sequence = prefixes.take(None, 0)
    prefixes.keep(sequence, tokens(text))
    return sequence


@pytest.mark.parametrize(
    ("left", "right", "shared"), [("abc", "abd", 2), ("abc", "abcd", 3), ("a", "b", 0), ("", "a", 0)]
)
def test_a_common_prefix_ends_at_the_first_difference(left: str, right: str, shared: int) -> None:
    assert common_prefix(tokens(left), tokens(right)) == shared


def test_the_sequence_that_shares_most_is_found(prefixes: Prefixes) -> None:
    keep(prefixes, "system A")
    longest = keep(prefixes, "system B, passage")
    assert prefixes.best(tokens("system B, question")) == (longest, len("system B, "))


def test_nothing_in_common_is_nothing_to_share(prefixes: Prefixes) -> None:
    keep(prefixes, "system")
    assert prefixes.best(tokens("other")) == (None, 0)


def test_a_new_sequence_shares_the_cells_of_its_source(prefixes: Prefixes, decoder: FakeDecoder) -> None:
    source = keep(prefixes, "system")
    sequence = prefixes.take(source, 4)
    assert decoder.shared == [(source, sequence, 4)]


def test_without_a_free_sequence_the_least_recently_used_one_is_forgotten(
    prefixes: Prefixes, decoder: FakeDecoder
) -> None:
    first, second, third = (keep(prefixes, text) for text in ("one", "two", "three"))
    assert prefixes.take(first, 3) == second
    assert (second, 0) in decoder.forgotten
    assert prefixes.best(tokens("three"))[0] == third


def test_the_source_of_a_new_sequence_is_never_forgotten_for_it(prefixes: Prefixes) -> None:
    first = keep(prefixes, "one")
    prefixes.take(None, 0)
    prefixes.take(None, 0)
    assert not prefixes.evict(sparing=first)


def test_a_sequence_that_a_longer_one_holds_is_not_kept_twice(prefixes: Prefixes, decoder: FakeDecoder) -> None:
    short = keep(prefixes, "system")
    longer = keep(prefixes, "system and more")
    assert (short, 0) in decoder.forgotten
    assert prefixes.best(tokens("system")) == (longer, 6)


def test_what_a_kept_sequence_holds_beyond_its_tokens_is_forgotten(prefixes: Prefixes, decoder: FakeDecoder) -> None:
    sequence = keep(prefixes, "four")
    assert (sequence, 4) in decoder.forgotten


def test_evicting_an_empty_cache_frees_nothing(prefixes: Prefixes) -> None:
    assert not prefixes.evict()


def test_more_tokens_than_may_be_kept_cost_the_oldest(decoder: FakeDecoder) -> None:
    prefixes = Prefixes(decoder, 3, tokens=8)
    first, second = keep(prefixes, "12345"), keep(prefixes, "abc")
    third = keep(prefixes, "xyz")
    assert (first, 0) in decoder.forgotten
    assert [prefixes.best(tokens(text))[0] for text in ("12345", "abc", "xyz")] == [None, second, third]
