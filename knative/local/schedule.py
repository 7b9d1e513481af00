"""Cron schedules as PingSource writes them."""

from datetime import datetime

from cronsim import CronSim, CronSimError

# The descriptors of Knative's cron library; cronsim knows the five fields only.
_DESCRIPTORS = {
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
    "@monthly": "0 0 1 * *",
    "@weekly": "0 0 * * 0",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@hourly": "0 * * * *",
}


def next_tick(schedule: str, now: datetime) -> datetime:
    """Return the first moment of the schedule after `now`, in the timezone of `now`; raise `ValueError`."""
    try:
        return next(CronSim(_DESCRIPTORS.get(schedule, schedule), now))
    except (CronSimError, StopIteration) as error:
        raise ValueError(f"write five fields such as '*/5 * * * *' ({error})") from error


def check_schedule(schedule: str) -> None:
    """Raise `ValueError` when the schedule cannot be read or never comes."""
    next_tick(schedule, datetime.now())
