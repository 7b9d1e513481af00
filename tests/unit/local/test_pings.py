"""PingSources: their schedule and their event."""

import asyncio
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from knative.local.delivery_queue import Envelope
from knative.local.pings import ping_event, tick
from knative.local.resources import Destination, PingSpec
from knative.local.schedule import next_tick

UTC = ZoneInfo("UTC")


@pytest.mark.parametrize(
    ("schedule", "wanted"),
    [
        ("*/5 * * * *", datetime(2025, 1, 1, 10, 5, tzinfo=UTC)),
        ("@hourly", datetime(2025, 1, 1, 11, 0, tzinfo=UTC)),
        ("0 0 * * 0", datetime(2025, 1, 5, 0, 0, tzinfo=UTC)),
    ],
)
def test_the_next_moment_of_a_schedule(schedule: str, wanted: datetime) -> None:
    assert next_tick(schedule, datetime(2025, 1, 1, 10, 2, tzinfo=UTC)) == wanted


def test_a_schedule_follows_its_timezone() -> None:
    now = datetime(2025, 7, 1, 0, 0, tzinfo=UTC).astimezone(ZoneInfo("Europe/Berlin"))
    assert next_tick("0 8 * * *", now).astimezone(UTC).hour == 6


@pytest.mark.parametrize("schedule", ["", "* * * *", "61 * * * *", "@sometimes"])
def test_a_schedule_that_cannot_be_read_is_an_error(schedule: str) -> None:
    with pytest.raises(ValueError, match="five fields"):
        next_tick(schedule, datetime(2025, 1, 1, tzinfo=UTC))


def test_the_event_is_that_of_knatives_ping_source() -> None:
    sink = Destination("Broker", "default", "", "")
    spec = PingSpec("home", "five", "* * * * *", "UTC", b"{}", "application/json", {"colour": "red"}, sink)
    envelope = ping_event(spec)
    wanted = {
        "type": "dev.knative.sources.ping",
        "source": "/apis/v1/namespaces/home/pingsources/five",
        "datacontenttype": "application/json",
        "colour": "red",
    }
    assert envelope.attributes.items() >= wanted.items()
    assert envelope.data == b"{}"


class SetBack(Exception):
    """The end of the test."""


def test_a_clock_that_is_set_back_by_a_day_delays_no_tick_by_a_day() -> None:
    moment = [datetime(2025, 1, 2, 10, 2, tzinfo=UTC)]
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        moment[0] += timedelta(seconds=seconds)
        if not slept:
            moment[0] -= timedelta(days=1)
        slept.append(seconds)

    async def emit(_: Envelope) -> None:
        raise SetBack

    spec = PingSpec("home", "five", "*/5 * * * *", "UTC", b"", "", {}, Destination("Broker", "default", "", ""))
    with pytest.raises(SetBack):
        asyncio.run(tick(spec, emit, lambda _: moment[0], sleep))
    assert sum(slept) <= 300
