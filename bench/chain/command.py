"""`./build.sh bench chain`: cold starts, the chain's own overhead, and the speed of ingest."""

import json
from pathlib import Path
from typing import Any

import click

from bench.chain.ingest_rate import ingest_rate, raw_rate, texts
from bench.chain.overhead import (
    cold_question,
    cold_starts,
    median,
    overheads,
)
from bench.chain.searching import cold_search, figures, warm
from bench.engine.figures import percentile
from bench.private_runtime import PrivateRuntime, private_runtime
from cli.terminal.progress_bar import progress_bar
from minirag.uploads import Content
from model.embedding import Embedder

WINDOW = 4.0  # idle seconds before the services go to zero: longer than the pauses within a measurement
WARM = 60.0  # the same where nothing may go to zero: waking all services, one by one, takes longer than WINDOW
WARM_UP = 5  # questions that are not counted


@click.command(name="chain")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--questions", default=50, show_default=True, help="Warm questions for the overhead.")
@click.option("--rounds", default=3, show_default=True, help="Rounds of the other measurements.")
@click.option("--data", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Texts to ingest.")
def bench(as_json: bool, questions: int, rounds: int, data: Path | None) -> None:
    """Measure MiniRAGs of its own, each with an empty store, that this command starts and stops.

    \b
    ingest          chunks per second from the first upload until all are searchable, services warm. The documents are
                    60 of this project's own source files, or those of --data. Against the embedding model in this
                    process, on the same chunks in the same batches; the two take turns, the medians are compared.
    overhead        per warm question: from the gateway's receipt until it hears that generate has started, less the
                    time inside the handlers of embed, search and prompt; one question at a time
    cold question   from asking, every service at zero, to the first token, seen by the client
    search          a warm question by POST /ask, and by POST /search without and with spans, in turns, seen by the
                    client; and a search with every service at zero
    cold start      per service: from the first request (GET /wake) to its answer, all others at zero

    Files are in the operating system's cache, as they are on a machine that has run it before. Stop what else runs.
    """
    contents = texts(data)
    result = {"ingest": ingest(contents, rounds)}
    click.echo("starting a MiniRAG of its own ...", err=True)
    with private_runtime(WINDOW) as runtime:
        ingest_rate(runtime, contents)  # for the questions to find
        result["overhead_ms"] = overhead(runtime, questions)
        result["search_ms"] = searches(runtime, questions)
        result["cold_question_s"] = cold_questions(runtime, rounds)
        result["cold_search_s"] = cold_searches(runtime, rounds)
        result["cold_start_s"] = services(runtime, rounds)
    click.echo(json.dumps(result) if as_json else as_text(result))


def ingest(contents: dict[str, Content], rounds: int) -> dict[str, Any]:
    """Return both rates in chunks per second, and their ratio; each round has a new store that knows no vectors."""
    embedder = Embedder.load()
    chain, raw = [], []
    with progress_bar("ingest", rounds) as show:
        for number in range(rounds):
            with private_runtime(WARM) as runtime:
                chain.append(ingest_rate(runtime, contents))
                raw.append(raw_rate(runtime, embedder.embed_passages))
            show(number + 1, f"{chain[-1]:.0f} of {raw[-1]:.0f} chunks per second")
    embedder.close()
    rates = {"chunks_per_s": median(chain, 1), "raw_chunks_per_s": median(raw, 1)}
    return {"documents": len(contents), **rates, "ratio": round(rates["chunks_per_s"] / rates["raw_chunks_per_s"], 3)}


def overhead(runtime: PrivateRuntime, questions: int) -> dict[str, float]:
    """Return p50 and p95 of the chain's own milliseconds."""
    runtime.wake_all()
    found: list[float] = []
    with progress_bar("warm questions", WARM_UP + questions) as show:
        for one in overheads(runtime.client, WARM_UP + questions):
            found.append(one)
            show(len(found))
    counted = found[WARM_UP:]
    return {
        "p50": round(percentile(counted, 50), 2),
        "p95": round(percentile(counted, 95), 2),
        "questions": len(counted),
    }


def cold_questions(runtime: PrivateRuntime, rounds: int) -> dict[str, Any]:
    """Return the median and every time of an all-cold question, in seconds."""
    found: list[float] = []
    with progress_bar("cold questions", rounds) as show:
        for _ in range(rounds):
            found.append(cold_question(runtime))
            show(len(found))
    return {"median": median(found), "each": [round(one, 3) for one in found]}


def searches(runtime: PrivateRuntime, questions: int) -> dict[str, float]:
    """Return the median milliseconds of a question and of the searches beside it."""
    found = []
    with progress_bar("warm searches", WARM_UP + questions) as show:
        for one in warm(runtime.client, WARM_UP + questions):
            found.append(one)
            show(len(found))
    return figures(found[WARM_UP:])


def cold_searches(runtime: PrivateRuntime, rounds: int) -> dict[str, Any]:
    """Return the median and every time of an all-cold search, in seconds."""
    found: list[float] = []
    with progress_bar("cold searches", rounds) as show:
        for _ in range(rounds):
            found.append(cold_search(runtime))
            show(len(found))
    return {"median": median(found), "each": [round(one, 3) for one in found]}


def services(runtime: PrivateRuntime, rounds: int) -> dict[str, float]:
    """Return the median cold start of each service, in seconds."""
    found: dict[str, list[float]] = {name: [] for name in runtime.services()}
    total = 0
    with progress_bar("cold starts", rounds * len(found)) as show:
        for service, seconds in cold_starts(runtime, rounds):
            found[service].append(seconds)
            total += 1
            show(total, service)
    return {service: median(times) for service, times in found.items()}


def as_text(result: dict[str, Any]) -> str:
    """Return the measurements as lines of text."""
    rates, own, cold = result["ingest"], result["overhead_ms"], result["cold_question_s"]
    search, at_zero = result["search_ms"], result["cold_search_s"]
    lines = [
        f"ingest         {rates['chunks_per_s']:.1f} chunks/s, the embedder alone {rates['raw_chunks_per_s']:.1f}: "
        f"{rates['ratio']:.0%} ({rates['documents']} documents)",
        f"overhead       {own['p50']:.1f} ms p50, {own['p95']:.1f} ms p95 over {own['questions']} warm questions",
        f"cold question  {cold['median']:.2f} s to the first token (each: {', '.join(map(str, cold['each']))})",
        f"search         {search['search']:.1f} ms, with spans {search['spans']:.1f}, an answer {search['ask']:.1f}: "
        f"{search['search_to_ask']:.0%} ({search['questions']} warm questions, medians)",
        f"cold search    {at_zero['median']:.2f} s (each: {', '.join(map(str, at_zero['each']))})",
        "cold start",
    ]
    return "\n".join(lines + [f"  {name:18} {seconds:.2f} s" for name, seconds in result["cold_start_s"].items()])
