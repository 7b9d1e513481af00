"""Where a folder lies: on a disk of this machine, whose changes the kernel tells, or on one that others change, too."""

import re
from pathlib import Path

MOUNTS = Path("/proc/self/mountinfo")  # Linux only; elsewhere nothing is known
# The kernel tells only what this machine does to them. Whatever is mounted by a program (fuse.*) may be anywhere.
_ELSEWHERE = frozenset(("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "virtiofs", "afs", "ceph", "glusterfs", "davfs"))
_OCTAL = re.compile(r"\\([0-7]{3})")


def file_system(folder: Path, mounts: Path = MOUNTS) -> str:
    """Return the type of the file system that holds a folder, given by its real path; "" where that is not told."""
    try:
        lines = mounts.read_text("utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""
    found: list[tuple[int, str]] = []  # how long the mount point is, and the type
    for line in lines:
        fields, _, described = line.partition(" - ")
        point = Path(_OCTAL.sub(lambda code: chr(int(code[1], 8)), fields.split(" ")[4]))
        if folder.is_relative_to(point):
            found.append((len(point.parts), described.split(" ")[0]))
    longest = max((length for length, _ in found), default=0)
    return next((kind for length, kind in reversed(found) if length == longest), "")  # the last mount hides the others


def changed_by_others(kind: str) -> bool:
    """Tell whether a file system of this type may change without this machine's kernel noticing."""
    return kind in _ELSEWHERE or kind.startswith("fuse")
