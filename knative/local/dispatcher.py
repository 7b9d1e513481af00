"""Delivers one Trigger's events, or its dead letters, and never more at once than the subscriber takes."""

import asyncio
import base64
import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from events.binding import send
from events.errors import Rejected
from events.event import Event
from knative.local.backoff import retry_delay
from knative.local.delivery_outcome import (
    DeliveryOutcome,
    OutcomeKind,
    judge,
    judge_dead_letter,
)
from knative.local.delivery_queue import DeliveryQueue, Envelope, NewDelivery, Queued
from knative.local.event_log import EventLog
from knative.local.queue_trouble import explained
from knative.local.resources import Delivery
from knative.local.targets import Answer, Target

TTL = "knativebrokerttl"
_MAX_ERROR_DATA = 1024  # characters of base64; Knative 1.21's in-memory channel crashes instead of cutting
_LONGEST = 500  # characters of a fault of ours
_DISK_TROUBLE = 2.0  # seconds to wait when the queue cannot be written

Route = Callable[[Envelope], list[NewDelivery]]


@dataclass
class Tally:
    delivered: int = 0
    retried: int = 0
    dead_lettered: int = 0
    dropped: int = 0


class Dispatcher:
    """Takes what is due from the queue, posts it, and settles it by the answer.

    `route` turns a reply into deliveries, raising `Rejected` where the ingress would answer 400; a lane of dead letters
    has none. `dead` is the lane of this one's dead letters, None when they are dropped. `added` is called after each
    addition to the queue.
    """

    def __init__(
        self,
        name: str,
        target: Target,
        delivery: Delivery,
        queue: DeliveryQueue,
        event_log: EventLog,
    ) -> None:
        self.name, self.target, self.delivery = name, target, delivery
        self.in_flight: dict[int, asyncio.Task[None]] = {}
        self.tally = Tally()
        self.dead: str | None = None
        self.route: Route | None = None
        self.added: Callable[[list[NewDelivery]], None] = lambda _: None
        self.ingress_url = ""
        self._queue = queue
        self._event_log = event_log
        self._wake = asyncio.Event()

    def wake(self) -> None:
        """Look at the queue now."""
        self._wake.set()

    async def run(self) -> None:
        """Deliver until cancelled."""
        while True:
            self._wake.clear()
            try:
                self._begin_due()
                pause = self._queue.next_due(self.name)
            except sqlite3.Error as error:
                self._event_log.say(f"trigger/{self.name} cannot deliver: {explained(error, self._queue.file)}")
                pause = _DISK_TROUBLE
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), pause)

    async def close(self, grace: float) -> None:
        """Wait for the open deliveries; what is not answered in time stays in the queue."""
        if self.in_flight:
            _, late = await asyncio.wait(self.in_flight.values(), timeout=grace)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _begin_due(self) -> None:
        if free := self.target.capacity - len(self.in_flight):
            for queued in self._queue.take_due(self.name, self.in_flight, free):
                self.in_flight[queued.id] = asyncio.create_task(self._deliver(queued))

    async def _deliver(self, queued: Queued) -> None:
        try:
            await self._attempt(queued)
        except Exception as error:  # still queued, and made again; not at once, for it may go on like this
            trouble = explained(error, self._queue.file) if isinstance(error, sqlite3.Error) else repr(error)
            self._log("NOT KEPT", queued, trouble)
            await asyncio.sleep(_DISK_TROUBLE)
        finally:
            del self.in_flight[queued.id]
            self.wake()

    async def _attempt(self, queued: Queued) -> None:
        began = time.monotonic()
        try:
            headers, body = send(_without_ttl(queued.envelope).event)
            out = {**queued.envelope.headers, **headers, "prefer": "reply"}
            answer = await self.target.post(out, body, self.delivery.timeout)
            note = f"{answer.status} {(time.monotonic() - began) * 1000:.0f} ms attempt {queued.attempt + 1}"
            await self._settle(queued, judge(answer) if self.route else judge_dead_letter(answer), answer, note)
        except sqlite3.Error:
            raise
        except Exception as error:  # whatever nobody foresaw, in the event or in its answer, is a failed attempt
            reason = f"the Broker cannot go on with this event or its answer: {type(error).__name__}: {error}"[
                :_LONGEST
            ]
            answer = Answer(502, body=reason.encode(errors="replace"))
            note = f"502 attempt {queued.attempt + 1}: {reason!r}"
            await self._settle(queued, DeliveryOutcome(OutcomeKind.RETRY, 502), answer, note)

    async def _settle(self, queued: Queued, outcome: DeliveryOutcome, answer: Answer, note: str) -> None:
        follow: list[NewDelivery] = []
        if outcome.reply and self.route:
            try:
                follow = self.route(_reply(outcome.reply, queued.envelope, answer))
            except Rejected:
                outcome = DeliveryOutcome(OutcomeKind.BAD_REPLY, 400)
        if outcome.kind is OutcomeKind.RETRY and queued.attempt < self.delivery.retry:
            wait = retry_delay(self.delivery, queued.attempt, answer)
            self.tally.retried += 1
            self._log("RETRY", queued, f"{note} next in {wait:g} s")
            await self._queue.postpone(queued, wait)
            return
        if outcome.kind is OutcomeKind.DELIVERED:
            self.tally.delivered += 1
            self._log("delivered", queued, note)
        else:
            follow = self._give_up(queued, outcome, answer, note)
        await self._queue.settle(self.name, queued, follow)
        self.added(follow)

    def _give_up(self, queued: Queued, outcome: DeliveryOutcome, answer: Answer, note: str) -> list[NewDelivery]:
        if self.dead is None:
            self.tally.dropped += 1
            self._log("DROPPED", queued, note)
            return []
        self.tally.dead_lettered += 1
        self._log("DEAD-LETTER", queued, note)
        if len(answer.body) * 4 > _MAX_ERROR_DATA * 3:
            self._log("TOO LONG", queued, "its answer would crash a cluster's in-memory channel: say it in 768 bytes")
        place = self.ingress_url if outcome.kind is OutcomeKind.BAD_REPLY else self.target.url
        return [NewDelivery(self.dead, _dead_letter(queued.envelope, place, outcome.code, answer))]

    def _log(self, what: str, queued: Queued, note: str) -> None:
        event = queued.envelope.event
        self._event_log.hop(f"trigger/{self.name}", what, event.type, event.id, note)


def passing(headers: dict[str, str]) -> dict[str, str]:
    """Return the HTTP headers that a Broker passes on; all others it drops."""
    kept = ("x-request-id", "traceparent", "tracestate", "baggage")
    return {name: value for name, value in headers.items() if name in kept or name.startswith("knative-")}


def _without_ttl(envelope: Envelope) -> Envelope:
    attributes = {name: value for name, value in envelope.attributes.items() if name != TTL}
    return Envelope(attributes, envelope.data, envelope.headers)


def _reply(event: Event, envelope: Envelope, answer: Answer) -> Envelope:
    ttl = {TTL: envelope.attributes[TTL]} if TTL in envelope.attributes else {}
    return Envelope({**event.attributes, **ttl}, event.data, passing(dict(answer.headers)))


def _dead_letter(envelope: Envelope, place: str, code: int, answer: Answer) -> Envelope:
    data = base64.b64encode(answer.body).decode()[:_MAX_ERROR_DATA]
    errors = {"knativeerrordest": place, "knativeerrorcode": str(code), "knativeerrordata": data}
    return Envelope(
        {**envelope.attributes, **{name: value for name, value in errors.items() if value}},
        envelope.data,
        envelope.headers,
    )
