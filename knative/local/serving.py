"""A Service: places on its instances, and the queue in front of them."""

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress

from events.errors import Unavailable
from knative.local.autoscale import LoadAverage, wanted_instances
from knative.local.child import Children
from knative.local.event_log import EventLog
from knative.local.instance import Instance
from knative.local.pool import Pool
from knative.local.resources import ServiceSpec

_QUEUE_PER_PLACE = 10  # as Knative's queue-proxy
_QUEUE_UNLIMITED = 10_000  # for a cold start without a concurrency limit; as Knative's activator


class Service:
    """Hands out places on instances in the order of the requests, and lets the pool grow when places are missing."""

    def __init__(
        self, spec: ServiceSpec, environment: Mapping[str, str], children: Children, event_log: EventLog
    ) -> None:
        self.spec = spec
        self.pool = Pool(spec, environment, children, event_log, self._changed)
        self.requests = 0
        self.errors = 0
        self._queue: deque[asyncio.Future[Instance]] = deque()
        self._average = LoadAverage(spec.scaling.window / 10)
        self._closing = False

    @property
    def capacity(self) -> int:
        """How many requests all instances together take at once, and a few that wait for the next place."""
        scaling = self.spec.scaling
        return int((scaling.concurrency or scaling.target) * scaling.max_scale) + 4

    @property
    def waiting(self) -> int:
        return len(self._queue)

    @property
    def wanted(self) -> int:
        """How many instances the load asks for at this moment."""
        load = len(self._queue) + sum(instance.in_flight for instance in self.pool.instances)
        return wanted_instances(self.spec.scaling, load, self._average.update(load, time.monotonic()))

    @asynccontextmanager
    async def place(self) -> AsyncIterator[Instance]:
        """Hold a place on a ready instance, after waiting for one; raise `Unavailable` when there will be none soon."""
        self.requests += 1
        instance = await self._enqueue()
        try:
            yield instance
        finally:
            instance.in_flight -= 1
            instance.idle_since = time.monotonic()
            self._changed()

    def open(self) -> None:
        """Start the instances of min-scale."""
        self._changed()

    async def close(self, grace: float) -> None:
        """End every instance, with at most `grace` seconds for its requests."""
        self._closing = True
        self._refuse_queue()
        await self.pool.close(grace)

    async def _enqueue(self) -> Instance:
        limit = _QUEUE_PER_PLACE * self.spec.scaling.concurrency * max(1, len(self.pool.instances))
        if len(self._queue) >= (limit or _QUEUE_UNLIMITED):
            raise Unavailable(f"{self.spec.name} has too many requests waiting")
        place: asyncio.Future[Instance] = asyncio.get_running_loop().create_future()
        self._queue.append(place)
        self._changed()
        try:
            return await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled() and not place.exception():
                place.result().in_flight -= 1
            with suppress(ValueError):
                self._queue.remove(place)
            self._changed()
            raise

    def _changed(self) -> None:
        """Give free places to those who wait, refuse them when starts keep failing, grow when places are missing."""
        while self._queue and (instance := self.pool.free_instance()):
            place = self._queue.popleft()
            if not place.done():
                instance.in_flight += 1
                place.set_result(instance)
        if self._closing or self.pool.broken:
            self._refuse_queue()
        else:
            self.pool.grow(self.wanted)

    def _refuse_queue(self) -> None:
        death = self.pool.last_death
        trouble = f"it was {death.reason}" if death else "its last lines are in its log"
        reason = "is stopping" if self._closing else f"does not start: {trouble}"
        while self._queue:
            place = self._queue.popleft()
            if not place.done():
                place.set_exception(Unavailable(f"{self.spec.name} {reason}"))
