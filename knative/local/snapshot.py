"""The state of the runtime as one JSON document, for `./build.sh status`."""

import time
from collections.abc import Iterable
from typing import Any

from knative.local.broker import Broker
from knative.local.delivery_queue import DeliveryQueue
from knative.local.dispatcher import Dispatcher
from knative.local.instance import Instance
from knative.local.serving import Service


def service_state(service: Service) -> dict[str, Any]:
    pool = service.pool
    return {
        "instances": [instance_state(instance) for instance in pool.instances],
        "desired": service.wanted,
        "waiting": service.waiting,
        "requests": service.requests,
        "cold_starts": pool.cold_starts,
        "errors": service.errors,
        "crashes": pool.crashes,
        "deaths": dict(pool.deaths),
        "last_death": pool.last_death.reason if pool.last_death else None,
        "last_error": pool.last_error,
    }


def instance_state(instance: Instance) -> dict[str, Any]:
    idle = None if instance.in_flight else round(time.monotonic() - instance.idle_since, 3)
    return {
        "name": instance.name,
        "state": instance.state,
        "trouble": instance.trouble,
        "pid": instance.pid or None,  # none before it is started; a 0 would name the reader's own process group
        "port": instance.port,
        "in_flight": instance.in_flight,
        "idle_seconds": idle,
    }


def lane_state(lane: Dispatcher, queue: DeliveryQueue) -> dict[str, Any]:
    in_flight = len(lane.in_flight)
    return {"waiting": queue.lanes[lane.name] - in_flight, "in_flight": in_flight, **vars(lane.tally)}


def broker_state(brokers: Iterable[Broker], queue: DeliveryQueue) -> dict[str, Any]:
    """Return what is queued now (deliveries per event type) and the most that ever was since the start."""
    return {
        "accepted": sum(broker.accepted for broker in brokers),
        "queued": {type_: count for type_, count in queue.types.items() if count},
        "peak": dict(queue.peaks),
    }
