"""What a search finds: by `POST /search`, as it is served, and behind that the ranking that `search` itself gives."""

from dataclasses import dataclass
from typing import Literal

import msgspec

from cli.client.home_key import signing_key
from events import binding
from events.event import Event, make
from events.identity import question_id
from events.questions import Options, QuestionAsked, QuestionEmbedded
from events.rankings import RankedDocuments, RankingWanted
from events.registry import QUESTION_ASKED
from events.searches import SearchedPassage, SearchResult
from events.signature import signed
from events.validation import decode
from minirag import Client

SHOWN = 5  # passages among which an answer's text must be
MOST = 20  # passages that a question may ask for

Mode = Literal["hybrid", "dense", "bm25"]
ALPHAS: dict[Mode, float] = {"hybrid": Options().alpha, "dense": 1.0, "bm25": 0.0}


@dataclass(frozen=True, slots=True)
class Found:
    """The passages that a question would be answered from, and the names of up to 100 documents, best first."""

    passages: list[SearchedPassage]
    names: list[str]


def embedded(client: Client, question: str, embedder: str = "") -> QuestionEmbedded:
    """Return the question with its vector, by this model or the one whose index answers."""
    asked = make(QUESTION_ASKED, "/minirag/eval", question_id(), QuestionAsked(question=question, embedder=embedder))
    return decode(invoked(client, "embed-questions", asked).data, QuestionEmbedded)


def found(client: Client, question: QuestionEmbedded, mode: Mode) -> Found:
    """Return what is found, as a user gets it: the first `SHOWN` passages, the documents of the first 20.

    No search gives more passages; behind those documents stand the ones that `search` ranks without texts.
    """
    alpha = ALPHAS[mode]
    wanted = RankingWanted(question=question.question, vector=question.vector, alpha=alpha, embedder=question.embedder)
    more = called(client, "search", "/ranking", msgspec.json.encode(wanted))
    names = [passage.name for passage in _passages(client, question, MOST, alpha)]
    names += msgspec.json.decode(more, type=RankedDocuments).names
    return Found(_passages(client, question, SHOWN, alpha), list(dict.fromkeys(names)))


def _passages(client: Client, question: QuestionEmbedded, limit: int, alpha: float) -> list[SearchedPassage]:
    body = {"query": question.question, "limit": limit, "alpha": alpha, "embedder": question.embedder}
    response = client.request("POST", "/search", json=body, repeatable=True)
    return decode(response.content, SearchResult).passages


def invoked(client: Client, function: str, event: Event) -> Event:
    """Return the event that a function of the local runtime answers this event with, signed as by one of them."""
    headers, body = binding.send(signed(signing_key(), event))
    headers["host"] = f"{function}.localhost"
    response = client.request("POST", "/", headers=headers, content=body, repeatable=True)
    return binding.receive(dict(response.headers), response.content)


def called(client: Client, function: str, path: str, body: bytes) -> bytes:
    """Return what a function of the local runtime answers at this path, outside of any event."""
    headers = {"host": f"{function}.localhost", "content-type": "application/json"}
    return client.request("POST", path, headers=headers, content=body, repeatable=True).content
