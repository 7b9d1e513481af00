"""`./build.sh bench engine`: our engine beside sentence-transformers, llama-server and llama-cpp-python's server."""

import json
import os
import platform
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from bench.engine import embed_bench, engine_bench, limits
from bench.engine.aims import (
    COLUMNS,
    Measured,
    compared,
    number,
    rows,
)
from bench.engine.figures import Spread
from bench.engine.peers import (
    OURS,
    SENTENCE_TRANSFORMERS,
    Setting,
    end_when_told,
    in_turn,
    installed,
    missing,
)
from bench.engine.physics import Reached, reached
from bench.engine.weight_sizes import weight_sizes
from bench.engine.workloads import QUESTIONS, passage_tokens
from bench.evaluation.beir import spread
from bench.texts import prompt_texts, running_passages
from cli.terminal.progress_bar import progress_bar
from cli.terminal.tables import print_table
from events.errors import MiniRAGError
from model.catalog import find
from model.threads import compute_threads
from model.tokenizer import Tokenizer
from model.weights import ready_path

PASSAGES = 128  # to embed in a round
Values = dict[str, dict[str, list[float]]]


@click.command(name="engine")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(1), help="Rounds, in alternating order.")
@click.option("--data", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Texts in BEIR's layout.")
def bench(as_json: bool, rounds: int, data: Path | None) -> None:
    """Measure our engine and whichever of the peers are installed (--with-peers installs them), one at a time.

    \b
    distinct    8 clients, prompts of some 430 tokens that share the system prompt only, 64 new tokens
    shared      8 clients, 4 questions about each of 12 sets of passages, in random order
    single      one client, questions whose answers copy from the passages

    The same file, threads and context for all, temperature 0. Ratios are ours / theirs within a round; the table shows
    their median, smallest and largest. A round takes some six minutes on two cores. Stop what else runs: the load
    before the first round is part of the result.
    """
    end_when_told()
    try:
        result = measured_rounds(rounds, data)
    except MiniRAGError as error:
        raise click.ClickException(error.detail) from error
    if as_json:
        click.echo(json.dumps(as_object(*result)))
        return
    show(*result)


def measured_rounds(rounds: int, data: Path | None) -> tuple[Values, list[Reached], dict[str, Any]]:
    """Return every figure of every contender and round, the fractions of the limits, and the machine."""
    machine = about_machine(rounds)
    setting = the_setting()
    values: Values = defaultdict(lambda: defaultdict(list))
    add_embedding(values, setting, rounds, data)
    add_generation(values, setting, rounds, data)
    best = limits.measure(setting.threads)
    sizes = weight_sizes(setting.weights), weight_sizes(ready_path(find(kind="embed")))
    return values, reached(medians(values[OURS]), best, *sizes), machine


def the_setting() -> Setting:
    """Return what every contender is started with."""
    entry = find(kind="generate")
    return Setting(ready_path(entry), engine_bench.CLIENTS, entry.context, compute_threads())


def add_embedding(values: Values, setting: Setting, rounds: int, data: Path | None) -> None:
    """Measure the embedders, each in a fresh process in every round."""
    tokenizer = Tokenizer.load(kind="embed")
    passages = spread(running_passages(data, embed_bench.PASSAGE_TOKENS, tokenizer.count), PASSAGES)
    tokens = sum(tokenizer.counts(passages))
    questions = [f"{question} ({turn})" for turn in range(3) for question in QUESTIONS]
    names = [OURS, *(name for name in installed() if name == SENTENCE_TRANSFORMERS)]
    with progress_bar("embedding", rounds * len(names)) as tell:
        for turn in range(rounds):
            for place, name in enumerate(in_turn(names, turn), start=1):
                with embed_bench.embedding(name, setting) as worker:
                    one = embed_bench.measure(worker, passages, tokens, questions)
                values[name]["embed_tokens_per_s"].append(one.tokens_per_s)
                values[name]["embed_query_ms"].append(one.query_ms)
                values[name]["embed_peak_mb"].append(one.peak_bytes / 1e6)
                tell(turn * len(names) + place, f"{name}: {one.tokens_per_s:.0f} tokens per second")


def add_generation(values: Values, setting: Setting, rounds: int, data: Path | None) -> None:
    """Measure the generators, each in a fresh process in every round."""
    count = Tokenizer.load(kind="generate").count
    texts = prompt_texts(data, passage_tokens(count), count)
    names = [OURS, *(name for name in installed() if name != SENTENCE_TRANSFORMERS)]
    with progress_bar("generating", rounds * len(names)) as tell:
        for turn in range(rounds):
            for place, name in enumerate(in_turn(names, turn), start=1):
                found = engine_bench.measure(name, setting, texts, turn)
                for figure, value in found.items():
                    values[name][figure].append(value)
                tell(turn * len(names) + place, f"{name}: {found['distinct_tokens_per_s']:.0f} tokens per second")


def medians(figures: Mapping[str, Sequence[float]]) -> dict[str, float]:
    """Return the median of each figure over the rounds."""
    return {figure: Spread.of(values).median for figure, values in figures.items()}


def about_machine(rounds: int) -> dict[str, Any]:
    """Return what a reader must know to judge the figures; the load is the machine's before anything is measured."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.is_file() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    cpu = models[0] if models else platform.processor() or platform.machine()
    return {"cpu": cpu, "threads": compute_threads(), "load_before": round(os.getloadavg()[0], 2), "rounds": rounds}


def as_object(values: Measured, fractions: Sequence[Reached], machine: Mapping[str, Any]) -> dict[str, Any]:
    """Return the JSON object: `ratios` are medians, `spreads` their smallest and largest values."""
    found = compared(values)
    return {
        "ratios": {key: round(ratio.median, 3) for key, ratio in found.items()},
        "spreads": {key: [round(ratio.low, 3), round(ratio.high, 3)] for key, ratio in found.items()},
        "measured": {
            name: {figure: Spread.of(each).rounded() for figure, each in figures.items()}
            for name, figures in values.items()
        },
        "limits": {one.what: {"figure": one.figure, "limit": one.limit, "unit": one.unit} for one in fractions},
        "machine": dict(machine),
        "missing": missing(),
    }


def show(values: Measured, fractions: Sequence[Reached], machine: Mapping[str, Any]) -> None:
    """Print the table of ratios, all of our own figures, the fractions of the limits, and what was left out."""
    if compared(values):
        print_table(COLUMNS, rows(values))
    own = medians(values[OURS])
    print_table(("ours alone", "median"), [(figure, number(value)) for figure, value in own.items()])
    print_table(
        ("limit of this machine", "reached", "limit", "unit", "fraction"),
        [(one.what, number(one.figure), number(one.limit), one.unit, f"{one.fraction:.0%}") for one in fractions],
    )
    click.echo(", ".join(f"{name.replace('_', ' ')}: {value}" for name, value in machine.items()))
    for line in missing():
        click.echo(line)
