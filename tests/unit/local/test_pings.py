"""PingSources: their schedule and their event."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from knative.local.pings import ping_event
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
    parcel = ping_event(spec)
    wanted = {
        "type": "dev.knative.sources.ping",
        "source": "/apis/v1/namespaces/home/pingsources/five",
        "datacontenttype": "application/json",
        "colour": "red",
    }
    assert parcel.attributes.items() >= wanted.items()
    assert parcel.data == b"{}"
