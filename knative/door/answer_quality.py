"""How many answers of the full chain hold what they should."""

import statistics
from collections.abc import Iterator, Sequence
from typing import Any

import httpx

from knative.door.beir import Query
from knative.door.gateway_client import checked
from knative.door.ranking import contains_answer


def answered(client: httpx.Client, queries: Sequence[Query]) -> Iterator[dict[str, Any]]:
    """Ask each question by POST /ask, one after another, and yield what its answer holds."""
    for query in queries:
        done = checked(client.post("/ask", json={"question": query.text})).json()
        quotes = [citation.get("quote", "") for citation in done["citations"]]
        yield {
            "id": query.id,
            "answer": done["answer"],
            "in_answer": contains_answer(done["answer"], query.answers),
            "in_best_quote": contains_answer(quotes[0], query.answers) if quotes else False,
            "in_any_quote": any(contains_answer(quote, query.answers) for quote in quotes),
            "ms": done["timings"]["total"],
        }


def summary(answers: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the counts over all answers and the median time."""
    counts = {name: sum(one[name] for one in answers) for name in ("in_answer", "in_best_quote", "in_any_quote")}
    return {"questions": len(answers), **counts, "median_ms": round(statistics.median(one["ms"] for one in answers), 1)}
