"""`./build.sh bench soak`: half an hour of mixed load on the engine, every answer checked, the memory watched."""

import json
import sys
from collections import Counter
from typing import Any

import click

from bench.engine.peers import (
    OURS,
    Setting,
    end_when_told,
    serving,
)
from bench.soak import checker as soak_checker
from bench.soak import soak
from bench.soak.requests import Marked, candidates
from bench.soak.soak import Soaked
from bench.texts import prompt_texts
from cli.terminal.progress_bar import progress_bar
from events.errors import MiniRAGError
from model.catalog import find
from model.threads import compute_threads
from model.tokenizer import Tokenizer
from model.weights import ready_path

SLOTS = 4  # fewer than there are clients, so that requests wait, and some are cancelled while they do
MARKERS = 64
PASSAGE_TOKENS = 150
SHOWN_FAULTS = 20


@click.command(name="soak")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--minutes", default=30.0, show_default=True, type=click.FloatRange(min=0, min_open=True), help="Time.")
@click.option("--clients", default=16, show_default=True, type=click.IntRange(1), help="Clients at the same time.")
def bench(as_json: bool, minutes: float, clients: int) -> None:
    """Send answered, cancelled, too long and malformed requests to our engine; status 1 when anything went wrong.

    Each request carries a marker that its answer must repeat. Before the load the markers are tried one by one, and
    only those that the model repeats alone are used. Memory counts as flat when the last quarter of the time lies no
    more than 24 MB, or 5 %, above the first one after warming up.
    """
    end_when_told()
    try:
        found = result(run(minutes * 60, clients))
    except MiniRAGError as error:
        raise click.ClickException(error.detail) from error
    click.echo(json.dumps(found) if as_json else as_text(found))
    sys.exit(0 if found["passed"] else 1)


def run(seconds: float, clients: int) -> Soaked:
    """Serve the default model in a process of its own, and soak it."""
    entry = find(kind="generate")
    setting = Setting(ready_path(entry), SLOTS, entry.context, compute_threads())
    texts = prompt_texts(None, PASSAGE_TOKENS, Tokenizer.load(kind="generate").count)
    with serving(OURS, setting) as (port, pid):
        with progress_bar("markers that the model repeats alone", MARKERS) as count:
            marked = soak.verified(port, candidates(texts.passages, 2 * MARKERS), MARKERS, count)
        return watched(port, pid, marked, clients, seconds)


def watched(port: int, pid: int, marked: list[Marked], clients: int, seconds: float) -> Soaked:
    """Soak the server of process `pid`, showing how it goes."""
    with progress_bar("soak, seconds", int(seconds)) as show:

        def tell(seen: Soaked, passed: float) -> None:
            show(min(int(passed), int(seconds)), f"{len(seen.outcomes)} requests, {seen.memory[-1] / 1e6:.0f} MB")

        return soak.soak(port, pid, marked, clients, seconds, tell)


def result(seen: Soaked) -> dict[str, Any]:
    """Return what a soak came to, for JSON."""
    faults = list(soak_checker.faults(seen.outcomes))
    grows = soak_checker.grows(seen.memory)
    return {
        "passed": not faults and not grows,
        "requests": dict(Counter(str(outcome.kind) for outcome in seen.outcomes)),
        "faults": faults,
        "memory_mb": [round(value / 1e6) for value in (seen.memory[0], seen.memory[-1], max(seen.memory))],
        "memory_growth_mb": round(soak_checker.growth(seen.memory) / 1e6, 1),
        "memory_flat": not grows,
    }


def as_text(found: dict[str, Any]) -> str:
    """Return the result as lines of text."""
    first, last, most = found["memory_mb"]
    lines = [f"{kind:12} {count}" for kind, count in found["requests"].items()]
    lines.append(f"memory       {first} MB at first, {last} MB in the end, {most} MB at most")
    lines.append(f"growth       {found['memory_growth_mb']} MB: {'flat' if found['memory_flat'] else 'NOT FLAT'}")
    lines.append(f"faults       {len(found['faults'])}")
    return "\n".join([*lines, *found["faults"][:SHOWN_FAULTS]])
