"""Who is who: ids that stay the same, generations that grow."""

import uuid

import pytest

from events import identity
from events.errors import Rejected


def test_the_same_parts_give_the_same_id() -> None:
    assert identity.derived_id("a", "b") == identity.derived_id("a", "b")


def test_parts_are_kept_apart() -> None:
    assert identity.derived_id("ab", "c") != identity.derived_id("a", "bc")


def test_a_document_has_one_id_for_each_tenant() -> None:
    assert identity.document_id("a", "x.txt") != identity.document_id("b", "x.txt")


def test_a_question_gets_a_uuid_of_version_7() -> None:
    assert uuid.UUID(identity.question_id()).version == 7


def test_generations_grow_even_when_the_clock_stands_still() -> None:
    generations = [identity.next_generation()]
    for _ in range(100):
        generations.append(identity.next_generation(generations[-1]))
    assert generations == sorted(set(generations))


def test_the_generation_right_above_another_is_always_the_same_and_below_the_next_millisecond() -> None:
    generation = identity.next_generation()
    above = identity.generation_after(generation)
    assert above == identity.generation_after(generation)
    assert generation < above < identity.uuid7(identity.generation_ms(generation) + 1, bytes(10))


def test_a_generation_tells_its_time() -> None:
    assert identity.generation_ms(identity.uuid7(1_700_000_000_123, bytes(10))) == 1_700_000_000_123


def test_an_outside_event_has_the_same_generation_at_each_delivery() -> None:
    assert identity.generation_of("1", "2026-01-31T12:00:00Z") == identity.generation_of("1", "2026-01-31T12:00:00Z")


def test_a_later_outside_event_has_a_higher_generation() -> None:
    assert identity.generation_of("1", "2026-01-31T12:00:00Z") < identity.generation_of("0", "2026-01-31T12:00:01Z")


@pytest.mark.parametrize("time", ["", "yesterday", "2999-01-01T00:00:00Z", "0001-01-01T00:00:00Z"])
def test_a_time_that_is_none_or_lies_in_the_future_is_rejected(time: str) -> None:
    with pytest.raises(Rejected, match="time"):
        identity.generation_of("1", time)


@pytest.mark.parametrize("latest", ["ffffffff-ffff-7fff-bfff-ffffffffffff", "fffffffe-ffff-7fff-bfff-ffffffffffff"])
def test_no_generation_wraps_however_far_ahead_the_latest_one_lies(latest: str) -> None:
    following = identity.next_generation(latest)
    assert following > latest
    assert identity.next_generation(following) > following
    assert identity.is_absurd(latest)


def test_above_the_highest_of_all_ids_there_is_none() -> None:
    highest = "ffffffff-ffff-ffff-ffff-ffffffffffff"
    assert identity.next_generation(highest) == highest


def test_what_is_no_generation_is_followed_by_one_of_now() -> None:
    assert not identity.is_absurd(identity.next_generation("nonsense"))


@pytest.mark.parametrize("milliseconds", [-1, 1 << 48])
def test_a_time_that_a_uuid_has_no_room_for_is_refused_and_not_cut(milliseconds: int) -> None:
    with pytest.raises(ValueError, match="no UUIDv7"):
        identity.uuid7(milliseconds, bytes(10))


def test_a_clock_that_is_minutes_ahead_makes_no_absurd_generation() -> None:
    assert not identity.is_absurd(identity.uuid7(identity.now_ms() + 10 * 60 * 1000, bytes(10)))
    assert not identity.is_absurd(identity.next_generation())
