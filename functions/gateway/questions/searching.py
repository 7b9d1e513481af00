"""POST /search: the passages that fit a question, without an answer."""

import time
from typing import Annotated

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from events.errors import Unavailable
from events.fields import Data, Model, Question
from events.questions import Alpha, Filters, Options, QuestionAsked
from events.searches import Neighbours, ScoredSentence, Scores, SearchedPassage, SearchResult, SearchWanted
from events.validation import decode
from functions.gateway.http.examples import CITATION, QUESTION, SENTENCE
from functions.gateway.http.operations import Content, answers, operation
from functions.gateway.http.responses import json, problem
from functions.gateway.http.validation import bounded_body
from functions.gateway.questions import pending
from functions.gateway.questions.ask import MAX_BODY
from functions.gateway.questions.stream import heard
from functions.gateway.questions.submit import close, submit, while_connected
from functions.gateway.services import Services, services


class SearchRequest(Data, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What to search for, and how."""

    query: Question
    filters: Filters = Filters()
    limit: Annotated[int, msgspec.Meta(ge=1, le=20, description="passages at most")] = 5
    alpha: Alpha = 0.5
    neighbours: Neighbours = 0
    spans: Annotated[bool, msgspec.Meta(description="with the best sentences of each passage, and their spans")] = False
    embedder: Model = ""


FOUND = SearchResult(
    query=QUESTION,
    searched=QUESTION,
    passages=[
        SearchedPassage(
            id=CITATION.id,
            document=CITATION.document,
            name=CITATION.name,
            text=SENTENCE,
            heading=CITATION.heading,
            page=None,
            start=CITATION.start,
            end=CITATION.end,
            language="en",
            scores=Scores(words=3.2, vectors=0.71, fused=1.0),
            sentences=[ScoredSentence(text=SENTENCE, start=CITATION.start, end=CITATION.end, score=0.82)],
        )
    ],
    timings={"embed": 8.1, "search": 4.2, "total": 19.7},
)
WANTED = Content(SearchRequest(query=QUESTION, spans=True))


@operation("Questions", answers(FOUND), 413, 422, 429, 502, 503, 504, bodies=(WANTED,))
async def search(request: Request) -> Response:
    """Find the passages that fit a question, without an answer."""
    shared, asked = services(request), time.monotonic()
    given = decode(await bounded_body(request, MAX_BODY), SearchRequest)
    question = await submit(wanted(given), request, asked)
    try:
        return await while_connected(request, _found(shared, question))
    finally:
        close(shared, question)


def wanted(given: SearchRequest) -> QuestionAsked:
    """Return the question that a search is on its way."""
    return QuestionAsked(
        question=given.query,
        filters=given.filters,
        options=Options(passages=given.limit, alpha=given.alpha),
        embedder=given.embedder,
        search=SearchWanted(neighbours=given.neighbours, spans=given.spans),
    )


async def _found(shared: Services, question: pending.Question) -> Response:
    """Wait for the passages, and return them, or the problem that stands in their place."""
    while (message := await heard(question)) is None or message.name not in pending.LAST_WORDS:
        pass
    if message.name == "found":
        return json(_finished(shared, question, message.data))
    shared.counters.count("searches_failed")
    if message.name == "answer":
        raise Unavailable("the functions are of an older version than this gateway: search again once they are not")
    return problem(message.data)


def _finished(shared: Services, question: pending.Question, found: SearchResult) -> SearchResult:
    shared.waiting.turnover(searches=True).answered(question.asked, time.monotonic())
    shared.counters.count("searches_answered")
    shared.counters.spend("search", question.age / 1000)
    return msgspec.structs.replace(found, timings={**found.timings, "total": question.age})
