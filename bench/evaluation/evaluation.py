"""The evaluation itself: what a running MiniRAG finds and answers to the questions of a data set."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

import click
import msgspec

from bench.evaluation.answer_matching import contains_answer
from bench.evaluation.answer_quality import (
    Judged,
    answer_measures,
    judged,
    median_times,
)
from bench.evaluation.beir import DataSet, Query, spread
from bench.evaluation.ranking import ranking_measures
from bench.evaluation.retrieval import (
    ALPHAS,
    SHOWN,
    Found,
    Mode,
    embedded,
    found,
)
from cli.terminal.progress_bar import progress_bar
from minirag import Client


@dataclass(frozen=True, slots=True)
class Plan:
    """Which questions are searched for, which go through the whole chain, and how it is searched (the first mode is
    also that of the answers)."""

    searched: list[Query]
    asked: list[Query]
    modes: tuple[Mode, ...]


def planned(
    data_set: DataSet, limit: int, answers: int | None, unanswerable: int | None, modes: Sequence[Mode]
) -> Plan:
    """Return the plan: `limit` (0: no limit) of all questions; of them as many answerable ones and others as given
    (None: all) through the whole chain, as far as an answer can be judged."""
    chosen = spread(data_set.queries, limit)
    searched = [query for query in chosen if query.answerable is not False]
    judgeable = [query for query in searched if query.answers or query.grades]
    others = [query for query in chosen if query.answerable is False]
    asked = [*_part(judgeable, answers), *_part(others, unanswerable)]
    return Plan(searched, asked, tuple(modes))


def _part(queries: list[Query], count: int | None) -> list[Query]:
    return [] if count == 0 else spread(queries, count or 0)


def send(client: Client, data_set: DataSet) -> None:
    """Upload what is not there yet; raise `ClickException` when a document cannot be indexed."""
    with progress_bar("uploading", len(data_set.contents)) as show:
        for tally in client.upload_all(data_set.contents):
            show(tally.settled, "searchable")
    if tally.failed:
        name, reason = next(iter(tally.failed.items()))
        raise click.ClickException(f"{len(tally.failed)} documents were not indexed, such as {name}: {reason}")


def documents_there(client: Client) -> int:
    """Return the number of documents that are searchable."""
    counts = client.request("GET", "/documents", params={"limit": 1}).json()["counts"]
    return int(counts.get("indexed", 0))


def measured(client: Client, data_set: DataSet, plan: Plan, keep: Callable[[Judged], None]) -> dict[str, Any]:
    """Return every measure: the retrieval's by mode, the answers', the median times, and each answer.

    Each answer is given to `keep` as soon as it is judged.
    """
    retrieval = retrieval_measures(client, data_set, plan)
    answers = all_judged(client, data_set, plan, keep)
    return {
        **retrieval[plan.modes[0]],
        **answer_measures(answers),
        "questions": {"searched": len(plan.searched), "asked": len(plan.asked)},
        "median_ms": median_times(answers),
        "modes": retrieval,
        "answers": msgspec.to_builtins(answers),
    }


def retrieval_measures(client: Client, data_set: DataSet, plan: Plan, embedder: str = "") -> dict[Mode, dict[str, Any]]:
    """Return the measures of each mode, in the index of this model or in the one that answers."""
    everything: dict[Mode, list[Found]] = {mode: [] for mode in plan.modes}
    with progress_bar("searching", len(plan.searched)) as show:
        for number, query in enumerate(plan.searched, start=1):
            question = embedded(client, query.text, embedder)
            for mode, results in everything.items():
                results.append(found(client, question, mode))
            show(number)
    return {mode: _measures(data_set, plan.searched, results) for mode, results in everything.items()}


def _measures(data_set: DataSet, queries: Sequence[Query], results: Sequence[Found]) -> dict[str, Any]:
    pairs = list(zip(queries, results, strict=True))
    ranked = {query.id: [data_set.ids[name] for name in one.names if name in data_set.ids] for query, one in pairs}
    grades = {query.id: query.grades for query in queries} if data_set.ids else {}
    hits = {
        query.id: any(contains_answer(passage.text, query.answers) for passage in one.passages)
        for query, one in pairs
        if query.answers
    }
    hit = round(fmean(hits.values()), 4) if hits else None
    missed = [id_ for id_, is_hit in hits.items() if not is_hit]
    return {**ranking_measures(ranked, grades), f"hit@{SHOWN}": hit, "missed": missed}


def all_judged(client: Client, data_set: DataSet, plan: Plan, keep: Callable[[Judged], None]) -> list[Judged]:
    """Return what the answers of the whole chain are worth."""
    answers: list[Judged] = []
    with progress_bar("answering", len(plan.asked)) as show:
        for answer in judged(client, data_set, plan.asked, ALPHAS[plan.modes[0]]):
            answers.append(answer)
            keep(answer)
            show(len(answers))
    return answers


def measure_text(value: float | None) -> str:
    """Return a measure as tables show it."""
    return "-" if value is None else f"{value:.4f}"
