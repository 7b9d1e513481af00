"""GET /questions/{id} and the conversations."""

from typing import Annotated

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from functions.gateway.http.examples import QUESTION, TURN
from functions.gateway.http.operations import answers, operation
from functions.gateway.http.responses import json, not_found
from functions.gateway.http.serializers import Moment, TurnView, moment, turn_described
from functions.gateway.http.validation import Limited, id_in_path, query_of
from functions.gateway.questions.ask import StageHeard
from functions.gateway.questions.pending import Question
from functions.gateway.services import in_thread, services, tenant_of_request


class WaitingQuestion(msgspec.Struct, frozen=True, kw_only=True, tag_field="state", tag="waiting"):
    """A question on its way."""

    id: str
    conversation: str
    question: str
    stages: list[StageHeard]
    waiting_for: Annotated[str, Meta(description="the stage that comes next")]
    text: Annotated[str, Meta(description="the model's words so far, unchecked")]
    checked: bool


class ConversationView(msgspec.Struct, frozen=True, kw_only=True):
    """A conversation in a list."""

    id: str
    first_question: str
    turns: Annotated[int, Meta(ge=1)]
    at: Annotated[Moment, Meta(description="of its latest turn")]


class ConversationList(msgspec.Struct, frozen=True, kw_only=True):
    """Conversations, newest first."""

    conversations: list[ConversationView]


class Conversation(msgspec.Struct, frozen=True, kw_only=True):
    """The newest turns of a conversation, oldest first."""

    id: str
    turns: list[TurnView]


ONE = ConversationView(id=TURN.conversation, first_question=QUESTION, turns=1, at=TURN.at)


@operation("Questions", answers(TURN, type_=TurnView | WaitingQuestion), 404, 503)
async def show_question(request: Request) -> Response:
    """Show what is known of a question: its stages and text while it is waited for, its answer afterwards."""
    shared, tenant, id_ = services(request), tenant_of_request(request), id_in_path(request, "question")
    waiting = shared.waiting.get(id_)
    if waiting and not waiting.settled:
        return json(_so_far(waiting))
    records = await in_thread(shared.records.get)
    if turn := await in_thread(records.turn, tenant, id_):
        return json(turn_described(turn))
    if waiting:  # its turn is just being written
        return json(_so_far(waiting))
    raise not_found("question")


def _so_far(waiting: Question) -> WaitingQuestion:
    return WaitingQuestion(
        id=waiting.id,
        conversation=waiting.conversation,
        question=waiting.text,
        stages=msgspec.convert(waiting.stages, list[StageHeard]),
        waiting_for=waiting.waiting_for,
        text=waiting.attempts.text,
        checked=False,
    )


LISTED = answers(ConversationList(conversations=[ONE]), show_conversation="/conversations/0/id")


@operation("Questions", LISTED, 422, 503, query=Limited)
async def list_conversations(request: Request) -> Response:
    """List the conversations, newest first."""
    given, records = query_of(request, Limited), await in_thread(services(request).records.get)
    found = await in_thread(records.conversations, tenant_of_request(request), limit=given.limit)
    shown = [
        ConversationView(id=each.id, first_question=each.first_question, turns=each.turns, at=moment(each.at))
        for each in found
    ]
    return json(ConversationList(conversations=shown))


@operation("Questions", answers(Conversation(id=TURN.conversation, turns=[TURN])), 404, 422, 503, query=Limited)
async def show_conversation(request: Request) -> Response:
    """Show the newest turns of a conversation, oldest first."""
    id_, given = id_in_path(request, "conversation"), query_of(request, Limited)
    records = await in_thread(services(request).records.get)
    turns = await in_thread(records.turns, tenant_of_request(request), id_, limit=given.limit)
    if not turns:
        raise not_found("conversation")
    return json(Conversation(id=id_, turns=[turn_described(turn) for turn in turns]))
