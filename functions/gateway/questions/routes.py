"""GET /questions/{id} and the conversations."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from functions.gateway.http.responses import json, not_found
from functions.gateway.http.serializers import moment, turn_described
from functions.gateway.http.validation import id_in_path, limit_of
from functions.gateway.questions.pending import Question
from functions.gateway.services import in_thread, services, tenant_of_request


async def question(request: Request) -> Response:
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


def _so_far(waiting: Question) -> dict[str, Any]:
    return {
        "id": waiting.id,
        "state": "waiting",
        "conversation": waiting.conversation,
        "question": waiting.text,
        "stages": waiting.stages,
        "waiting_for": waiting.waiting_for,
        "text": waiting.attempts.text,
        "checked": False,
    }


async def conversations(request: Request) -> Response:
    """List the conversations, newest first."""
    records = await in_thread(services(request).records.get)
    found = await in_thread(records.conversations, tenant_of_request(request), limit=limit_of(request))
    shown = [
        {"id": each.id, "first_question": each.first_question, "turns": each.turns, "at": moment(each.at)}
        for each in found
    ]
    return json({"conversations": shown})


async def conversation(request: Request) -> Response:
    """Show the newest turns of a conversation, oldest first."""
    id_, records = id_in_path(request, "conversation"), await in_thread(services(request).records.get)
    turns = await in_thread(records.turns, tenant_of_request(request), id_, limit=limit_of(request))
    if not turns:
        raise not_found("conversation")
    return json({"id": id_, "turns": [turn_described(turn) for turn in turns]})
