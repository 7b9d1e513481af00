"""Questions with their answers, by conversation."""

from typing import Any, Protocol

import msgspec


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
    model: str = ""
    finish_reason: str = "stop"
    is_json: bool = False  # the answer fits a schema: nothing may be added to it


class ConversationSummary(msgspec.Struct, frozen=True, kw_only=True):
    """A conversation in a list: its first question and its latest time."""

    id: str
    first_question: str
    turns: int
    at: int


class Conversations(Protocol):
    """Turns are written once: the first write of a question's turn counts. May be called by several threads and
    processes at once; raises `Unavailable` when the store does not answer."""

    def add_turn(self, turn: Turn) -> bool:
        """Write a turn of a conversation; tell whether it was new."""

    def turn(self, tenant: str, question: str) -> Turn | None:
        """Return the turn of a question."""

    def forget_turn(self, tenant: str, question: str) -> bool:
        """Remove a turn for good, also where its answer is delivered again; tell whether there was one."""

    def turns(self, tenant: str, conversation: str, *, limit: int = 100) -> list[Turn]:
        """Return the newest turns of a conversation, oldest first."""

    def conversations(self, tenant: str, *, limit: int = 100) -> list[ConversationSummary]:
        """Return the conversations, newest first."""
