"""How many threads to compute with: what the cgroup and the affinity mask leave us, not what the machine has."""

import math
import os
from pathlib import Path

from events.errors import Rejected
from model.cgroups import cgroup_folders

ROOT = Path("/")


def compute_threads(root: Path = ROOT) -> int:
    """Return the threads to compute with, at least 1: `MODEL_THREADS`, or the CPUs this process may use.

    A fractional quota is rounded up: with 1.5 CPUs, two threads that are throttled now and then finish before one.
    Raises `Rejected` when `MODEL_THREADS` is no positive number.
    """
    wanted = os.environ.get("MODEL_THREADS", "")
    if wanted:
        if not wanted.isdecimal() or int(wanted) < 1:
            raise Rejected(f"MODEL_THREADS is {wanted!r}: give a whole number of at least 1, or leave it away")
        return int(wanted)
    return max(1, math.ceil(min(_affinity(), cpu_quota(root))))


def _affinity() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1  # systems without a mask (macOS) have no cgroups either


def cpu_quota(root: Path = ROOT) -> float:
    """Return the CPUs that the cgroups above this process allow, infinity without a limit; `root` has /proc, /sys."""
    limits = ((_v1 if version == 1 else _v2)(folder) for version, folder in cgroup_folders(root, "cpu"))
    return min(limits, default=math.inf)


def _v2(folder: Path) -> float:
    try:
        quota, period = (folder / "cpu.max").read_text().split()
    except (OSError, ValueError):
        return math.inf
    return math.inf if quota == "max" else int(quota) / int(period)


def _v1(folder: Path) -> float:
    try:
        quota = int((folder / "cpu.cfs_quota_us").read_text())
        period = int((folder / "cpu.cfs_period_us").read_text())
    except (OSError, ValueError):
        return math.inf
    return quota / period if quota > 0 else math.inf
