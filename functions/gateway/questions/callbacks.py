"""POST /answers/{id}/{signature}: what the other functions tell about a question on its way, and its answer."""

from collections.abc import AsyncIterator

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from events.binding import media_type
from events.errors import Rejected
from events.questions import AnswerGenerated
from events.searches import SearchResult
from events.validation import decode
from functions.gateway.http.operations import unlisted
from functions.gateway.http.responses import problem_data
from functions.gateway.http.validation import bounded_body, id_in_path
from functions.gateway.questions.pending import PendingQuestions, Question
from functions.gateway.services import services
from functions.serving.signing import verified

MAX_LINE = 1024 * 1024  # bytes; an answer carries the text of its passages


class Broken(msgspec.Struct, frozen=True, kw_only=True):
    """Why a question will get no answer."""

    stage: str
    reason: str
    code: int = 0


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A short word from a stage: that it is done, or has begun an attempt, or that the question has failed; or all that
    a search has found."""

    stage: str = ""
    ms: float | None = None
    state: str = ""
    attempt: str = ""
    error: Broken | None = None
    found: SearchResult | None = None


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the token stream: a numbered token of an attempt, or its whole answer.

    `checked` is what the answer goes on with for certain: sentences that have passed the check, with their markers.
    """

    attempt: str
    n: int = 0
    text: str = ""
    checked: str = ""
    answer: AnswerGenerated | None = None


@unlisted
async def answers(request: Request) -> Response:
    """Take a report or a token stream; 410 once nobody waits for the question any more."""
    shared = services(request)
    id_ = id_in_path(request, "question")
    if not verified(shared.settings.signing_key, f"{shared.address}/answers/{id_}", request.path_params["signature"]):
        raise Rejected("this address is not signed by this gateway: answer at the event's `replyto`", status=403)
    question = shared.waiting.get(id_)
    if question is None:
        raise _gone()
    kind = media_type(request.headers.get("content-type", ""))
    if kind == "application/json":
        _hear_report(question, decode(await bounded_body(request, MAX_LINE), Report))
    elif kind == "application/x-ndjson":
        await _hear_stream(request, shared.waiting, question)
    else:
        raise Rejected("send a report as application/json, or tokens as application/x-ndjson", status=415)
    return Response(status_code=204)


def _hear_report(question: Question, report: Report) -> None:
    if report.error:
        detail = f"the question failed at {report.error.stage}: {report.error.reason}"
        question.tell("error", problem_data(502, detail, id=question.id, **msgspec.to_builtins(report.error)))
        return
    if report.found:
        question.hear_found(report.found)
    if report.attempt:
        question.hear_attempt(report.attempt)
    if report.stage:
        question.hear_stage(report.stage, report.ms, report.state)


async def _hear_stream(request: Request, waiting: PendingQuestions, question: Question) -> None:
    answered = False
    async for text in _lines(request):  # to its very end, so that the connection can be used again
        if not answered and not _is_waited_for(waiting, question):
            raise _gone()
        answered = answered or (bool(text) and _hear_line(question, decode(text, Line)))


def _is_waited_for(waiting: PendingQuestions, question: Question) -> bool:
    return not question.settled and waiting.get(question.id) is not None


def _hear_line(question: Question, line: Line) -> bool:
    """Take one line; tell whether it was the answer. Raises `Rejected` (410) when a newer attempt has begun."""
    question.hear_attempt(line.attempt)
    if not question.attempts.follows(line.attempt):
        raise Rejected("a newer attempt at this answer has begun: stop this one", status=410)
    if line.answer:
        question.hear_answer(line.answer)
    else:
        question.hear_token(line.n, line.text, line.checked)
    return line.answer is not None


async def _lines(request: Request) -> AsyncIterator[bytes]:
    """Yield each line; an empty one says only that the question is still being read."""
    rest = b""
    async for part in request.stream():
        *lines, rest = (rest + part).split(b"\n")
        for line in lines:
            yield line
        if len(rest) > MAX_LINE:
            raise Rejected("a line of the token stream is too long", status=413)
    if rest:
        yield rest


def _gone() -> Rejected:
    return Rejected("nobody waits for this question any more: stop", status=410)
