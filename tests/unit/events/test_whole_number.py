"""Whole numbers out of headers and queries."""

import pytest

from events.event import Event, make
from events.whole_number import whole_number


@pytest.mark.parametrize("text", ["", "-1", "+1", "1.0", "1e3", " 1", "1_0", "\u0663", "\u00b2", "9" * 5000, "x"])
def test_what_is_no_plain_number_is_none(text: str) -> None:
    assert whole_number(text) is None


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("007", 7), ("500", 500), ("501", None)])
def test_a_number_is_taken_within_its_bounds(text: str, number: int | None) -> None:
    assert whole_number(text, 0, 500) == number


def attempted(attempt: str) -> Event:
    return make("t", "/s", "1", {}, {"attempt": attempt})


@pytest.mark.parametrize("attempt", ["", "0", "-3", "9" * 30, "9" * 5000, "\u0664", "two"])
def test_an_absurd_attempt_counts_as_the_first(attempt: str) -> None:
    assert attempted(attempt).attempt == 1


def test_an_attempt_is_read() -> None:
    assert attempted("4").attempt == 4
