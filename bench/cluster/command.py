"""`./build.sh bench cluster`: what a deployed MiniRAG costs in time and memory on a real Knative."""

import json
import time
from collections.abc import Callable
from typing import Any

import click
import httpx

from bench.chain.overhead import median, overheads, timed_answer
from bench.chain.searching import figures, warm
from bench.cluster.memory_use import memory_by_part
from bench.cluster.short_windows import short_windows, wait_for_zero
from bench.cluster.timings import (
    cold_question,
    cold_search,
    cold_start,
    ingest,
    remove,
    without_wakes,
)
from bench.engine.figures import percentile
from cli.cluster.gateway_access import gateway_client
from cli.cluster.port_forward import forwarded
from cli.terminal.progress_bar import progress_bar
from minirag import Client

PARTS = ("overhead", "search", "cold-question", "ingest", "cold-start")
WARM_UP = 5  # questions that are not counted


@click.command(name="cluster")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--questions", default=50, show_default=True, help="Warm questions for the overhead.")
@click.option("--rounds", default=3, show_default=True, help="Rounds of each cold measurement.")
@click.option("--documents", default=200, show_default=True, help="Documents to ingest; deleted again.")
@click.option("--part", "parts", multiple=True, type=click.Choice(PARTS), help="Only this; may be repeated.")
def bench(as_json: bool, questions: int, rounds: int, documents: int, parts: tuple[str, ...]) -> None:
    """Measure the MiniRAG that is deployed on the cluster of KUBECONFIG.

    \b
    overhead        per warm question: from the gateway's receipt until it hears that generate has started, less the
                    time inside the handlers of embed, search and prompt: four hops through the Broker
    search          a warm question by POST /ask, and by POST /search without and with spans, in turns, seen by the
                    client; and a search with every Service at zero
    cold-question   every Service at zero: to the first token and to the whole answer, with and without wake Triggers;
                    memory at rest
    ingest          small documents: seconds until all are searchable, from zero, and the pods that embedded them;
                    memory at work
    cold-start      per Service, alone, with all others at zero: from a first request inside the cluster to its answer

    While it runs, the Services go to zero after 10 seconds; their own settings come back in the end. About an hour.
    """
    result: dict[str, Any] = {}
    with short_windows() as services, gateway_client() as client:
        measures: dict[str, Callable[[], dict[str, Any]]] = {
            "overhead": lambda: {"overhead_ms": overhead(client, questions)},
            "search": lambda: searching(client, questions, rounds),
            "cold-question": lambda: asking_cold(client, rounds),
            "ingest": lambda: ingesting(client, documents),
            "cold-start": lambda: {"cold_start_s": cold_starts(services, rounds)},
        }
        for part in parts or PARTS:
            found = measures[part]()
            click.echo(json.dumps(found), err=True)  # an hour's work is not lost when the rest fails
            result |= found
    click.echo(json.dumps(result, indent=None if as_json else 2))


def asking_cold(client: Client, rounds: int) -> dict[str, Any]:
    """Return the times of cold questions with and without the wake Triggers, and the memory when all is at rest."""
    woken = cold_questions(client, rounds)
    with without_wakes():
        timed_answer(client)  # the channel has taken note of the Triggers' absence once a question comes through
        unwoken = cold_questions(client, rounds)
    wait_for_zero()
    return {
        "cold_question_s": woken,
        "cold_question_unwoken_s": unwoken,
        "memory_at_rest_mib": memory_by_part(),
    }


def overhead(client: Client, questions: int) -> dict[str, float]:
    """Return p50 and p95 of the chain's own milliseconds."""
    found: list[float] = []
    with progress_bar("warm questions", WARM_UP + questions) as show:
        for one in overheads(client, WARM_UP + questions):
            found.append(one)
            show(len(found))
    counted = found[WARM_UP:]
    return {"p50": round(percentile(counted, 50), 1), "p95": round(percentile(counted, 95), 1)}


def searching(client: Client, questions: int, rounds: int) -> dict[str, Any]:
    """Return the milliseconds of warm questions and searches, and the seconds of cold searches."""
    timed = list(warm(client, WARM_UP + questions))
    cold = [cold_search(client) for _ in range(rounds)]
    return {"search_ms": figures(timed[WARM_UP:]), "cold_search_s": [round(one, 2) for one in cold]}


def cold_questions(client: Client, rounds: int) -> dict[str, list[float]]:
    """Return the seconds to the first token and to the whole answer of each round."""
    found: list[tuple[float, float]] = []
    with progress_bar("cold questions", rounds) as show:
        for number in range(rounds):
            found.append(cold_question(client))
            show(number + 1)
    first, whole = zip(*found, strict=True)
    return {"first_token": [round(one, 2) for one in first], "whole_answer": [round(one, 2) for one in whole]}


def ingesting(client: Client, documents: int) -> dict[str, Any]:
    """Return the speed of ingest, the pods that embedded, and the memory in the end, while all are still there."""
    prefix = f"bench-{time.time_ns()}"
    wait_for_zero()
    try:
        seconds, most = ingest(client, documents, prefix)
        memory = memory_by_part()
    finally:
        remove(client, prefix)
    return {"ingest": {"documents": documents, "s": round(seconds, 1), "pods": most}, "memory_at_work_mib": memory}


def cold_starts(services: list[str], rounds: int) -> dict[str, float]:
    """Return the median cold start of each Service, in seconds."""
    found: dict[str, list[float]] = {name: [] for name in services}
    with (
        forwarded("service/kourier-internal", 80, "kourier-system") as port,
        httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=300.0, trust_env=False) as client,
        progress_bar("cold starts", rounds * len(services)) as show,
    ):
        for number, name in enumerate(services * rounds):
            found[name].append(cold_start(client, name))
            show(number + 1, name)
    return {name: median(times, 2) for name, times in found.items()}
