"""remember: the conversation log, also of questions whose gateway died or that had none."""

import functions_framework

from events.questions import AnswerGenerated
from events.registry import ANSWER_GENERATED
from functions.conversation.turns import turn_of
from functions.serving.env import Env
from functions.serving.handler import serve
from functions.serving.work import Work

env = Env.from_environment()
records = env.records


def remember_turn(work: Work[AnswerGenerated]) -> None:
    """Write the turn, unless the gateway has written it already; without a conversation, the question is its own."""
    records.get().add_turn(turn_of(work.data, work.subject, work.tenant))


remember = functions_framework.http(serve("remember", env, {ANSWER_GENERATED: remember_turn}, (records,)))
