"""Removing what nobody needs any more: passages of superseded generations, and old blobs."""

import logging
import math
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from events.identity import IndexKey, now_ms
from functions.documents.indexes import Indexes
from functions.serving.signing import DEFAULT_TENANT
from functions.stores.blobs import Blobs, brought_key
from functions.stores.document_log import DocumentLog

if TYPE_CHECKING:
    from functions.stores.passages import Passages  # brings NumPy, which only those who search or store need

BATCH = 100  # documents at a time
DAY = 24 * 60 * 60 * 1000  # milliseconds
KEPT = 7 * DAY
KEPT_BROUGHT = DAY  # what came with a question, whose gateway removes it once that is answered, unless it dies
PAUSE = 60.0  # seconds, a fraction of the time between two ticks
log = logging.getLogger("minirag")


class Sweeper:
    """Sweeps, but not again within a minute: whoever may ask for it may ask as often as he likes."""

    def __init__(self, pause: float = PAUSE) -> None:
        self._pause, self._ended = pause, -math.inf

    def sweep(self, indexes: Indexes, passages: "Passages", blobs: Blobs) -> None:
        """Remove passages and blobs that nobody needs."""
        if time.monotonic() - self._ended < self._pause:
            return
        sweep_passages(indexes.records.get(), passages)
        sweep_brought(blobs)
        sweep_blobs(indexes, blobs)
        self._ended = time.monotonic()


def sweep_passages(log: DocumentLog, passages: "Passages") -> int:
    """Remove passages that a late event wrote below a newer generation; return how many."""
    return sum(passages.remove_before(key, generation) for key, generation in log.superseded(BATCH))


def sweep_brought(blobs: Blobs, tenant: str = DEFAULT_TENANT) -> int:
    """Remove the texts that came with this tenant's questions a day ago, long after their deadline; return how many."""
    old = [key for key, changed in blobs.list(brought_key(tenant, "")) if changed + KEPT_BROUGHT < now_ms()]
    for key in old:
        blobs.delete(key)
    return len(old)


def sweep_blobs(indexes: Indexes, blobs: Blobs, tenant: str = DEFAULT_TENANT) -> int:
    """Remove the objects of this tenant that no document's latest generation needs, 7 days after; return how many.

    An upload's object is named by its content's hash and stays while any document refers to it; chunk files serve only
    until their generation is in every index.
    """
    try:
        needed = {key for index in indexes.all(tenant) for key in _needed(indexes.records.get(), index)}
    except LookupError as error:
        log.warning("no old blobs are removed: %s", error)
        return 0
    old = [key for key, changed in blobs.list(f"{tenant}/") if changed + KEPT < now_ms() and _owner(key) not in needed]
    for key in old:
        blobs.delete(key)
    return len(old)


def _owner(key: str) -> str:
    """Return what the object is needed for: itself, for a chunk file its generation, for words of OCR their upload."""
    parts = key.split("/")
    if parts[1] == "recognised":
        return f"{parts[0]}/uploads/{parts[2]}"
    return "/".join(parts[:4]) if parts[1] == "chunks" else key


def _needed(documents: DocumentLog, index: IndexKey) -> Iterator[str]:
    after = ""
    while states := documents.states(index, after=after, limit=BATCH):
        for state in states:
            if state.phase == "unreadable":
                raise LookupError(f"document {state.document} cannot be read, and may need one of them")
            yield state.upload.dataref if state.upload else ""
            if state.phase != "indexed" or state.kept:
                yield f"{index.tenant}/chunks/{state.document}/{state.generation}"
        after = states[-1].generation
