"""Turns and failures as they are kept: one that cannot be read is shown as such, so that it hides no other."""

import msgspec

from functions.stores.conversations import Turn
from functions.stores.dead_letters import Failure

UNREADABLE = "(what is on record of this cannot be read)"


def read_turn(tenant: str, conversation: str, id_: str, at: int, body: str) -> Turn:
    """Return the turn whose JSON is `body`, or one that says that it cannot be read."""
    try:
        return msgspec.json.decode(body, type=Turn)
    except (msgspec.DecodeError, RecursionError):
        return Turn(
            id=id_,
            tenant=tenant,
            conversation=conversation,
            at=at,
            question=UNREADABLE,
            answer=UNREADABLE,
            answered=False,
        )


def read_failure(tenant: str, id_: str, at: int, body: str) -> Failure:
    """Return the failure whose JSON is `body`, or one that says that it cannot be read."""
    try:
        return msgspec.json.decode(body, type=Failure)
    except (msgspec.DecodeError, RecursionError):
        return Failure(
            id=id_, tenant=tenant, at=at, stage="unreadable", reason=UNREADABLE, type="", attributes={}, data=""
        )


def said(question: object) -> str:
    """Return a question as text, whatever stands in its place."""
    return question if isinstance(question, str) else UNREADABLE
