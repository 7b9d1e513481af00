"""How slowly a body may come: a client that only trickles holds what others wait for."""

PROGRESS = 4096  # bytes: no body of an honest client is slower than so many in any `seconds`


class Pace:
    """Gives a body `seconds` of waiting for each `PROGRESS` bytes of it; `left` are those until it counts as stalled.

    What is not spent waiting does not count: a server that is busy itself takes nothing from its client's time.
    """

    def __init__(self, seconds: float) -> None:
        self.left = self._seconds = seconds
        self._owed = PROGRESS

    def come(self, size: int, waited: float) -> None:
        """Take note that `size` bytes came after `waited` seconds."""
        self._owed -= size
        self.left -= waited
        if self._owed <= 0:
            self.left, self._owed = self._seconds, PROGRESS
