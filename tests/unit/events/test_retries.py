"""How often and how long something is tried again."""

from collections.abc import Callable, Iterator
from itertools import islice

import pytest

from events.retries import doubling, repeated, retried, steady


class Passing(Exception):
    """An error after which a call is worth another attempt."""


def outcomes(*given: object) -> Callable[[], object]:
    """Return a call that has these outcomes one after the other; an error is raised."""
    left: Iterator[object] = iter(given)

    def call() -> object:
        outcome = next(left)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    return call


def test_pauses_double() -> None:
    assert list(doubling(0.5, 4)) == [0.5, 1.0, 2.0, 4.0]


def test_steady_pauses_end_with_the_time_that_there_is() -> None:
    now = iter([100.0, 100.0, 101.0, 101.9, 102.0])
    assert list(steady(0.3, 2.0, lambda: next(now))) == [0.3, 0.3, 0.3]


def test_the_time_for_steady_pauses_begins_with_the_first() -> None:
    now = [0.0]
    pauses = steady(1.0, 5.0, lambda: now[0])
    now[0] = 1000.0
    assert list(islice(pauses, 2)) == [1.0, 1.0]


def test_a_call_is_repeated_until_its_result_is_enough() -> None:
    slept: list[float] = []
    assert repeated(outcomes(0, 0, 7, 8), bool, doubling(1.0, 5), slept.append) == 7
    assert slept == [1.0, 2.0]


def test_the_last_result_is_returned_when_none_was_enough() -> None:
    assert repeated(outcomes(1, 2, 3), lambda _: False, doubling(1.0, 2), lambda _: None) == 3


def test_a_call_is_retried_after_errors_that_pass() -> None:
    slept: list[float] = []
    assert retried(outcomes(Passing(), Passing(), "done"), Passing, doubling(1.0, 5), slept.append) == "done"
    assert slept == [1.0, 2.0]


def test_the_last_error_is_let_through() -> None:
    with pytest.raises(Passing, match="second"):
        retried(outcomes(Passing("first"), Passing("second")), Passing, doubling(1.0, 1), lambda _: None)


def test_an_error_of_another_kind_is_let_through_at_once() -> None:
    with pytest.raises(ValueError, match="wrong"):
        retried(outcomes(ValueError("wrong"), "done"), Passing, doubling(1.0, 5), lambda _: None)


def test_whether_an_error_passes_can_be_told_by_a_function() -> None:
    call = outcomes(Passing("soon"), Passing("never"), "done")
    with pytest.raises(Passing, match="never"):
        retried(call, lambda error: str(error) == "soon", doubling(1.0, 5), lambda _: None)


def test_there_is_one_attempt_without_pauses() -> None:
    assert repeated(outcomes(1), bool, []) == retried(outcomes(1), Passing, []) == 1
