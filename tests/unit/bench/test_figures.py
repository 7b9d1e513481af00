"""Ratios are taken within a round, and shown with their spread."""

import pytest

from bench.engine.figures import Spread, percentile, ratios


def test_a_ratio_is_taken_within_each_round_so_that_a_slow_hour_cancels_out() -> None:
    assert ratios([100, 50, 10], [50, 25, 5]) == Spread(2, 2, 2)


def test_ratios_show_their_median_and_their_extremes() -> None:
    assert ratios([1, 3, 8], [1, 2, 2]) == Spread(1.5, 1, 4)


def test_rounds_that_one_of_the_two_lacks_are_no_ratio() -> None:
    with pytest.raises(ValueError, match="shorter"):
        ratios([1, 2], [1])


@pytest.mark.parametrize(("percent", "expected"), [(50, 5), (95, 10), (90, 9), (100, 10), (1, 1)])
def test_a_percentile_is_the_value_at_its_rank(percent: int, expected: int) -> None:
    assert percentile([10, 1, 9, 2, 8, 3, 7, 4, 6, 5], percent) == expected


def test_a_spread_is_rounded_for_json() -> None:
    assert Spread.of([1.23456, 2, 3]).rounded() == {"median": 2, "min": 1.235, "max": 3}
