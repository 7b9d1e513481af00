"""All Brokers, Triggers and PingSources of the manifests, put together over one queue."""

import asyncio
import sqlite3
from collections.abc import Mapping
from pathlib import Path

import httpx

from knative.local.addresses import Addresses
from knative.local.backoff import longest_delay
from knative.local.broker import Broker
from knative.local.delivery_queue import DeliveryQueue, Envelope, NewDelivery
from knative.local.dispatcher import Dispatcher
from knative.local.event_log import EventLog
from knative.local.fault_injection import FaultInjection
from knative.local.pings import tick
from knative.local.queue_trouble import explained
from knative.local.resources import Delivery, Destination, Manifests, PingSpec, TriggerSpec
from knative.local.serving import Service
from knative.local.targets import ServiceTarget, Target, UrlTarget


class Eventing:
    """The event side of the runtime."""

    def __init__(
        self,
        found: Manifests,
        services: Mapping[str, Service],
        file: Path,
        event_log: EventLog,
        faults: FaultInjection,
        addresses: Addresses,
    ) -> None:
        self.queue = DeliveryQueue(file)
        self.lanes: dict[str, Dispatcher] = {}
        self._services, self._event_log, self._addresses = services, event_log, addresses
        self._transport = httpx.AsyncHTTPTransport(limits=httpx.Limits(max_connections=None), trust_env=False)
        names = [f"{namespace}/{name}" for namespace, name in found.brokers]
        self._delay = faults.delay
        self.brokers = {name: Broker(name, self.queue, event_log, faults, self._wake) for name in names}
        for trigger in found.triggers.values():
            self._add_trigger(trigger, found)
        self._pings = [(ping, self._lane(f"ping:{ping.name}", ping.sink, Delivery())) for ping in found.pings.values()]
        self._tasks: list[asyncio.Task[None]] = []

    def open(self) -> None:
        """Start to deliver what is queued, and the schedules."""
        for name in self.queue.lanes.keys() - self.lanes.keys():
            self._event_log.say(
                f"{self.queue.lanes[name]} deliveries wait for {name}, which is in no manifest any more"
            )
        self._tasks += [asyncio.create_task(lane.run()) for lane in self.lanes.values()]
        self._tasks += [asyncio.create_task(self._tick(ping, lane)) for ping, lane in self._pings]

    async def stop(self, grace: float) -> None:
        """Stop to deliver; what has no answer within `grace` seconds stays in the queue. Events are still taken."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(lane.close(grace) for lane in self.lanes.values()))

    async def close(self) -> None:
        """Close the queue."""
        self.queue.close()
        await self._transport.aclose()

    def _add_trigger(self, trigger: TriggerSpec, found: Manifests) -> None:
        broker_spec = found.brokers[trigger.namespace, trigger.broker]
        delivery = trigger.delivery or broker_spec.delivery or Delivery()
        sink = delivery.dead_letter or (broker_spec.delivery.dead_letter if broker_spec.delivery else None)
        lane = self._lane(trigger.name, trigger.subscriber, delivery)
        broker = self.brokers[f"{trigger.namespace}/{trigger.broker}"]
        broker.triggers[lane.name] = trigger.matches
        lane.route, lane.ingress_url = broker.route, self._addresses.broker(trigger.broker)
        if sink:
            lane.dead = self._lane(f"dead:{trigger.name}", sink, delivery).name

    def _lane(self, name: str, to: Destination, delivery: Delivery) -> Dispatcher:
        lane = Dispatcher(name, self._target(to), delivery, self.queue, self._event_log)
        self.queue.bound(name, longest_delay(delivery) + self._delay)
        lane.added = self._wake
        self.lanes[name] = lane
        return lane

    def _target(self, to: Destination) -> Target:
        url = self._addresses.of(to)
        if to.kind == "Service":
            return ServiceTarget(self._services[to.name], to.path, url)
        return UrlTarget(url, self._transport)

    def _wake(self, added: list[NewDelivery]) -> None:
        for name in {delivery.lane for delivery in added}:
            self.lanes[name].wake()

    async def _tick(self, ping: PingSpec, lane: Dispatcher) -> None:
        async def emit(envelope: Envelope) -> None:
            new = [NewDelivery(lane.name, envelope)]
            try:
                await self.queue.add(new)
            except sqlite3.Error as error:  # this tick is lost, the next one comes
                self._event_log.say(f"{lane.name} cannot tick: {explained(error, self.queue.file)}")
            else:
                self._wake(new)

        await tick(ping, emit)
