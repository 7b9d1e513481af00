"""Things that are opened once per process, after gunicorn's fork: models, stores, HTTP clients."""

import logging
import os
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

from events.errors import Damaged, MiniRAGError, Unavailable

log = logging.getLogger("minirag")
T_co = TypeVar("T_co", covariant=True)
PATIENCE = 60.0  # seconds that an early request waits


class LazyResource(Generic[T_co]):
    """One such thing. It opens at the first probe or use, and again after a failure; threads and connections opened
    before a fork would be broken in the child.

    Some come back by themselves, as a store does: until then the function is not ready, and requests are held in front
    of it. A model that cannot be loaded waits for a person, `is_mended_by_hand`: whoever asks is told so at once.
    """

    def __init__(self, open_: Callable[[], T_co], *, is_mended_by_hand: bool = False) -> None:
        self._open, self._by_hand, self._early = open_, is_mended_by_hand, False
        self._value: tuple[T_co] | tuple[()] = ()
        self._failure: Exception | None = None
        self._thread: threading.Thread | None = None
        self._lock, self._settled = threading.Lock(), threading.Event()
        os.register_at_fork(after_in_child=self._after_fork)

    @property
    def ready(self) -> bool:
        """Whether it is open; a flag, no work."""
        return bool(self._value)

    @property
    def settled(self) -> bool:
        """Whether requests need not be held: it is open, or does not open before somebody mends it."""
        return self.ready or (self._by_hand and self._failure is not None)

    @property
    def trouble(self) -> str:
        """Why it did not open when that was last tried, "" while nothing is known of that."""
        return "" if self._failure is None else _reason(self._failure)

    def open_after_fork(self) -> None:
        """Have each process that is forked from now on begin to open it at once, in the background."""
        self._early = True

    def start(self) -> None:
        """Begin to open it in the background, unless that is done or under way."""
        with self._lock:
            if self._value or (self._thread and self._thread.is_alive()):
                return
            self._settled.clear()
            self._thread = threading.Thread(target=self._load, daemon=True, name="loading")
            self._thread.start()

    def get(self, patience: float = PATIENCE) -> T_co:
        """Return it, waiting up to `patience` seconds; raise `Unavailable` when it does not open."""
        if not self._value:
            self.start()
            if not self._settled.wait(patience):
                raise Unavailable("still loading: try again in a moment")
            if not self._value:
                raise self._error()
        return self._value[0]

    def _load(self) -> None:
        try:
            self._value, self._failure = (self._open(),), None
        except Exception as error:  # whatever it is, each waiting request must hear of it
            if _reason(error) != self.trouble:  # once: a probe comes every second
                log.error("%s", _reason(error))
            self._failure = error
        finally:
            self._settled.set()

    def _error(self) -> MiniRAGError:
        if self._by_hand:
            return Damaged(self.trouble)
        return self._failure if isinstance(self._failure, MiniRAGError) else Unavailable(self.trouble)

    def _after_fork(self) -> None:
        self._value, self._failure, self._thread = (), None, None
        self._lock, self._settled = threading.Lock(), threading.Event()
        if self._early:
            self.start()


def _reason(failure: Exception) -> str:
    return failure.detail if isinstance(failure, MiniRAGError) else f"could not be loaded: {failure}"


class LazyPool(Generic[T_co]):
    """Models of one kind by name: the first is a `LazyResource`, others open when they are asked for, and the `room`
    used last stay open."""

    def __init__(self, open_: Callable[[str], T_co], first: str, room: int = 1) -> None:
        self.first = LazyResource(lambda: open_(first), is_mended_by_hand=True)
        self._open, self._first, self._room = open_, first, room
        self._others: OrderedDict[str, T_co] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, name: str = "") -> T_co:
        """Return the one of this name, or the first; raise what its opening raises."""
        if name in ("", self._first):
            return self.first.get()
        with self._lock:
            if name not in self._others:
                self._others[name] = self._open(name)
            self._others.move_to_end(name)
            while len(self._others) > self._room:
                self._others.popitem(last=False)
            return self._others[name]
