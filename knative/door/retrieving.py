"""Asking the functions themselves for passages: `embed-questions`, then `search`, over HTTP, without the Broker."""

import httpx

from events import binding
from events.event import Event, make
from events.identity import question_id
from events.questions import FoundPassage, Options, PassagesFound, QuestionAsked
from events.registry import QUESTION_ASKED
from events.validation import decode
from knative.door.gateway_client import checked, patiently

MOST = 20  # passages that a question may ask for


def found_passages(client: httpx.Client, question: str, limit: int) -> list[FoundPassage]:
    """Return up to `limit` passages for the question, best first."""
    data = QuestionAsked(question=question, options=Options(passages=limit))
    asked = make(QUESTION_ASKED, "/minirag/door", question_id(), data)
    found = invoked(client, "search", invoked(client, "embed-questions", asked))
    return decode(found.data, PassagesFound).passages


def invoked(client: httpx.Client, function: str, event: Event) -> Event:
    """Return the event that a function of the local runtime answers this event with."""
    headers, body = binding.send(event)
    headers["host"] = f"{function}.localhost"
    response = checked(patiently(lambda: client.post("/", headers=headers, content=body)))
    return binding.receive(dict(response.headers), response.content)
