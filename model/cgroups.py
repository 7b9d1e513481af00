"""The cgroups above this process, whose limits a container has and the machine's own figures do not show."""

from collections.abc import Iterator
from pathlib import Path


def cgroup_folders(root: Path, controller: str) -> Iterator[tuple[int, Path]]:
    """Yield the version (1 or 2) and folder of this process's cgroup for a controller, and of every one above it.

    `root` has /proc and /sys; a folder need not exist. In a container the path may be the host's and missing under the
    mount, whose root is then our own cgroup.
    """
    try:
        lines = (root / "proc/self/cgroup").read_text().splitlines()
    except OSError:
        return
    for line in lines:
        _, controllers, path = line.split(":", 2)
        if controllers and controller not in controllers.split(","):
            continue
        names = ["", "unified"] if not controllers else list(dict.fromkeys([controllers, controller, "cpu,cpuacct"]))
        parts = [part for part in path.split("/") if part not in ("", "..")]
        for depth in range(len(parts), -1, -1):
            for name in names:
                yield 1 if controllers else 2, (root / "sys/fs/cgroup").joinpath(name, *parts[:depth])
