"""What the asker of a question is told, from the first stage to the answer or the reason why there is none."""

import logging
import time
from collections.abc import AsyncIterator
from typing import Any

import msgspec

from events.errors import MiniRAGError
from events.questions import AnswerGenerated
from events.stages import ASKED
from functions.conversation.answer_view import shown_fields
from functions.conversation.turns import turn_of
from functions.gateway.http.responses import Problem, problem_data
from functions.gateway.questions.pending import Message, Question
from functions.gateway.services import Services, in_thread
from functions.stores.conversations import Turn

log = logging.getLogger("minirag")


async def messages_of(services: Services, tenant: str, question: Question) -> AsyncIterator[Message | None]:
    """Yield every message up to `done` or `error`; None is a sign of life during a long silence."""
    while (message := await heard(question)) is None or message.name not in ("answer", "error"):
        yield message
    if message.name == "error":
        services.counters.count("questions_failed")
        yield message
        return
    done = await finish(services, tenant, question, message.data)
    yield Message("citations", done["citations"])
    yield Message("done", {name: value for name, value in done.items() if name != "citations"})


async def heard(question: Question) -> Message | None:
    """Return the next message, or None after a long silence; of a question that has expired it is an error."""
    try:
        return await question.next()
    except TimeoutError:
        question.settled = True
        return Message("error", expired(question))


async def finish(services: Services, tenant: str, question: Question, answer: AnswerGenerated) -> dict[str, Any]:
    """Write the turn of the conversation, and return all that there is to say about the answer.

    What is to be kept nowhere, and what the model said of no documents, is in no conversation.
    """
    timings = {**answer.timings, "first_token": question.first_token or question.age, "total": question.age}
    turn = msgspec.structs.replace(turn_of(answer, question.id, tenant), timings=timings)
    if answer.store and not answer.plain:
        await _write(services, turn)
    services.waiting.turnover(searches=False).answered(question.asked, time.monotonic())
    services.counters.count("questions_answered")
    services.counters.spend("answer", timings["total"] / 1000)
    services.counters.spend("first_token", timings["first_token"] / 1000)
    return {
        "id": question.id,
        **shown_fields(answer),
        "conversation": turn.conversation,
        "model": answer.model,
        "embedder": answer.embedder,
        "finish_reason": answer.finish_reason,
        "timings": timings,
        "usage": answer.usage,
        "stages": question.stages,
        **({"plain": True} if answer.plain else {}),
    }


async def _write(services: Services, turn: Turn) -> None:
    try:
        await in_thread(lambda: services.records.get().add_turn(turn))
    except MiniRAGError as error:
        log.warning("the turn of question %s is left to `remember`: %s", turn.id, error.detail)


def expired(question: Question) -> Problem:
    """Return the problem of a question whose deadline has passed."""
    last = question.stages[-1]["stage"] if question.stages else ASKED.name
    seconds = round(question.expires - question.asked)
    told = f"the last stage heard of was {last}, and {question.waiting_for} came next"
    return problem_data(504, f"no answer within {seconds} seconds; {told}: ask again", stage=last, id=question.id)
