"""How fast answers come, and so how many questions can be answered before they expire."""

from events.errors import Unavailable

GUESS = 3.0  # seconds from one answer to the next, before any was seen
SHARE = 0.25  # of the newest answer in the average
MARGIN = 0.75  # of the deadline that those who wait may need: an average is not a promise
LONGEST = 60  # seconds that somebody is sent away for


class Busy(Unavailable):
    """So many wait already that another one would expire; `retry_after` is in seconds."""

    status = 429

    def __init__(self, detail: str, retry_after: int) -> None:
        super().__init__(detail)
        self.retry_after = retry_after


class Turnover:
    """The average time from one answer to the next, while somebody waits for one."""

    def __init__(self) -> None:
        self._seconds = GUESS
        self._last = 0.0  # when the last answer came, by time.monotonic()

    def answered(self, asked: float, now: float) -> None:
        """Take note that the answer to a question of `asked` has come (both by time.monotonic())."""
        spent, self._last = now - max(asked, self._last), now
        self._seconds += SHARE * (spent - self._seconds)

    def check_room(self, waiting: int, deadline: float, least: int, most: int) -> None:
        """Raise `Busy` when `waiting` questions are as many as can be answered within `deadline` seconds.

        At least `least` of them may wait, which are answered side by side, and never more than `most`.
        """
        room = max(1, min(most, max(least, int(MARGIN * deadline / max(self._seconds, 0.001)))))
        if waiting >= room:
            later = min(LONGEST, max(1, round(waiting * self._seconds / 2)))
            raise Busy(f"{waiting} questions wait for their answers already: ask again in {later} s", later)
