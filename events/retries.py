"""Trying again: how long to pause between attempts, and one way to make them."""

import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
Sleep = Callable[[float], None]
Clock = Callable[[], float]


def doubling(first: float, times: int) -> Iterator[float]:
    """Yield so many pauses in seconds, the first as given, each other twice the one before."""
    return (first * 2.0**number for number in range(times))


def steady(pause: float, within: float, clock: Clock | None = None) -> Iterator[float]:
    """Yield the same pause again and again, in seconds, until `within` seconds have passed since the first."""
    now = clock or time.monotonic
    deadline = now() + within
    while now() < deadline:
        yield pause


def repeated(
    call: Callable[[], T], enough: Callable[[T], object], pauses: Iterable[float], sleep: Sleep | None = None
) -> T:
    """Return the first result of `call` that is enough, or the last one when there are no more pauses."""
    for pause in pauses:
        if enough(result := call()):
            return result
        (sleep or time.sleep)(pause)
    return call()


def retried(
    call: Callable[[], T],
    passing: type[Exception] | Callable[[Exception], bool],
    pauses: Iterable[float],
    sleep: Sleep | None = None,
) -> T:
    """Return what `call` returns, which is called again after each error that passes; the last one is let through.

    `passing` is the kind of such an error, or tells whether one is. Errors of other kinds are let through at once.
    """
    for pause in pauses:
        try:
            return call()
        except Exception as error:
            if not (isinstance(error, passing) if isinstance(passing, type) else passing(error)):
                raise
        (sleep or time.sleep)(pause)
    return call()
