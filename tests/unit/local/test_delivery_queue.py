"""The Broker's queue on disk."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from knative.local.delivery_queue import DeliveryQueue, Envelope, NewDelivery
from knative.local.queue_trouble import QueueDamaged

PARCEL = Envelope({"type": "t", "id": "1", "source": "/s", "specversion": "1.0"}, b"data", {"x-request-id": "r"})


def _with_queue(file: Path, act: Callable[[DeliveryQueue], Awaitable[None]]) -> None:
    async def run() -> None:
        queue = DeliveryQueue(file)
        await act(queue)
        queue.close()

    asyncio.run(run())


def test_what_was_added_is_there_after_reopening(tmp_path: Path) -> None:
    async def add(queue: DeliveryQueue) -> None:
        await queue.add([NewDelivery("a", PARCEL), NewDelivery("b", PARCEL)])

    async def check(queue: DeliveryQueue) -> None:
        assert [queued.envelope for queued in queue.take_due("a", (), 10)] == [PARCEL]
        assert dict(queue.lanes) == {"a": 1, "b": 1}

    _with_queue(tmp_path / "q", add)
    _with_queue(tmp_path / "q", check)


def test_a_postponed_delivery_keeps_its_attempts_and_its_time_after_reopening(tmp_path: Path) -> None:
    async def postpone(queue: DeliveryQueue) -> None:
        await queue.add([NewDelivery("a", PARCEL)])
        (queued,) = queue.take_due("a", (), 10)
        await queue.postpone(queued, 3600)

    async def check(queue: DeliveryQueue) -> None:
        assert (queue.take_due("a", (), 10), (queue.next_due("a") or 0) > 0) == ([], True)
        queue.bound("a", 0.0)
        assert [queued.attempt for queued in queue.take_due("a", (), 10)] == [1]

    _with_queue(tmp_path / "q", postpone)
    _with_queue(tmp_path / "q", check)


def test_settling_removes_the_delivery_and_adds_what_follows(tmp_path: Path) -> None:
    async def act(queue: DeliveryQueue) -> None:
        await queue.add([NewDelivery("a", PARCEL)])
        (queued,) = queue.take_due("a", (), 10)
        await queue.settle("a", queued, [NewDelivery("b", PARCEL)])
        assert (queue.take_due("a", (), 10), len(queue.take_due("b", (), 10))) == ([], 1)
        assert (queue.types["t"], queue.peaks["t"]) == (1, 1)

    _with_queue(tmp_path / "q", act)


def test_what_is_in_flight_is_not_handed_out_again(tmp_path: Path) -> None:
    async def act(queue: DeliveryQueue) -> None:
        await queue.add([NewDelivery("a", PARCEL) for _ in range(5)])
        first = {queued.id for queued in queue.take_due("a", (), 2)}
        assert len({queued.id for queued in queue.take_due("a", first, 10)} - first) == 3

    _with_queue(tmp_path / "q", act)


def test_a_thousand_events_at_once_are_all_kept(tmp_path: Path) -> None:
    async def act(queue: DeliveryQueue) -> None:
        await asyncio.gather(*(queue.add([NewDelivery("a", PARCEL)]) for _ in range(1000)))
        assert (queue.lanes["a"], queue.peaks["t"]) == (1000, 1000)

    _with_queue(tmp_path / "q", act)


def test_one_piece_of_work_that_cannot_be_written_does_not_take_the_others_with_it(tmp_path: Path) -> None:
    async def act(queue: DeliveryQueue) -> None:
        def fail(_: sqlite3.Connection) -> None:
            raise UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed")

        bad = queue._writer.submit(fail)
        await queue.add([NewDelivery("a", PARCEL)])
        with pytest.raises(UnicodeEncodeError):
            await bad
        assert len(queue.take_due("a", (), 10)) == 1

    _with_queue(tmp_path / "q", act)


def test_after_a_clock_was_set_back_nothing_waits_longer_than_its_backoff(tmp_path: Path) -> None:
    async def act(queue: DeliveryQueue) -> None:
        await queue.add([NewDelivery("a", PARCEL, wait=86_400)])
        queue.bound("a", 100.0)
        assert (queue.next_due("a") or 0.0) <= 100.0

    _with_queue(tmp_path / "q", act)


def test_the_queue_measures_its_waits_by_its_own_clock(tmp_path: Path) -> None:
    async def run() -> None:
        now = [1000.0]
        queue = DeliveryQueue(tmp_path / "q", lambda: now[0])
        await queue.add([NewDelivery("a", PARCEL, wait=5.0)])
        assert (queue.take_due("a", (), 10), queue.next_due("a")) == ([], 5.0)
        now[0] = 1005.0
        assert len(queue.take_due("a", (), 10)) == 1
        queue.close()

    asyncio.run(run())


@pytest.mark.parametrize("spoilt", ["no database at all", "a page in the middle"])
def test_a_damaged_queue_is_named_with_what_to_do(tmp_path: Path, spoilt: str) -> None:
    async def fill(queue: DeliveryQueue) -> None:
        await queue.add([NewDelivery("a", PARCEL) for _ in range(500)])

    async def nothing(_: DeliveryQueue) -> None: ...

    file = tmp_path / "q"
    _with_queue(file, fill)
    content = file.read_bytes()
    half = len(content) // 2
    file.write_bytes(
        b"x" * 5000 if spoilt == "no database at all" else content[:half] + b"\xff" * 8192 + content[half + 8192 :]
    )
    with pytest.raises(QueueDamaged, match=rf"{file} is damaged .*move that file away"):
        _with_queue(file, nothing)
