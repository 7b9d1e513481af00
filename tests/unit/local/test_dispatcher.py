"""One Trigger's deliveries, without any process: what is answered, and what becomes of the event."""

import asyncio
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from knative.local.broker import Broker
from knative.local.delivery_queue import DeliveryQueue, Envelope, NewDelivery
from knative.local.dispatcher import Dispatcher
from knative.local.event_log import EventLog
from knative.local.fault_injection import FaultInjection
from knative.local.resources import Delivery
from knative.local.targets import Answer

EVENT = Envelope({"type": "t", "id": "1", "source": "/s", "specversion": "1.0"}, b"data", {})
STRUCTURED = {"content-type": "application/cloudevents+json"}
REPLY = b'{"specversion":"1.0","id":"1","source":"/x","type":"reply"'
POISON = {
    "broken UTF-8": Answer(200, STRUCTURED, b'{"a":"\xff"}'),
    "deep JSON": Answer(200, STRUCTURED, b"[" * 100_000),
    "a deep event": Answer(200, STRUCTURED, REPLY + b',"data":' + b"[" * 100_000),
    "NaN": Answer(200, STRUCTURED, REPLY + b',"data":NaN}'),
    "a cut event": Answer(200, STRUCTURED, REPLY),
    "a lone surrogate": Answer(200, STRUCTURED, REPLY + b',"subject":"\\ud800"}'),
    "a list": Answer(200, STRUCTURED, b"[]"),
    "a status beyond all": Answer(999),
    "binary headers beyond ASCII": Answer(
        200, {"ce-specversion": "1.0", "ce-id": "é", "ce-type": "ü", "ce-source": "/"}
    ),
}


@dataclass
class Subscriber:
    """A target that gives the same answer to everything, or raises it."""

    answer: Answer | Exception
    url: str = "http://subscriber"
    capacity: int = 4
    got: list[Mapping[str, str]] = field(default_factory=list)

    async def post(self, headers: Mapping[str, str], _body: bytes, _timeout: float | None) -> Answer:
        self.got.append(headers)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


class Bench:
    """A lane with two retries at once, and the lane of its dead letters, over a queue of their own."""

    def __init__(self, folder: Path, answer: Answer | Exception) -> None:
        self.folder = folder
        self.queue = DeliveryQueue(folder / "broker.sqlite")
        self.event_log = EventLog(folder / "logs")
        self.subscriber, self.graveyard = Subscriber(answer), Subscriber(Answer(202))
        self.lane, self.dead = self._lane("one", self.subscriber), self._lane("dead:one", self.graveyard)
        self.lane.dead = self.dead.name
        self.lane.route = Broker("ns/b", self.queue, self.event_log, FaultInjection(), self.wake).route

    def _lane(self, name: str, target: Subscriber) -> Dispatcher:
        lane = Dispatcher(name, target, Delivery(retry=2, delay=0.0), self.queue, self.event_log)
        lane.added = self.wake
        return lane

    def wake(self, _: list[NewDelivery]) -> None:
        self.lane.wake()
        self.dead.wake()

    async def deliver(self, *envelopes: Envelope) -> None:
        """Return once the queue is empty, or fail after a while."""
        await self.queue.add([NewDelivery("one", envelope) for envelope in envelopes])
        tasks = [asyncio.create_task(lane.run()) for lane in (self.lane, self.dead)]
        async with asyncio.timeout(20):
            while any(self.queue.lanes[name] for name in ("one", "dead:one")):
                await asyncio.sleep(0.01)
        for task in tasks:
            task.cancel()
        self.queue.close()
        self.event_log.close()

    def log(self) -> str:
        return (self.folder / "logs" / "events.log").read_text()


def delivered(folder: Path, answer: Answer | Exception, *envelopes: Envelope) -> Bench:
    async def run() -> Bench:
        bench = Bench(folder, answer)
        await bench.deliver(*envelopes or (EVENT,))
        return bench

    return asyncio.run(run())


@pytest.mark.parametrize("name", POISON)
def test_an_answer_that_cannot_be_read_ends_in_the_dead_letters_after_the_retries(tmp_path: Path, name: str) -> None:
    bench = delivered(tmp_path, POISON[name])
    assert (1 <= len(bench.subscriber.got) <= 3, len(bench.graveyard.got)) == (True, 1)


@pytest.mark.parametrize(
    "error", [RuntimeError("boom"), UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"), KeyError(1)]
)
def test_an_exception_that_nobody_foresaw_is_retried_logged_and_dead_lettered(tmp_path: Path, error: Exception) -> None:
    bench = delivered(tmp_path, error)
    assert (len(bench.subscriber.got), len(bench.graveyard.got)) == (3, 1)
    assert bench.log().count(type(error).__name__) >= 3


def test_the_dead_letter_of_such_an_exception_says_what_it_was(tmp_path: Path) -> None:
    bench = delivered(tmp_path, RuntimeError("boom"))
    assert bench.graveyard.got[0]["ce-knativeerrorcode"] == "502"
    assert "ce-knativeerrordata" in bench.graveyard.got[0]


def test_an_event_that_cannot_be_sent_is_dead_lettered_and_the_next_one_delivered(tmp_path: Path) -> None:
    bench = delivered(
        tmp_path, Answer(204), Envelope({**EVENT.attributes, "id": "é"}, b"", {"x-request-id": "é\n"}), EVENT
    )
    assert [got["ce-id"] for got in bench.subscriber.got if got["ce-id"] == "1"] == ["1"]


def test_a_row_that_cannot_be_read_is_put_aside_and_the_next_one_delivered(tmp_path: Path) -> None:
    file = tmp_path / "broker.sqlite"

    async def spoil() -> None:
        queue = DeliveryQueue(file)
        await queue.add([NewDelivery("one", EVENT)])
        queue.close()

    asyncio.run(spoil())
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE deliveries SET event = x'ff'")
    bench = delivered(tmp_path, Answer(204))
    assert (len(bench.subscriber.got), bench.queue.lanes["unreadable:one"]) == (1, 1)
