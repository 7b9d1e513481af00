"""The record of what failed, kept to be looked at and sent again."""

from collections.abc import Sequence
from typing import Protocol

import msgspec


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """One dead letter: what failed, where and why, with the event itself (attributes and data) for a replay."""

    id: str
    tenant: str
    at: int
    stage: str
    reason: str
    type: str
    attributes: dict[str, str]
    data: str  # the event's data, base64
    code: int = 0
    document: str = ""
    generation: str = ""
    name: str = ""
    model: str = ""  # empty: that of the active index


class DeadLetters(Protocol):
    """Failures are written once. May be called by several threads and processes at once; raises `Unavailable` when the
    store does not answer."""

    def add_failure(self, failure: Failure) -> bool:
        """Write a failure; tell whether it was new."""

    def failures(self, tenant: str, *, limit: int = 100) -> Sequence[Failure]:
        """Return the newest failures first."""

    def failure(self, tenant: str, id_: str) -> Failure | None:
        """Return one failure."""
