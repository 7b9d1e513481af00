"""A body makes progress or has stalled, however often a byte of it comes."""

import asyncio

import pytest

from events.asgi import Message
from events.pace import PROGRESS, Pace


async def never() -> Message:
    await asyncio.Event().wait()
    return {}


async def whole() -> Message:
    return {"type": "http.request", "body": b"{}"}


async def left() -> Message:
    for _ in range(3):  # turns of the loop, in one of which a limit of no seconds would end
        await asyncio.sleep(0)
    return {"type": "http.disconnect"}


def test_bytes_that_trickle_are_no_progress() -> None:
    pace = Pace(20.0)
    for _ in range(3):
        pace.come(1, 5.0)
    assert pace.left == 5.0


def test_enough_bytes_begin_the_time_anew() -> None:
    pace = Pace(20.0)
    pace.come(PROGRESS - 1, 15.0)
    pace.come(1, 4.0)
    assert pace.left == 20.0


def test_each_further_progress_is_counted_from_its_own_beginning() -> None:
    pace = Pace(20.0)
    pace.come(10 * PROGRESS, 1.0)
    pace.come(1, 15.0)
    assert pace.left == 5.0


def test_a_server_that_is_busy_itself_takes_nothing_from_its_clients_time() -> None:
    pace = Pace(20.0)
    pace.come(1, 0.0)
    assert pace.left == 20.0


def test_a_body_of_which_nothing_comes_is_a_timeout_that_says_what_to_do() -> None:
    with pytest.raises(TimeoutError, match=f"less than {PROGRESS} bytes of the body came within 0 s: send it again"):
        asyncio.run(Pace(0.0).received(never))


def test_what_comes_after_the_whole_body_may_take_any_time() -> None:
    async def heard() -> Message:
        pace = Pace(0.0)
        await pace.received(whole)
        return await pace.received(left)

    assert asyncio.run(heard())["type"] == "http.disconnect"
