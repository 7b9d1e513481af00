"""What the machine could do at best: how fast it reads memory, and how fast it multiplies. By NumPy alone.

python -m bench.engine.limits THREADS     prints one JSON object

Decoding one answer reads every weight for every token, so memory bandwidth bounds it; reading a prompt multiplies
every weight with every token, so arithmetic bounds that (the roofline model, Williams et al., CACM 2009).
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import numpy as np

ROOT = Path(__file__).parents[2]
BYTES = 512 << 20  # much larger than any cache
SIDE = 2048  # of the square matrices, float32
ROUNDS = 5


class Limits(msgspec.Struct, frozen=True):
    """Bytes per second read from memory, and float32 operations per second of a matrix product."""

    bytes_per_s: float
    flops_per_s: float


def measure(threads: int) -> Limits:
    """Measure both in a process of its own, whose BLAS is kept to `threads` threads; takes some seconds."""
    settings = {name: str(threads) for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")}
    line = [sys.executable, "-m", "bench.engine.limits", str(threads)]
    environment = {**os.environ, **settings, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(line, env=environment, capture_output=True, check=True)
    return msgspec.json.decode(done.stdout, type=Limits)


def bandwidth(threads: int, size: int = BYTES) -> float:
    """Return the best bytes per second of summing and of copying an array, each thread its own part.

    A copy counts twice, for it reads and writes. Sums of several rows at once keep the adders from being the limit.
    """
    source = np.ones((threads, 8, size // threads // 32), np.float32)
    target = np.zeros_like(source)
    with ThreadPoolExecutor(threads) as pool:
        summing = _best(lambda: list(pool.map(lambda part: part.sum(axis=0).sum(), source)))
        copying = _best(lambda: list(pool.map(np.copyto, target, source)))
    return max(source.nbytes / summing, 2 * source.nbytes / copying)


def arithmetic(side: int = SIDE) -> float:
    """Return the best float32 operations per second of a matrix product, with the threads that BLAS has."""
    left = np.random.default_rng(0).random((side, side), np.float32)
    right = left.T.copy()
    result = np.empty_like(left)
    return 2 * side**3 / _best(lambda: np.matmul(left, right, out=result))


def _best(work: Callable[[], object]) -> float:
    """Return the shortest seconds of several runs: the limit is what the machine can, not what it does on average."""
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return min(times)


if __name__ == "__main__":
    print(json.dumps({"bytes_per_s": bandwidth(int(sys.argv[1])), "flops_per_s": arithmetic()}))
