"""When a server that failed is asked again."""

import pytest

from cli.watch.backoff import FIRST, LONGEST, Backoff
from cli.watch.source import SourceAway


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def attempt(backoff: Backoff, *, fails: bool) -> bool:
    """Tell whether the server was asked."""
    asked = False
    try:
        with backoff.trying():
            asked = True
            if fails:
                raise SourceAway("no answer")
    except SourceAway as error:
        assert str(error) == "no answer"
    return asked


def test_a_server_that_failed_is_asked_ever_later_up_to_a_quarter_of_an_hour() -> None:
    clock = Clock()
    backoff, pauses = Backoff(clock), []
    for _ in range(10):
        before = clock.now
        while not attempt(backoff, fails=True):
            clock.now += 1.0
        pauses.append(clock.now - before)
    assert pauses == [0.0, FIRST, 10.0, 20.0, 40.0, 80.0, 160.0, 320.0, 640.0, LONGEST]


def test_one_that_answers_is_asked_at_once_and_the_next_failure_is_a_first_one() -> None:
    clock = Clock()
    backoff = Backoff(clock)
    attempt(backoff, fails=True)
    clock.now += FIRST
    assert [attempt(backoff, fails=fails) for fails in (False, False, True)] == [True, True, True]
    clock.now += FIRST
    assert attempt(backoff, fails=False)


def test_what_is_no_trouble_of_the_server_is_not_taken_for_one() -> None:
    backoff = Backoff(Clock())
    with pytest.raises(KeyError), backoff.trying():
        raise KeyError
    assert attempt(backoff, fails=False)
