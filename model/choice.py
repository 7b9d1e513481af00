"""Which model writes the answers, why, and how to get a better one: the last line of set-up.

python -m model.choice

A better one is advised and not taken, for it is a large download, and what it brings is little: docs/models.md.
"""

import os
import sys

from events.errors import MiniRAGError
from model.catalog import SETTINGS, Entry, find
from model.memory import free_memory
from model.threads import compute_threads

BETTER = "Qwen2.5-Coder-0.5B-Instruct"  # than the default, which answers in half of its time
CORES, GIGABYTES = 2, 4  # of memory that are free: where it answers within some two seconds
GIGABYTE = 1e9


def told(taken: Entry, is_named: bool, cores: int, free: float) -> str:
    """Return the sentence about a model: whether a setting names it, else what speaks for the default on this machine
    with its cores and its free memory in bytes."""
    if is_named:
        return f"{taken.name} writes the answers, as GENERATOR says"
    better, default = find(BETTER), f"{taken.name} writes the answers: the smallest and fastest"
    if cores < CORES or free < GIGABYTES * GIGABYTE:
        has = f"{cores} {'core' if cores == 1 else 'cores'} and {free / GIGABYTE:.0f} GB of free memory"
        return f"{default}; a better one would be slow on {has} (docs/models.md)"
    return (
        f"{default}; GENERATOR={better.name} ./build.sh run takes a better one, after a download of "
        f"{better.megabytes} MB, and in about twice the time (docs/models.md)"
    )


def main() -> int:
    """Print the sentence."""
    try:
        taken = find(kind="generate")
    except MiniRAGError as error:
        print(f"error: {error.detail}", file=sys.stderr)
        return 1
    is_named = any(os.environ.get(name) for name in SETTINGS["generate"])
    print(told(taken, is_named, compute_threads(), free_memory()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
