"""The error for a file that opens with a password only, whatever its format."""

from events.errors import Rejected


def encrypted(name: str) -> Rejected:
    """Return the error, which says what to do."""
    return Rejected(f"{name} is encrypted: remove its password and upload it again")
