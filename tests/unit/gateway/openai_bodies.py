"""Bodies of requests, and what is said of those that do not fit."""

import msgspec
import pytest

from events.questions import QuestionAsked
from functions.gateway.openai.chat_messages import said_in
from functions.gateway.openai.chat_request import ChatRequest, question_of
from functions.gateway.openai.decoding import decoded
from functions.gateway.openai.errors import Unfit


def question_in(**fields: object) -> QuestionAsked:
    """Return the question that a chat with these fields asks."""
    given = decoded(msgspec.json.encode(fields), ChatRequest)
    return question_of(given, said_in(given.messages))


def param_of(given: dict[str, object], structure: type[msgspec.Struct]) -> str:
    """Return which field of a body is refused."""
    with pytest.raises(Unfit) as caught:
        decoded(msgspec.json.encode(given), structure)
    return caught.value.param
