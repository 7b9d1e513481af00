"""The conversation that a response goes on from: `previous_response_id` by what is stored."""

import os
import re
from collections.abc import Sequence

from msgspec.structs import replace

from events.fields import UUID_PATTERN
from events.identity import now_ms, question_id, uuid7
from events.questions import MAX_HISTORY, MAX_SAID, Exchange, QuestionAsked
from functions.conversation.turns import NEWEST
from functions.gateway.openai.errors import Unfit
from functions.stores.conversations import Conversations, Turn

LONGEST = 500  # turns of a conversation that are looked through
_ID = re.compile(f"^resp_({UUID_PATTERN.removeprefix('^')})")


def question_of_response(id_: str) -> str:
    """Return the id of the question that a response answers, "" where it is the id of none."""
    found = _ID.match(id_)
    return found[1] if found else ""


def turn_of_response(records: Conversations, tenant: str, id_: str) -> Turn | None:
    """Return the stored turn of a response, None where none is kept."""
    question = question_of_response(id_)
    return records.turn(tenant, question) if question else None


def going_on(records: Conversations, tenant: str, asked: QuestionAsked, previous: str) -> QuestionAsked:
    """Return the question as one that goes on from an earlier response; raise `Unfit` where that is not stored.

    A response that is not its conversation's newest is gone on from in a conversation of its own, which begins with
    copies of the turns up to there: what was said after it is no part of what is asked now.
    """
    turn = turn_of_response(records, tenant, previous)
    if turn is None:
        told = f"Previous response with id {previous[:80]!r} not found: it was deleted, or never stored"
        raise Unfit(told, "previous_response_id", code="previous_response_not_found")
    turns = records.turns(tenant, turn.conversation, limit=LONGEST)
    before = turns[: 1 + next((at for at, one in enumerate(turns) if one.id == turn.id), -1)] or [turn]
    history = [*_exchanges(before), *asked.history][-MAX_HISTORY:]
    if before != turns and not asked.store:
        return replace(asked, history=history)
    conversation = turn.conversation if before == turns else _copied(records, before[-NEWEST:])
    return replace(asked, conversation=conversation, history=history if asked.history else [])


def previous_of(records: Conversations, turn: Turn) -> str:
    """Return the id of the question before this one in its conversation, "" for the first."""
    turns = records.turns(turn.tenant, turn.conversation, limit=LONGEST)
    before = [one.id for one in turns[: next((at for at, one in enumerate(turns) if one.id == turn.id), 0)]]
    return before[-1] if before else ""


def _exchanges(turns: Sequence[Turn]) -> list[Exchange]:
    return [Exchange(question=one.question[:MAX_SAID], answer=one.answer[:MAX_SAID]) for one in turns[-MAX_HISTORY:]]


def _copied(records: Conversations, turns: Sequence[Turn]) -> str:
    """Copy turns into a new conversation; return its id."""
    conversation = uuid7(now_ms(), os.urandom(10))
    for turn in turns:
        records.add_turn(replace(turn, id=question_id(), conversation=conversation))
    return conversation
