"""A Broker: takes events in, finds the Triggers that want them, and keeps the time to live."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from events.errors import Rejected
from events.whole_number import whole_number
from knative.local.delivery_queue import DeliveryQueue, Envelope, NewDelivery
from knative.local.dispatcher import TTL
from knative.local.event_log import EventLog
from knative.local.fault_injection import FaultInjection
from knative.local.resources import Matches

MAX_TTL = 255  # Knative's default MAX_TTL


@dataclass
class Broker:
    """Triggers by the name of their lane, over a queue shared by all Brokers; `added` wakes the lanes."""

    name: str  # <namespace>/<broker>
    queue: DeliveryQueue
    event_log: EventLog
    faults: FaultInjection
    added: Callable[[list[NewDelivery]], None]
    triggers: dict[str, Matches] = field(default_factory=dict)
    accepted: int = 0

    async def accept(self, envelope: Envelope) -> None:
        """Return once the event is committed for each Trigger that wants it; raise `Rejected` when its life is over."""
        new = self.route(envelope)
        await self.queue.add(new)
        self.added(new)

    def route(self, envelope: Envelope) -> list[NewDelivery]:
        """Return the deliveries of an event or a reply; raise `Rejected` (400) when its time to live is over."""
        attributes = {**envelope.attributes, TTL: str(_time_to_live(envelope.attributes.get(TTL)))}
        attributes["knativearrivaltime"] = datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
        arrived = Envelope(attributes, envelope.data, envelope.headers)
        event = arrived.event
        self.accepted += 1
        if self.faults.loses():
            self.event_log.hop(f"broker/{self.name}", "LOST", event.type, event.id, "on purpose")
            return []
        lanes = [lane for lane, matches in self.triggers.items() if matches(attributes)]
        new = [NewDelivery(lane, arrived, wait) for lane in lanes for wait in self.faults.waits()]
        self.event_log.hop(
            f"broker/{self.name}", "accepted", event.type, event.id, f"for {', '.join(lanes) or 'nobody'}"
        )
        return new


def _time_to_live(value: str | None) -> int:
    given = whole_number(value.removeprefix("-")) if value else None
    left = MAX_TTL if value is None or given is None else 0 if value.startswith("-") else given - 1
    if left <= 0:
        raise Rejected("the event went round the Broker too often (knativebrokerttl)", status=400)
    return min(left, MAX_TTL)
