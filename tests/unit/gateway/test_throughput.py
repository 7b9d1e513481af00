"""How many questions may wait: as many as can be answered before they expire. Times are given, none is measured."""

import pytest

from functions.gateway.questions.throughput import (
    GUESS,
    LONGEST,
    Busy,
    Turnover,
)


def room(turnover: Turnover, *, least: int = 4, most: int = 64) -> int:
    """Return how many questions may wait, of those with a deadline of 120 seconds."""
    for waiting in range(1000):
        try:
            turnover.check_room(waiting, 120.0, least, most)
        except Busy:
            return waiting
    raise AssertionError("there is always room")


def after(*seconds: float, asked_at_once: bool = True) -> Turnover:
    """Return a turnover that has seen answers come so many seconds apart."""
    turnover, now = Turnover(), 1000.0
    for spent in seconds:
        now += spent
        turnover.answered(1000.0 if asked_at_once else now - 2.0, now)
    return turnover


def test_before_any_answer_a_guess_is_gone_by() -> None:
    assert room(Turnover()) == int(0.75 * 120 / GUESS)


def test_where_answers_come_quickly_as_many_may_wait_as_the_setting_says() -> None:
    assert room(after(*[0.1] * 50)) == 64


def test_where_answers_come_slowly_only_those_may_wait_that_will_be_in_time() -> None:
    assert room(after(*[15.0] * 50)) == 6


def test_those_that_are_answered_side_by_side_may_always_wait() -> None:
    assert room(after(*[500.0] * 50)) == 4


def test_the_setting_is_never_gone_beyond() -> None:
    assert room(after(*[500.0] * 50), most=1) == 1


def test_time_in_which_nobody_waited_does_not_count() -> None:
    assert room(after(*[3600.0] * 50, asked_at_once=False)) in (44, 45)  # 0.75 * 120 s / 2 s, of an average


@pytest.mark.parametrize(("waiting", "seconds", "later"), [(30, 3.0, 45), (64, 0.01, 1), (60, 100.0, LONGEST)])
def test_who_is_refused_is_told_when_half_of_the_others_will_be_answered(
    waiting: int, seconds: float, later: int
) -> None:
    with pytest.raises(Busy, match=f"ask again in {later} s") as refusal:
        after(*[seconds] * 50).check_room(waiting, 120.0, 4, waiting)
    assert (refusal.value.status, refusal.value.retry_after) == (429, later)
