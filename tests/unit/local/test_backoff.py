"""The wait before a retry."""

import pytest

from knative.local.backoff import retry_delay
from knative.local.resources import Delivery
from knative.local.targets import Answer

FAILED = Answer(500)
ASKED_TO_WAIT = Answer(429, {"retry-after": "7"})


def test_knatives_default_waits_204_seconds_in_all() -> None:
    default = Delivery()
    assert sum(retry_delay(default, attempt, FAILED) for attempt in range(default.retry)) == pytest.approx(204.6)


def test_linear_waits_begin_at_zero() -> None:
    linear = Delivery(3, "linear", 1.5)
    assert [retry_delay(linear, attempt, FAILED) for attempt in range(3)] == [0.0, 1.5, 3.0]


@pytest.mark.parametrize(("most", "wait"), [(None, 0.2), (60.0, 7.0), (5.0, 5.0)])
def test_retry_after_counts_only_with_retry_after_max_and_up_to_it(most: float | None, wait: float) -> None:
    assert retry_delay(Delivery(retry_after_max=most), 0, ASKED_TO_WAIT) == wait


@pytest.mark.parametrize("value", ["", "soon", "Mon, 01 Jan 2001 00:00:00 GMT"])
def test_a_retry_after_that_says_nothing_changes_nothing(value: str) -> None:
    assert retry_delay(Delivery(retry_after_max=60.0), 0, Answer(503, {"retry-after": value})) == 0.2
