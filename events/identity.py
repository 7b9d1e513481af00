"""Identity: document ids, generations, chunk ids, and event ids derived from what an event is about."""

import hashlib
import os
import re
import time
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, NewType

from events.errors import Rejected

# What was uploaded or deleted, and when: of a document's generations the highest counts.
Generation = NewType("Generation", str)


class IndexKey(NamedTuple):
    """One index: that of one tenant's documents for one embedding model."""

    tenant: str
    model: str


@dataclass(frozen=True, slots=True, order=True)
class DocumentKey:
    """One document in one index; `document` is its id."""

    index: IndexKey
    document: str

    @property
    def tenant(self) -> str:
        return self.index.tenant

    @property
    def model(self) -> str:
        return self.index.model


_NAMESPACE = uuid.UUID("6d1a2f0e-9c1f-5c55-8a53-0f6d3b6c7a10")
_GENERATION = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_AHEAD = 5 * 60 * 1000  # milliseconds that a producer's clock may run ahead of ours
_ABSURD = 24 * 60 * 60 * 1000  # milliseconds: further ahead than any clock that went wrong and was set right again
_LAST_MS = (1 << 48) - 1  # what a UUIDv7 has room for
_LAST = (1 << 128) - 1


def derived_id(*parts: str) -> str:
    """Return the UUIDv5 of these parts: the same parts always give the same id."""
    return str(uuid.uuid5(_NAMESPACE, "\x1f".join(parts)))


def document_id(tenant: str, name: str) -> str:
    """Return the id of the document that has this name (the relative path as uploaded) in this tenant."""
    return derived_id("document", tenant, name)


def chunk_id(key: DocumentKey, generation: Generation, position: int) -> str:
    """Return the id of one chunk of one generation of a document, in the index that `key` names."""
    return derived_id("chunk", key.document, generation, key.model, str(position))


def now_ms() -> int:
    """Return the milliseconds since 1970."""
    return time.time_ns() // 1_000_000


def uuid7(milliseconds: int, entropy: bytes) -> str:
    """Return the UUIDv7 (RFC 9562) of a time and at least 10 bytes; as text they sort by time.

    Raises `ValueError` for a time before 1970 or after 10889, which would come out as another one.
    """
    if not 0 <= milliseconds <= _LAST_MS:
        raise ValueError(f"{milliseconds} milliseconds since 1970 have no UUIDv7")
    bits = int.from_bytes(entropy[:10], "big")
    rand_a, rand_b = bits >> 68, bits & ((1 << 62) - 1)
    value = milliseconds << 80 | 7 << 76 | (rand_a & 0xFFF) << 64 | 2 << 62 | rand_b
    return str(uuid.UUID(int=value))


def question_id() -> str:
    """Return a fresh UUIDv7."""
    return uuid7(now_ms(), os.urandom(10))


def next_generation(latest: str = "") -> Generation:
    """Return a new generation of a document, above its latest one even when the clock stands still or goes back.

    Only the highest of all UUIDs has none above it; see `is_absurd`.
    """
    try:
        following = generation_ms(latest) + 1 if latest else 0
    except ValueError:
        following = 0
    if following > _LAST_MS:
        return generation_after(latest)
    return Generation(uuid7(max(now_ms(), following), os.urandom(10)))


def generation_after(generation: str) -> Generation:
    """Return the generation right above this one: always the same, so that of two changes to it only one can have it,
    and below any that an upload gets, even in the same millisecond."""
    return Generation(str(uuid.UUID(int=min(uuid.UUID(generation).int + 1, _LAST))))


def is_absurd(generation: str) -> bool:
    """Tell whether no upload of today could overtake this generation: it is no UUID, or lies over a day ahead."""
    try:
        return generation_ms(generation) > now_ms() + _ABSURD
    except ValueError:
        return True


def horizon() -> Generation:
    """Return what every generation that is not absurd lies below."""
    return Generation(uuid7(now_ms() + _ABSURD, b"\xff" * 10))


def member_generation(archive: Generation, document: str) -> Generation:
    """Return the generation of a document that came in an archive, from the archive's own generation.

    Redelivery gives the same one, a newer archive a higher one, and no two members have the same.
    """
    return Generation(archive[:-12] + document[-12:])


def generation_ms(generation: str) -> int:
    """Return the time of a generation, in milliseconds since 1970."""
    return uuid.UUID(generation).int >> 80


def is_acceptable(generation: str) -> bool:
    """Tell whether a document may have this generation: a UUIDv7 in lower case that does not lie in the future."""
    return bool(_GENERATION.fullmatch(generation)) and generation_ms(generation) <= now_ms() + _AHEAD


def generation_of(event_id: str, event_time: str) -> Generation:
    """Return the generation of an outside event, from its `time` and `id`, so that a redelivery gives the same one.

    Raises `Rejected` when the time is no RFC 3339 time, lies before 1970, or lies in the future, where it would outrank
    every later upload.
    """
    return generation_at(event_time, hashlib.sha256(event_id.encode()).digest())


def generation_at(event_time: str, entropy: bytes) -> Generation:
    """Return the generation of what happened at a time; of two in the same millisecond these 10 bytes decide.

    Raises `Rejected` as `generation_of` does.
    """
    try:
        moment = datetime.fromisoformat(event_time.upper())  # RFC 3339 has its letters in either case
        milliseconds = int(moment.timestamp() * 1000)
    except (ValueError, OverflowError) as error:
        raise Rejected(f"time {event_time[:40]!r} is not a time such as 2026-01-31T12:00:00Z") from error
    if milliseconds < 0:
        raise Rejected(f"time {event_time[:40]!r} lies before 1970: correct the producer's clock")
    if milliseconds > now_ms() + _AHEAD:
        raise Rejected(f"time {event_time[:40]!r} lies in the future: correct the producer's clock")
    return Generation(uuid7(milliseconds, entropy))
