"""The way that fits a question: read out of the documents where its kind is sure, else none."""

import re
from collections.abc import Callable

from events.questions import DirectAnswer, Filters
from functions.answer.direct.arithmetic import averaged, counted_in, summed
from functions.answer.direct.collection import about_the_collection
from functions.answer.direct.comparing import compared
from functions.answer.direct.contradiction import contradicting
from functions.answer.direct.extremes import extreme
from functions.answer.direct.listing import counted, introduced, listed
from functions.answer.direct.lookups import empty_cell, looked_up
from functions.answer.direct.sources import Direct, Sources
from functions.answer.direct.summary import summarised
from functions.text.frames import framed
from functions.text.question_kind import Asked, Kind
from functions.text.question_patterns import HOW_MANY
from functions.text.superlatives import end_when

_WAYS: dict[Kind, Callable[[Asked, Sources], Direct | None]] = {
    "list": listed,
    "count": counted,
    "sum": summed,
    "average": averaged,
    "extreme": extreme,
    "summary": summarised,
    "summary of a document": summarised,
    "compare": compared,
}
_WITHOUT_A_SEARCH: frozenset[Kind] = frozenset(
    ("greeting", "thanks", "help", "impossible", "collection", "collection count", "newest document")
)


def needs_no_search(asked: Asked) -> bool:
    """Tell whether a question is answered without passages."""
    return asked.kind in _WITHOUT_A_SEARCH


def answered_directly(asked: Asked, question: str, sources: Sources) -> Direct | None:
    """Return the answer that is read out of the documents; None where the question goes the usual way.

    `question` is what was searched for. A question that goes the usual way is looked at for documents that contradict
    each other.
    """
    if needs_no_search(asked):
        return about_the_collection(asked.kind, sources)
    if lets_nothing_through(sources):
        return Direct(DirectAnswer(answer=framed(sources.language, "nothing let through"), answered=False))
    way = _WAYS.get(asked.kind)
    found = way(asked, sources) if way else None
    by_lead = introduced(question, sources) if not found and asked.kind in ("fact", "list") else None
    if not found and asked.kind == "fact":
        found = extreme(_when(question), sources) or looked_up(question, sources)
    if not found and asked.kind == "count":
        found = counted_in(asked, sources) or empty_cell(question, sources)
    if not found and asked.kind == "sum" and re.match(HOW_MANY, question, re.IGNORECASE):
        found = counted(asked, sources)
    return found or by_lead or contradicting(question, sources)


def lets_nothing_through(sources: Sources) -> bool:
    """Tell whether filters are the reason that nothing was found: that is not what no document says."""
    return not sources.hits and sources.filters != Filters() and not sources.searchable()


def _when(question: str) -> Asked:
    """Return what a question asks for that asks when something was done first or last."""
    return Asked("extreme", question.strip(" ?!."), superlative=end_when(question))
