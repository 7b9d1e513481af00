"""How long the stages of a question took."""

import re
import time

from events.event import Event

_TIMING = re.compile(r"([^,:]{1,64}):(\d{1,12}(?:\.\d{1,6})?)(?=,|$)", re.ASCII)


def timings_with(event: Event, stage: str, started: float) -> dict[str, float]:
    """Return the milliseconds of each stage so far, with this one's since `started` (by time.perf_counter())."""
    earlier = _TIMING.findall(event.get("timings"))
    own = round((time.perf_counter() - started) * 1000, 1)
    return {name: float(spent) for name, spent in earlier} | {stage: own}
