"""The earlier turns of a conversation, as far as the model reads them."""

from collections.abc import Callable, Sequence

from events.questions import Exchange, Message
from functions.answer.token_budget import MARKUP
from functions.stores.conversations import Turn
from functions.text.markers import without_markers

FEW = 2  # turns that a small model gets,
SHORT = 400  # and characters of each question and answer


def whole_turns(turns: Sequence[Exchange | Turn], room: int, count: Callable[[str], int]) -> list[Message]:
    """Return the newest turns that fit `room` tokens together, whole and without a gap, oldest first."""
    kept: list[Message] = []
    for turn in reversed(turns):
        messages = _messages(turn)
        room -= sum(MARKUP + count(message.content) for message in messages)
        if room < 0:
            break
        kept[:0] = messages
    return kept


def few_words(turns: Sequence[Exchange | Turn]) -> list[Message]:
    """Return the beginnings of the newest turns, oldest first, for a model that more would confuse."""
    messages = [message for turn in turns[-FEW:] for message in _messages(turn)]
    return [Message(role=message.role, content=message.content[:SHORT]) for message in messages]


def _messages(turn: Exchange | Turn) -> list[Message]:
    """Return a turn as messages, without markers: they would name other passages now."""
    answer = without_markers(turn.answer)
    return [Message(role="user", content=turn.question), Message(role="assistant", content=answer)]
