"""The turn of a conversation that an answer makes."""

import msgspec

from events.identity import now_ms
from events.questions import AnswerGenerated
from functions.stores.records import Turn


def turn_of(data: AnswerGenerated, question: str, tenant: str) -> Turn:
    """Return the turn that this answer makes."""
    return Turn(
        id=question,
        tenant=tenant,
        conversation=data.conversation or question,
        at=now_ms(),
        question=data.question,
        answer=data.answer,
        answered=data.answered,
        quoted=data.quoted,
        generated=data.generated,
        support=msgspec.to_builtins(data.support),
        citations=msgspec.to_builtins(data.citations),
        timings=data.timings,
        usage=msgspec.to_builtins(data.usage),
    )
