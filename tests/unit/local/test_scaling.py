"""The decision how many instances a Service has."""

import pytest

from knative.local.autoscale import LoadAverage, idle_too_long, wanted_instances
from knative.local.resources import Scaling

HARD = Scaling(concurrency=2, target=2, utilization=1.0, max_scale=4)
SOFT = Scaling(concurrency=0, target=10, utilization=0.7, max_scale=4)
LAST = Scaling(window=60, retention=30)


@pytest.mark.parametrize(
    ("scaling", "load", "average", "wanted"),
    [
        (HARD, 0, 0.0, 0),
        (HARD, 1, 0.0, 1),
        (HARD, 3, 0.0, 2),  # two fit, the third one waits
        (HARD, 100, 0.0, 4),  # max-scale
        (HARD, 2, 2.0, 1),
        (SOFT, 10, 1.0, 1),
        (SOFT, 10, 9.0, 2),  # more than 70% of ten for a while
        (Scaling(min_scale=1, max_scale=3), 0, 0.0, 1),
        (Scaling(concurrency=1, target=1, utilization=0.7, max_scale=1), 5, 5.0, 1),
    ],
)
def test_the_load_decides_how_many_instances_are_wanted(
    scaling: Scaling, load: int, average: float, wanted: int
) -> None:
    assert wanted_instances(scaling, load, average) == wanted


@pytest.mark.parametrize(
    ("scaling", "idle", "ending"),
    [
        (LAST, [], []),
        (LAST, [59.0], []),
        (LAST, [61.0], []),  # the retention holds the last one
        (LAST, [91.0], [0]),
        (LAST, [None], []),  # busy
        (LAST, [None, 61.0], [1]),
        (LAST, [70.0, 61.0], [0]),  # one of two
        (LAST, [95.0, 91.0], [0, 1]),
        (Scaling(min_scale=1, window=60), [500.0], []),
        (Scaling(min_scale=1, window=60), [500.0, 400.0], [0]),
    ],
)
def test_idle_instances_end_after_the_window_and_the_last_one_after_the_retention(
    scaling: Scaling, idle: list[float | None], ending: list[int]
) -> None:
    assert idle_too_long(scaling, idle) == ending


def test_the_average_follows_a_lasting_load() -> None:
    average = LoadAverage(6.0)
    average.update(10, now=100.0)
    assert 9 < average.update(10, now=120.0) <= 10


def test_the_average_forgives_a_short_peak() -> None:
    average = LoadAverage(6.0)
    average.update(10, now=100.0)
    assert average.update(0, now=100.5) < 1
