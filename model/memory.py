"""How much memory this process may still take, of the machine's and of its cgroups'."""

import logging
import math
from collections.abc import Iterator
from pathlib import Path

from events.errors import Unavailable
from model.cgroups import cgroup_folders

LOG = logging.getLogger(__name__)
ROOT = Path("/")
LEAST = 512  # tokens of a slot, below which nothing useful can be asked
MEBIBYTE = 1 << 20
NAMES = {  # by cgroup version: the limit, what is used, and what of that is only a cache of files
    1: ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"),
    2: ("memory.max", "memory.current", "inactive_file"),
}


def affordable(slots: int, context: int, token_bytes: int, root: Path = ROOT) -> tuple[int, int]:
    """Return how many of the slots, and how many tokens in each, there is memory for: fewer slots go before a smaller
    context. What is left away is said in the log. `token_bytes` is what a token of a slot takes.

    Raises `Unavailable` when there is none for the least: better than to be killed in the middle.
    """
    free, wanted = free_memory(root), (slots, context)
    while slots * context * token_bytes > free:
        if slots > 1:
            slots -= 1
        elif context // 2 >= LEAST:
            context //= 2
        else:
            raise Unavailable(
                f"a slot of {context} tokens needs {context * token_bytes // MEBIBYTE} MiB and {int(free) // MEBIBYTE} "
                "MiB are free: give it more memory, or name a smaller model by GENERATOR"
            )
    if (slots, context) != wanted:
        LOG.warning(
            "there is memory for SLOTS=%d of GENERATOR_CONTEXT=%d tokens, not for %d of %d: set these two, or give it "
            "more memory",
            *(slots, context, *wanted),
        )
    return slots, context


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
