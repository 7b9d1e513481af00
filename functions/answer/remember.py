"""remember: the conversation log, also of questions whose gateway died or that had none."""

import functions_framework

from events.questions import AnswerGenerated
from events.registry import ANSWER_GENERATED
from functions.conversation.turns import turn_of
from functions.serving.env import Env
from functions.serving.handler import Function, serve
from functions.serving.work import Work


class Remember:
    """The step."""

    def __init__(self, env: Env) -> None:
        self._records = env.records

    def remember_turn(self, work: Work[AnswerGenerated]) -> None:
        """Write the turn, unless the gateway has written it already; without a conversation, the question is one.

        What is to be kept nowhere, and what the model said of no documents, is in no conversation.
        """
        if work.data.plain or not work.data.store:
            return
        self._records.get().add_turn(turn_of(work.data, work.subject, work.tenant))


def build(env: Env) -> Function:
    """Return the function of this world."""
    return serve("remember", env, {ANSWER_GENERATED: Remember(env).remember_turn}, (env.records,))


remember = functions_framework.http(build(Env.from_environment()))
