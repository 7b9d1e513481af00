"""The time by which the queue measures its waits: it never goes back, whatever is done to the machine's clock."""

import time
from collections.abc import Callable

Clock = Callable[[], float]


def steady_clock(wall: Clock = time.time, elapsed: Clock = time.monotonic) -> Clock:
    """Return a clock in seconds since 1970 that is set once, now, and only goes forward from here."""
    began = wall() - elapsed()
    return lambda: began + elapsed()
