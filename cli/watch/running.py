"""Several sources followed at once, each by a thread of its own, until Ctrl-C or SIGTERM."""

import signal
import threading
from collections.abc import Sequence
from contextlib import closing
from types import FrameType

from cli.watch.follower import Follower

PATIENCE = 20.0  # seconds that what is on its way gets at the end; what it does not reach is sent again by the next run


class _Thread(threading.Thread):
    """Follows one source; `busy` is held while it does something, and `error` is what ended it."""

    def __init__(self, follower: Follower, ended: threading.Event) -> None:
        super().__init__(daemon=True)  # one that only waits for a change is not waited for
        self.follower, self.busy, self._ended = follower, threading.Lock(), ended
        self.error: BaseException | None = None

    def run(self) -> None:
        """Take turns until the end."""
        try:
            while not self.follower.stop.is_set():
                with self.busy:
                    seconds = self.follower.turn()
                self.follower.wait(seconds)
        except BaseException as error:
            self.error = error
        self._ended.set()


def follow(followers: Sequence[Follower]) -> None:
    """Follow these until a signal, or until one of them fails; raise what it failed by."""
    ended = threading.Event()

    def end(_: int, __: FrameType | None) -> None:
        ended.set()

    former = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    threads = [_Thread(follower, ended) for follower in followers]
    try:
        for thread in threads:
            thread.start()
        ended.wait()
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
    for thread in threads:
        thread.follower.stop.set()
    for thread in threads:
        if thread.busy.acquire(timeout=PATIENCE):
            thread.follower.close()
    for thread in threads:
        if thread.error:
            raise thread.error


def follow_once(followers: Sequence[Follower]) -> None:
    """Take turns until each has nothing left to do; what still changes is left for the next time."""
    for follower in followers:
        with closing(follower):
            seconds = follower.turn()
            if not follower.idle:  # at the first look nothing has rested
                follower.wait(seconds)
                seconds = follower.turn()
            while follower.waiting:
                follower.wait(seconds)
                seconds = follower.turn()
