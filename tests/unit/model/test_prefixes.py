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
    return Prefixes(decoder, 3)


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


def test_a_new_sequence_begins_with_a_copy_of_its_source(prefixes: Prefixes, decoder: FakeDecoder) -> None:
    source = keep(prefixes, "system")
    sequence = prefixes.take(source, 4)
    assert decoder.shared == [(source, sequence, 4)]


def test_the_sequence_that_was_used_longest_ago_is_forgotten_for_a_new_one(
    prefixes: Prefixes, decoder: FakeDecoder
) -> None:
    first, second, third = (keep(prefixes, text) for text in ("one", "two", "three"))
    assert prefixes.take(first, 2) == second
    assert (second, 0) in decoder.forgotten
    assert prefixes.best(tokens("three"))[0] == third


def test_the_source_of_a_new_sequence_is_not_forgotten_for_it(prefixes: Prefixes) -> None:
    oldest, *_ = (keep(prefixes, text) for text in ("one", "two", "three"))
    prefixes.take(oldest, 2)
    assert prefixes.best(tokens("one")) == (oldest, 3)


def test_a_source_that_is_the_only_idle_sequence_is_cut_to_what_is_reused(
    prefixes: Prefixes, decoder: FakeDecoder
) -> None:
    source = keep(prefixes, "system")
    prefixes.take(None, 0)
    prefixes.take(None, 0)
    assert prefixes.take(source, 3) == source
    assert decoder.forgotten[-1] == (source, 3)


def test_a_source_that_is_reused_as_a_whole_goes_on_without_a_copy(prefixes: Prefixes, decoder: FakeDecoder) -> None:
    source = keep(prefixes, "system")
    assert prefixes.take(source, len("system")) == source
    assert decoder.shared == []


def test_a_sequence_that_is_being_written_can_be_the_source(prefixes: Prefixes, decoder: FakeDecoder) -> None:
    source = prefixes.take(None, 0)
    sequence = prefixes.take(source, 4)
    assert decoder.shared == [(source, sequence, 4)]


def test_a_new_sequence_is_a_neighbour_of_one_that_is_being_written(decoder: FakeDecoder) -> None:
    prefixes = Prefixes(decoder, 9)
    taken = [prefixes.take(None, 0) for _ in range(9)]
    for sequence in taken:
        if sequence != 4:
            prefixes.keep(sequence, tokens(str(sequence)))
    assert prefixes.take(None, 0) in (3, 5)


def test_a_sequence_that_a_longer_one_holds_is_not_kept_twice(prefixes: Prefixes, decoder: FakeDecoder) -> None:
    short = keep(prefixes, "system")
    longer = keep(prefixes, "system and more")
    assert (short, 0) in decoder.forgotten
    assert prefixes.best(tokens("system")) == (longer, 6)


def test_what_a_kept_sequence_holds_beyond_its_tokens_is_forgotten(prefixes: Prefixes, decoder: FakeDecoder) -> None:
    sequence = keep(prefixes, "four")
    assert (sequence, 4) in decoder.forgotten


def test_an_empty_sequence_is_taken_before_one_that_keeps_something(prefixes: Prefixes) -> None:
    first, second, third = (keep(prefixes, text) for text in ("one", "two", "three"))
    assert prefixes.take(None, 0) == first
    prefixes.forget(first)
    assert prefixes.take(None, 0) == first
    assert [prefixes.best(tokens(text))[0] for text in ("two", "three")] == [second, third]
