"""Sizes in words."""

MEBIBYTE = 2**20


def size_text(size: int) -> str:
    """Return a number of bytes for people: in MiB, or in bytes where it is less than one."""
    return f"{size / MEBIBYTE:.1f} MiB" if size >= MEBIBYTE else f"{size} bytes"
