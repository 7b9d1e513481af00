"""One contender in one round of `bench engine`, and the figures that come of it."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from bench.engine.figures import percentile
from bench.engine.load import Record, Run, run_load
from bench.engine.peers import LLAMA_CPP_PYTHON, Setting, serving
from bench.engine.workloads import (
    SYSTEM,
    Prompt,
    Texts,
    distinct,
    shared,
    single,
)

CLIENTS = 8
MAX_TOKENS = 64
Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Size:
    """How many requests a round has."""

    distinct: int = 24
    sets: int = 12  # of passages, more than there are clients
    each: int = 4  # questions about each set
    single: int = 12


def measure(name: str, setting: Setting, texts: Texts, number: int, size: Size = Size()) -> Figures:
    """Return a contender's figures of round `number`, from a fresh process: nothing of the last round is in its cache.

    Every contender gets the same prompts in a round, other ones in the next. llama-cpp-python's server answers one
    request at a time and is asked the first workload only.
    """
    with serving(name, setting) as (port, _):
        run_load(port, [Prompt(SYSTEM, "Hello!")] * CLIENTS, CLIENTS, 8)  # warm, with the system prompt in the cache
        figures = parallel("distinct", run_load(port, distinct(texts, size.distinct, number), CLIENTS, MAX_TOKENS))
        if name == LLAMA_CPP_PYTHON:
            return figures
        figures |= parallel("shared", run_load(port, shared(texts, size.sets, size.each, number), CLIENTS, MAX_TOKENS))
        return figures | alone(run_load(port, single(texts, size.single, number), 1, MAX_TOKENS).records)


def parallel(workload: str, run: Run) -> Figures:
    """Return tokens per second of all answers together, and milliseconds to the first piece of text."""
    first = [1000 * record.first for record in run.records]
    return {
        f"{workload}_tokens_per_s": sum(record.completion_tokens for record in run.records) / run.seconds,
        f"{workload}_ttft_p50_ms": percentile(first, 50),
        f"{workload}_ttft_p95_ms": percentile(first, 95),
        f"{workload}_prompt_tokens": statistics.fmean(record.prompt_tokens for record in run.records),
    }


def alone(records: Sequence[Record]) -> Figures:
    """Return one client's tokens per second: of the answer while it is written, of the whole wait, of the prompt."""
    made = sum(record.completion_tokens for record in records)
    after_first = sum(max(0, record.completion_tokens - 1) for record in records)
    return {
        "single_tokens_per_s": after_first / max(1e-9, sum(record.generating for record in records)),
        "single_end_to_end_tokens_per_s": made / sum(record.seconds for record in records),
        "single_prompt_tokens_per_s": sum(r.prompt_tokens for r in records) / sum(r.first for r in records),
    }
