"""A tiny process that outlives the runtime by a moment, to kill the process groups that it leaves behind.

It is told of every group on its standard input ("+1234", "-1234") and reads the end of that pipe however the runtime
dies. It shares the runtime's lock on the home folder, so that the next runtime starts only when nothing is left.
"""

import os
import signal
import sys
from collections.abc import Iterable


def surviving_groups(orders: Iterable[str]) -> set[int]:
    """Return the groups that were announced and not taken back until the orders ended."""
    groups: set[int] = set()
    for order in orders:
        if order.startswith("+"):
            groups.add(int(order[1:]))
        else:
            groups.discard(int(order[1:]))
    return groups


def kill_group(group: int) -> None:
    """Kill every process of the group, if there is one left."""
    try:
        os.killpg(group, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def main() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    for group in surviving_groups(sys.stdin):
        kill_group(group)


if __name__ == "__main__":
    main()
