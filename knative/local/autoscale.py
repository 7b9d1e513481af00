"""How many instances a Service should have: a pure decision, and the average that it needs."""

import math
from collections.abc import Sequence

from knative.local.resources import Scaling


def wanted_instances(scaling: Scaling, load: int, average: float) -> int:
    """Return the instances that `load` requests, running and waiting, need now, and their recent `average` asks for.

    What waits needs a place at once (as in Knative's panic mode); the average scales by target and utilisation (as its
    stable mode does). Instances are taken away by `idle_too_long`, not by this number.
    """
    places = scaling.concurrency or scaling.target
    needed = max(math.ceil(load / places), math.ceil(average / (scaling.target * scaling.utilization) - 0.01))
    return max(scaling.min_scale, min(scaling.max_scale, max(needed, 1 if load else 0)))


def idle_too_long(scaling: Scaling, idle: Sequence[float | None]) -> list[int]:
    """Return the indexes of the instances to end, given each one's idle seconds (None: it is busy or starting).

    The window passes without a request before an instance ends, and the retention on top of it for the last one.
    """
    waits = sorted((seconds, index) for index, seconds in enumerate(idle) if seconds is not None)
    ending: list[int] = []
    for seconds, index in reversed(waits):
        left = len(idle) - len(ending)
        window = scaling.window + (scaling.retention if left == 1 else 0.0)
        if left > scaling.min_scale and seconds >= window:
            ending.append(index)
    return ending


class LoadAverage:
    """The exponentially weighted average of a load over about `seconds`."""

    def __init__(self, seconds: float) -> None:
        self._seconds = max(seconds, 0.1)
        self._load = 0
        self._since = 0.0
        self._average = 0.0

    def update(self, load: int, now: float) -> float:
        """Take note that the load is `load` from `now` on (monotonic seconds), and return the average until now."""
        kept = math.exp(-(now - self._since) / self._seconds)
        self._average = self._load + (self._average - self._load) * kept
        self._load, self._since = load, now
        return self._average
