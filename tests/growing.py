"""How much more work four times as much of something is.

Work in C, as of the parsers of XML, is seen by no counting of Python's calls, so it is measured: by the time of the
processor that this process gets, and not by the clock; the least of several times, in turns, since other work on the
machine only ever adds; and against bounds that are far from both, 4 times the time for what is linear, 16 for what is
squared. What takes next to nothing is not measured.
"""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
TIMES = 4
STEEP = 8.0
ROUNDS = 3
NOTHING = 0.05  # seconds of the processor


def grows_too_fast(make: Callable[[int], T], work: Callable[[T], object], size: int) -> bool:
    """Tell whether the work on what is made of four times the size takes eight times as long, or longer."""
    small, large = make(size), make(size * TIMES)
    least_small = least_large = float("inf")
    for _ in range(ROUNDS):
        least_small = min(least_small, _seconds(work, small))
        least_large = min(least_large, _seconds(work, large))
        if least_large < max(NOTHING, STEEP * least_small):
            return False
    return True


def _seconds(work: Callable[[T], object], given: T) -> float:
    began = time.process_time()
    work(given)
    return time.process_time() - began
