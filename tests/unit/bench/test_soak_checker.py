"""The soak finds what it is there to find."""

import random

import pytest

from bench.soak.checker import (
    Outcome,
    faults,
    grows,
    growth,
)
from bench.soak.requests import Kind, candidates, choose

MINE = "amber-1234 birch-5678"
OTHER = "cobalt-9999"


def fault(
    kind: Kind, text: str = "", status: int = 200, *, marker: str = MINE, whole: bool = True, error: str = ""
) -> str:
    found = list(faults([Outcome(kind, marker, status, text, whole, error)]))
    assert len(found) <= 1
    return found[0].partition("': ")[2] if found else ""


def test_an_answer_that_repeats_its_marker_is_right() -> None:
    assert fault(Kind.ANSWERED, MINE) == ""
    assert fault(Kind.ANSWERED, f"It is {MINE}.") == ""


def test_an_answer_with_the_code_of_another_request_is_mixed_up() -> None:
    assert fault(Kind.ANSWERED, f"{MINE} {OTHER}") == f"mixed up: it holds {OTHER}"
    assert fault(Kind.ANSWERED, f"amber-1234 {OTHER}").startswith("mixed up")


def test_an_answer_without_its_marker_is_wrong() -> None:
    assert fault(Kind.ANSWERED, "amber-1234").startswith("wrong")
    assert fault(Kind.ANSWERED, "").startswith("wrong")


def test_an_answer_that_breaks_off_is_lost_even_behind_its_marker() -> None:
    assert fault(Kind.ANSWERED, MINE, whole=False, error="reset").startswith("lost: the answer broke off (reset)")


@pytest.mark.parametrize("kind", list(Kind))
def test_a_request_without_any_answer_is_lost(kind: Kind) -> None:
    assert fault(kind, status=0, error="timed out") == "lost: no answer came (timed out)"


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (Kind.ANSWERED, 200, 503),
        (Kind.CANCELLED, 200, 500),
        (Kind.TOO_LONG, 413, 200),
        (Kind.MALFORMED, 422, 200),
        (Kind.MALFORMED, 400, 500),
    ],
)
def test_each_kind_has_its_status(kind: Kind, good: int, bad: int) -> None:
    assert fault(kind, MINE, good) == ""
    assert fault(kind, MINE, bad).startswith(f"status {bad}, expected")


@pytest.mark.parametrize("text", ["", "amb", MINE, f"{MINE} and so on"])
def test_a_cancelled_answer_is_the_beginning_of_a_right_one(text: str) -> None:
    assert fault(Kind.CANCELLED, text, whole=False) == ""


def test_a_cancelled_answer_that_begins_as_another_is_mixed_up() -> None:
    assert fault(Kind.CANCELLED, "cob", whole=False).startswith("mixed up")


def test_memory_that_stays_is_flat() -> None:
    assert not grows([300e6] * 20 + [500e6, 501e6, 499e6, 500e6] * 20)  # caches fill first


def test_memory_that_grows_a_little_all_the_time_is_found() -> None:
    leaking = [500e6 + 1e6 * sample for sample in range(100)]
    assert growth(leaking) == pytest.approx(60e6, rel=0.1)
    assert grows(leaking)


def test_one_high_sample_is_no_growth() -> None:
    assert not grows([500e6] * 99 + [900e6])


def test_every_marker_is_there_once_and_none_is_part_of_another() -> None:
    markers = [one.marker for one in candidates(["a", "b", "c", "d", "e"], 200)]
    codes = [code for marker in markers for code in marker.split()]
    assert len(set(codes)) == 400
    assert not [code for code in codes if sum(code in other for other in codes) > 1]


def test_many_markers_stand_behind_the_same_passages() -> None:
    contexts = [one.context for one in candidates(["a", "b", "c", "d", "e"], 200)]
    assert {contexts.count(context) for context in contexts} == {40}


def test_kinds_come_as_often_as_their_share() -> None:
    chance = random.Random(0)
    drawn = [choose(chance) for _ in range(2000)]
    assert drawn.count(Kind.ANSWERED) == pytest.approx(1200, rel=0.1)
    assert drawn.count(Kind.MALFORMED) == pytest.approx(200, rel=0.25)
