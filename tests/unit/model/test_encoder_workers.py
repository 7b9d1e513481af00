"""Texts are shared out over the lanes so that all of them have work, and none more at once than a context takes."""

import pytest

from model.encoder import MAX_SEQUENCES
from model.encoder_workers import grouped


def tokens_of(groups: list[list[int]], lengths: list[int]) -> list[int]:
    return [sum(lengths[index] for index in group) for group in groups]


@pytest.mark.parametrize("lengths", [[], [5], [200] * 7, [1, 250, 3, 90, 90], list(range(1, 200))])
@pytest.mark.parametrize("lanes", [1, 2, 5])
def test_every_sequence_is_in_one_group(lengths: list[int], lanes: int) -> None:
    groups = grouped(lengths, 256, lanes)
    assert sorted(index for group in groups for index in group) == list(range(len(lengths)))


def test_a_group_has_no_more_tokens_than_a_context_takes() -> None:
    lengths = list(range(1, 257))
    assert max(tokens_of(grouped(lengths, 256, 2), lengths)) <= 256


def test_a_group_has_no_more_sequences_than_a_context_takes() -> None:
    assert max(len(group) for group in grouped([1] * 500, 512, 2)) == MAX_SEQUENCES


def test_few_short_sequences_are_shared_out_over_all_lanes() -> None:
    assert len(grouped([10, 10, 10, 10], 512, 4)) == 4


def test_a_single_lane_fills_its_context() -> None:
    assert len(grouped([100, 100], 512, 1)) == 1


def test_the_longest_come_first() -> None:
    assert grouped([10, 200, 100], 200, 2) == [[1], [2, 0]]
