"""The records port: facts about documents, conversation turns and failures."""

from collections.abc import Collection, Sequence
from typing import Any, Protocol

import msgspec

from events.identity import DocumentKey, Generation, IndexKey
from functions.stores.facts import DocumentState, Fact


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """One question and its answer; the id is the question's."""

    id: str
    tenant: str
    conversation: str
    at: int  # milliseconds since 1970
    question: str
    answer: str
    answered: bool = True
    quoted: bool = False
    generated: str = ""
    support: list[dict[str, Any]] = []
    citations: list[dict[str, Any]] = []
    timings: dict[str, float] = {}  # milliseconds by stage
    usage: dict[str, int] = {}


class ConversationSummary(msgspec.Struct, frozen=True, kw_only=True):
    """A conversation in a list: its first question and its latest time."""

    id: str
    first_question: str
    turns: int
    at: int


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


class IndexPlan(msgspec.Struct, frozen=True, kw_only=True):
    """Which model's index answers questions, and which is being brought up to date; the highest number is in force."""

    tenant: str
    number: int  # from 1
    at: int  # milliseconds since 1970
    active: str
    target: str = ""  # empty: nothing is being done
    switch: bool = False  # whether `target` is to answer as soon as it is whole


class Records(Protocol):
    """Everything is written once: a second write of the same id changes nothing. All methods may be called by several
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

    def models(self, tenant: str) -> list[str]:
        """Return the models that have an index with documents, deleted ones included, by name."""

    def missing(self, source: IndexKey, target: IndexKey, limit: int) -> list[DocumentState]:
        """Return documents of a tenant that are newer in one index than in another, oldest upload first.

        Their states are those in `source`; a deleted one is among them where `target` still has the document.
        """

    def drop(self, index: IndexKey) -> None:
        """Forget every fact about documents in this index."""

    def forget(self, tenant: str, document: str, generation: Generation) -> None:
        """Forget every fact of one generation of a document in all indexes, so that the one before it is the latest."""

    def plan(self, tenant: str) -> IndexPlan | None:
        """Return the newest plan, which says which index answers; None: nobody has chosen one yet."""

    def write_plan(self, plan: IndexPlan) -> bool:
        """Write a plan unless there is one of its number already; tell whether it was new."""

    def add_turn(self, turn: Turn) -> bool:
        """Write a turn of a conversation; tell whether it was new."""

    def turn(self, tenant: str, question: str) -> Turn | None:
        """Return the turn of a question."""

    def turns(self, tenant: str, conversation: str, *, limit: int = 100) -> list[Turn]:
        """Return the newest turns of a conversation, oldest first."""

    def conversations(self, tenant: str, *, limit: int = 100) -> list[ConversationSummary]:
        """Return the conversations, newest first."""

    def add_failure(self, failure: Failure) -> bool:
        """Write a failure; tell whether it was new."""

    def failures(self, tenant: str, *, limit: int = 100) -> Sequence[Failure]:
        """Return the newest failures first."""

    def failure(self, tenant: str, id_: str) -> Failure | None:
        """Return one failure."""
