"""The turns of a conversation: those before a question, and the one that an answer makes."""

from collections.abc import Sequence

import msgspec

from events.carried import carried
from events.identity import now_ms
from events.questions import AnswerGenerated, Exchange, QuestionAsked
from functions.serving.lazy import LazyResource
from functions.stores.conversations import Conversations, Turn

NEWEST = 8  # turns that are read from the store


def turns_before(asked: QuestionAsked, tenant: str, records: LazyResource[Conversations]) -> Sequence[Exchange | Turn]:
    """Return the newest turns, oldest first: those that the question brings, or else those of its conversation."""
    if asked.history or not asked.conversation:
        return asked.history
    return records.get().turns(tenant, asked.conversation, limit=NEWEST)


def turn_of(data: AnswerGenerated, question: str, tenant: str) -> Turn:
    """Return the turn that this answer makes."""
    as_json = {name: msgspec.to_builtins(getattr(data, name)) for name in ("support", "citations", "usage")}
    conversation = data.conversation or question
    return carried(data, Turn, id=question, tenant=tenant, conversation=conversation, at=now_ms(), **as_json)
