"""Loss, doubling and delay on purpose."""

from random import Random

import pytest

from knative.local.fault_injection import FaultInjection
from knative.local.flags import share


def _weak(**settings: float) -> FaultInjection:
    return FaultInjection(**settings, random=Random(7))


def test_about_the_given_share_is_lost() -> None:
    weak = _weak(lose=0.1)
    assert 50 < sum(weak.loses() for _ in range(1000)) < 150


def test_about_the_given_share_is_doubled() -> None:
    weak = _weak(double=0.2)
    assert 1150 < sum(len(weak.waits()) for _ in range(1000)) < 1250


def test_delays_differ() -> None:
    weak = _weak(delay=5.0)
    assert len({round(weak.waits()[0]) for _ in range(100)}) > 3


def test_the_same_seed_loses_the_same_events() -> None:
    first, second = _weak(lose=0.5), _weak(lose=0.5)
    assert [first.loses() for _ in range(100)] == [second.loses() for _ in range(100)]


@pytest.mark.parametrize(("text", "value"), [("10%", 0.1), ("0.25", 0.25), ("0", 0.0), ("100%", 1.0)])
def test_a_share_is_a_percentage_or_a_fraction(text: str, value: float) -> None:
    assert share(text) == value


@pytest.mark.parametrize("text", ["101%", "-1", "2", "some"])
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"not between|could not convert"):
        share(text)
