"""The Broker's queue on disk."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from knative.local.delivery_queue import DeliveryQueue, NewDelivery, Parcel

PARCEL = Parcel({"type": "t", "id": "1", "source": "/s", "specversion": "1.0"}, b"data", {"x-request-id": "r"})


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
        assert [queued.parcel for queued in queue.take_due("a", (), 10)] == [PARCEL]
        assert dict(queue.lanes) == {"a": 1, "b": 1}

    _with_queue(tmp_path / "q", add)
    _with_queue(tmp_path / "q", check)


def test_a_postponed_delivery_keeps_its_attempts_and_its_time_after_reopening(tmp_path: Path) -> None:
    async def postpone(queue: DeliveryQueue) -> None:
        await queue.add([NewDelivery("a", PARCEL)])
        (queued,) = queue.take_due("a", (), 10)
        await queue.postpone(queued, 2e9)

    async def check(queue: DeliveryQueue) -> None:
        assert (queue.take_due("a", (), 10), queue._load(1).attempt) == ([], 1)
        assert (queue.next_due("a") or 0) > 0

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
