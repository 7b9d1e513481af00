"""The blobs port: uploaded files, chunk files and whatever is too big for an event."""

import re
from collections.abc import Iterator
from typing import Protocol

from events.errors import Rejected

_KEY = re.compile(r"[a-z0-9][A-Za-z0-9_-]*(/[A-Za-z0-9][A-Za-z0-9_.-]*)+")
MAX_KEY = 512  # characters
BROUGHT = "messages"  # where texts lie that came with questions, until these are answered


def check_key(key: str, tenant: str) -> str:
    """Return the key if it is one of this tenant's; raise `Rejected` otherwise (paths, addresses, other tenants)."""
    if len(key) > MAX_KEY or not _KEY.fullmatch(key) or not key.startswith(f"{tenant}/"):
        raise Rejected(f"dataref {key[:80]!r} names no object of this tenant's blob store")
    return key


def brought_key(tenant: str, question: str) -> str:
    """Return the key of the text that came with a question, by the question's id."""
    return f"{tenant}/{BROUGHT}/{question}"


class Blobs(Protocol):
    """Objects by key, `<tenant>/<purpose>/...`. A put of the same key with the same bytes changes nothing."""

    def put(self, key: str, data: bytes) -> None:
        """Store the bytes under the key; raise `Unavailable` when the store does not answer or is full."""

    def get(self, key: str) -> bytes:
        """Return the bytes; raise `Rejected` when there are none under the key."""

    def exists(self, key: str) -> bool:
        """Tell whether there is an object under the key."""

    def delete(self, key: str) -> None:
        """Remove the object; removing what is not there is no error."""

    def list(self, prefix: str) -> Iterator[tuple[str, int]]:
        """Yield (key, milliseconds since 1970 of its last change) of every object under the prefix."""
