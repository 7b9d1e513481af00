"""The log of documents: what happened to each, and what follows from it."""

from collections.abc import Collection
from typing import Protocol

from events.identity import DocumentKey, Generation, IndexKey
from functions.stores.facts import DocumentState, Fact


class DocumentLog(Protocol):
    """Facts are written once: a second write of the same id changes nothing. All methods may be called by several
    threads and processes at once, and raise `Unavailable` when the store does not answer."""

    def write(self, *facts: Fact) -> list[bool]:
        """Write facts in one step; tell for each whether it was new.

        Exactly one caller is told so on SQLite. Weaviate looks, then writes: callers within the same milliseconds may
        all be told so, hence nothing but work done twice may depend on it.
        """

    def state(self, key: DocumentKey) -> DocumentState | None:
        """Return the state of the document's latest generation, deletions included.

        What cannot be read has the phase `unreadable`, here and in `states`, and is none of those to work on.
        """

    def newest(self, index: IndexKey, documents: Collection[str]) -> dict[str, DocumentState]:
        """Return the states of these documents in one index, as `state` does, of those that are there."""

    def states(self, index: IndexKey, *, after: str = "", limit: int = 100) -> list[DocumentState]:
        """Return the states of all documents that are not deleted, newest upload first; `after` is a generation."""

    def counts(self, index: IndexKey) -> dict[str, int]:
        """Return the number of documents by phase, deleted ones left out."""

    def members(self, archive: DocumentKey) -> list[DocumentState]:
        """Return the states of all documents that any generation of this archive has brought, deletions included."""

    def older(self, index: IndexKey, reader: int, *, after: str = "", limit: int = 100) -> list[DocumentState]:
        """Return the states of documents that a reader below this one has read, or is to: neither deleted ones nor
        such as cannot be read. The oldest upload comes first; `after` is a generation."""

    def count_older(self, index: IndexKey, reader: int) -> int:
        """Return how many these are."""

    def facts(self, key: DocumentKey, generation: Generation) -> list[Fact]:
        """Return every fact of one generation."""

    def current(self, index: IndexKey, documents: Collection[str]) -> dict[str, Generation]:
        """Return the searchable generation of each document that has one."""

    def admit(self, limit: int, now: int) -> list[DocumentState]:
        """Admit waiting documents, oldest upload first, until `limit` are in flight; return the admitted ones.

        In flight are the latest generations that are admitted and neither indexed nor failed nor deleted. The limit
        holds for any number of callers; a document may be returned to more than one where a fact may be new to them.
        """

    def in_flight(self) -> list[DocumentState]:
        """Return every document in flight, over all tenants."""

    def superseded(self, limit: int) -> list[tuple[DocumentKey, Generation]]:
        """Return the documents that have passages below a newer generation, current or deleted, with that one."""

    def missing(self, source: IndexKey, target: IndexKey, limit: int) -> list[DocumentState]:
        """Return documents of a tenant that are newer in one index than in another, oldest upload first.

        Their states are those in `source`; a deleted one is among them where `target` still has the document.
        """

    def forget(self, tenant: str, document: str, generation: Generation) -> None:
        """Forget every fact of one generation of a document in all indexes, so that the one before it is the latest."""
