"""What the answers of the whole chain are worth."""

import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol, TypeVar

import msgspec

from bench.evaluation.answer_matching import contains_answer, exact_match, f1
from bench.evaluation.beir import DataSet, Query
from bench.evaluation.citation_relevance import is_relevant
from bench.evaluation.phrases import unmarked
from minirag import Client

T = TypeVar("T")


class Timed(Protocol):
    """What took milliseconds, by stage."""

    @property
    def ms(self) -> Mapping[str, float]: ...


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """One answer, judged; what needs gold answers or judgements is None where the question has none."""

    id: str
    answerable: bool | None
    answered: bool
    answer: str
    generated: str
    contains: bool | None = None
    first_contains: bool | None = None  # the answer itself, without the quotes below it
    generated_contains: bool | None = None
    exact: bool | None = None
    f1: float | None = None
    cited: int | None = None  # passages
    relevant: int | None = None  # of them
    ms: dict[str, float]


def judged(client: Client, data_set: DataSet, queries: Sequence[Query], alpha: float) -> Iterator[Judged]:
    """Ask each question by POST /ask, one after another, and yield what its answer is worth."""
    for query in queries:
        body = {"question": query.text, "options": {"alpha": alpha}}
        yield judge(client.request("POST", "/ask", json=body, repeatable=True).json(), query, data_set)


def judge(done: dict[str, Any], query: Query, data_set: DataSet) -> Judged:
    """Return what an answer of the gateway is worth; a refusal to answer contains, matches and cites nothing."""
    answered = done["answered"]
    cited = [one for one in done["citations"] if answered and one.get("cited")]
    answer = unmarked(done["answer"]) if answered else ""
    generated = unmarked(done["generated"]) or answer
    quotes = (one["text"] for one in done["support"]) if answered else ()
    shown = "\n".join((answer, *quotes, *(one.get("quote", "") for one in cited)))
    return Judged(
        id=query.id,
        answerable=query.answerable,
        answered=answered,
        answer=done["answer"],
        generated=generated,
        ms=done["timings"],
        **(_matches(answer, generated, shown, query) if query.answers else {}),
        **(_citations(cited, query, data_set) if query.grades or query.answers else {}),
    )


def _matches(answer: str, generated: str, shown: str, query: Query) -> dict[str, Any]:
    return {
        "contains": contains_answer(shown, query.answers),
        "first_contains": contains_answer(answer, query.answers),
        "generated_contains": contains_answer(generated, query.answers),
        "exact": exact_match(answer, query.answers),
        "f1": f1(answer, query.answers),
    }


def _citations(cited: Sequence[dict[str, Any]], query: Query, data_set: DataSet) -> dict[str, Any]:
    return {"cited": len(cited), "relevant": sum(is_relevant(one, query, data_set) for one in cited)}


def answer_measures(answers: Sequence[Judged]) -> dict[str, float | None]:
    """Return every measure over these answers; None where no question has what it needs."""
    citing = [one for one in answers if one.cited is not None]
    cited = sum(one.cited or 0 for one in citing)
    return {
        "answer_contains": mean(answers, lambda one: one.contains),
        "generated_contains": mean(answers, lambda one: one.generated_contains),
        "shown_first_contains": mean(answers, lambda one: one.first_contains),
        "wrong_shown": mean(answers, _is_wrong),
        "exact_match": mean(answers, lambda one: one.exact),
        "f1": mean(answers, lambda one: one.f1),
        "citation_precision": round(sum(one.relevant or 0 for one in citing) / cited, 4) if cited else None,
        "citation_recall": mean(citing, lambda one: bool(one.relevant)),
        **_abstention(answers),
    }


def _is_wrong(one: Judged) -> bool | None:
    """Tell whether an answer is shown that is none; None where neither gold answers nor their lack are known."""
    if one.answerable is False:
        return one.answered
    return None if one.first_contains is None else one.answered and not one.first_contains


def _abstention(answers: Sequence[Judged]) -> dict[str, float | None]:
    right = {kind: [one.answered is kind for one in answers if one.answerable is kind] for kind in (True, False)}
    halves = [statistics.fmean(half) for half in right.values() if half]
    return {
        "abstention_accuracy": mean([*right[True], *right[False]], lambda is_right: is_right),
        "abstention_balanced": round(statistics.fmean(halves), 4) if len(halves) == len(right) else None,
        "answerable_answered": mean(right[True], lambda is_right: is_right),
        "unanswerable_declined": mean(right[False], lambda is_right: is_right),
    }


def median_times(answers: Sequence[Timed]) -> dict[str, float]:
    """Return the median milliseconds of each stage, over the answers that went through it."""
    stages = dict.fromkeys(stage for one in answers for stage in one.ms)
    return {stage: round(statistics.median(one.ms[stage] for one in answers if stage in one.ms), 1) for stage in stages}


def mean(items: Sequence[T], value: Callable[[T], float | None]) -> float | None:
    """Return the mean of what `value` gives for the items, None aside; None when there is none."""
    values = [found for found in map(value, items) if found is not None]
    return round(statistics.fmean(values), 4) if values else None
