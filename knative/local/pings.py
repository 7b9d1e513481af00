"""PingSources: events on a cron schedule."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from knative.local.delivery_queue import Envelope
from knative.local.resources import PingSpec
from knative.local.schedule import next_tick

STEP = 30.0  # seconds
Emit = Callable[[Envelope], Awaitable[None]]


def local_now(spec: PingSpec) -> datetime:
    """Return the time of day in the source's zone."""
    return datetime.now(ZoneInfo(spec.timezone))


async def tick(
    spec: PingSpec,
    emit: Emit,
    now: Callable[[PingSpec], datetime] = local_now,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> None:
    """Emit an event at each moment of the schedule; moments that pass while the machine sleeps are not made up for."""
    while True:
        moment = next_tick(spec.schedule, now(spec))
        # In short steps: a sleeping laptop stops the monotonic clock, not the calendar, and a clock that is set back
        # makes an earlier moment the next one.
        while (left := (moment - now(spec)).total_seconds()) > 0:
            await sleep(min(left, STEP))
            moment = min(moment, next_tick(spec.schedule, now(spec)))
        await emit(ping_event(spec))


def ping_event(spec: PingSpec) -> Envelope:
    """Return one event of the source."""
    attributes = {
        "specversion": "1.0",
        "id": str(uuid.uuid4()),
        "type": "dev.knative.sources.ping",
        "source": f"/apis/v1/namespaces/{spec.namespace}/pingsources/{spec.name}",
        "time": datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z"),
        **({"datacontenttype": spec.content_type} if spec.content_type else {}),
        **spec.extensions,
    }
    return Envelope(attributes, spec.data, {})
