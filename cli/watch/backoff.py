"""When to try a server again that could not be reached: ever later, up to a quarter of an hour."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from cli.watch.source import SourceAway

FIRST, LONGEST = 5.0, 900.0  # seconds


class Backoff:
    """Keeps a source from asking a server that failed a moment ago."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._pause, self._until, self._reason = 0.0, 0.0, ""

    @contextmanager
    def trying(self) -> Iterator[None]:
        """Enclose an attempt. Raises `SourceAway` at once, without one, while it is too early after a failure."""
        if self._clock() < self._until:
            raise SourceAway(self._reason)
        try:
            yield
        except SourceAway as error:
            self._pause = min(max(FIRST, self._pause * 2), LONGEST)
            self._until, self._reason = self._clock() + self._pause, str(error)
            raise
        self._pause = 0.0
