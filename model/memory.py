"""How much memory this process may still take, of the machine's and of its cgroups'."""

import math
from collections.abc import Iterator
from pathlib import Path

from events.errors import Unavailable
from model.cgroups import cgroup_folders

ROOT = Path("/")
MEBIBYTE = 1 << 20
NAMES = {  # by cgroup version: the limit, what is used, and what of that is only a cache of files
    1: ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"),
    2: ("memory.max", "memory.current", "inactive_file"),
}


def need_memory(wanted: int, what: str, root: Path = ROOT) -> None:
    """Raise `Unavailable` when `what` needs more bytes than there are: better than to be killed in the middle."""
    free = free_memory(root)
    if wanted > free:
        raise Unavailable(f"{what} need {wanted // MEBIBYTE} MiB and {int(free) // MEBIBYTE} MiB are free")


def free_memory(root: Path = ROOT) -> float:
    """Return the bytes that this process may still take, infinity when nothing says so; `root` has /proc and /sys."""
    return max(0.0, min([_machine(root), *_cgroups(root)]))


def _machine(root: Path) -> float:
    try:
        lines = (root / "proc/meminfo").read_text().splitlines()
    except OSError:
        return math.inf
    kibibytes = [int(line.split()[1]) for line in lines if line.startswith("MemAvailable:")]
    return kibibytes[0] * 1024 if kibibytes else math.inf


def _cgroups(root: Path) -> Iterator[float]:
    for version, folder in cgroup_folders(root, "memory"):
        limit, used, cached = NAMES[version]
        try:
            most = (folder / limit).read_text().strip()
            statistics = dict(line.split() for line in (folder / "memory.stat").read_text().splitlines())
            taken = int((folder / used).read_text()) - int(statistics.get(cached, 0))
        except (OSError, ValueError):
            continue
        if most != "max":
            yield int(most) - taken
