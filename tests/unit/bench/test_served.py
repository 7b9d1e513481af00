"""The benchmark's clients against our engine with the real model: a few short requests."""

import random
from collections.abc import Iterator

import pytest

from bench.engine import embed_bench
from bench.engine.engine_bench import alone, parallel
from bench.engine.load import Record, Run, run_load
from bench.engine.peers import OURS, Setting, serving
from bench.engine.weight_sizes import weight_sizes
from bench.engine.workloads import Prompt
from bench.soak import soak
from bench.soak.checker import faults
from bench.soak.command import result
from bench.soak.requests import Kind, candidates
from events.errors import Unavailable
from model.catalog import Entry
from model.threads import compute_threads
from model.weights import ready_path

pytestmark = pytest.mark.slow

PROMPTS = [Prompt("You answer briefly.", f"What is {number} and {number}?") for number in range(4)]


@pytest.fixture(scope="module")
def setting(prepared: dict[str, Entry]) -> Setting:
    return Setting(ready_path(prepared["generate"]), slots=2, context=2048, threads=compute_threads())


@pytest.fixture(scope="module")
def served(setting: Setting) -> Iterator[tuple[int, int]]:
    """The port and the process of our engine, served as the benchmark does it."""
    with serving(OURS, setting) as found:
        yield found


def test_clients_record_tokens_times_and_texts(served: tuple[int, int]) -> None:
    run = run_load(served[0], PROMPTS, clients=2, max_tokens=4)
    assert len(run.records) == 4
    for record in run.records:
        assert 0 < record.first <= record.seconds <= run.seconds
        assert 0 < record.completion_tokens <= 4
        assert record.prompt_tokens > 10
        assert record.text


def test_figures_follow_from_the_records() -> None:
    """Two answers of 11 tokens: half a second to the first one, another half second for the ten that follow."""
    records = [Record(first=0.5, seconds=1.0, prompt_tokens=100, completion_tokens=11, text="")] * 2
    assert parallel("distinct", Run(records, seconds=2.0))["distinct_tokens_per_s"] == pytest.approx(11)
    assert alone(records) == pytest.approx(
        {"single_tokens_per_s": 20, "single_end_to_end_tokens_per_s": 11, "single_prompt_tokens_per_s": 200}
    )


def test_a_refused_request_ends_a_benchmark(served: tuple[int, int]) -> None:
    with pytest.raises(Unavailable, match="answered 413"):
        run_load(served[0], [Prompt("", "word " * 5000)], clients=1, max_tokens=4)


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_the_soak_comes_out_as_it_should(served: tuple[int, int], kind: Kind) -> None:
    marked = candidates(["The harbour is small."] * 5, 4)
    outcomes = [soak.send(served[0], kind, one, random.Random(1)) for one in marked[:2]]
    assert not list(faults(outcomes))


def test_a_short_soak_passes(served: tuple[int, int]) -> None:
    port, pid = served
    marked = soak.verified(port, candidates(["The harbour is small."] * 5, 4), 2, lambda _: None)
    found = result(soak.soak(port, pid, marked, 3, 1.0, lambda _seen, _seconds: None))
    assert found["faults"] == []
    assert found["passed"]
    assert found["requests"]["answered"] >= 3


def test_markers_that_the_model_cannot_repeat_stop_a_soak_before_it_begins(served: tuple[int, int]) -> None:
    with pytest.raises(Unavailable, match="nothing can be checked"):
        soak.verified(served[0], candidates([""] * 5, 1), 2, lambda _: None)


def test_our_embedder_is_measured_in_its_own_process(setting: Setting) -> None:
    with embed_bench.embedding(OURS, setting) as worker:
        found = embed_bench.measure(worker, ["A small harbour."] * 4, 20, ["Where?"] * 7)
    assert found.tokens_per_s > 0
    assert found.query_ms > 0
    assert 30e6 < found.peak_bytes < 2e9


def test_the_work_for_one_token_is_read_from_the_weights(setting: Setting) -> None:
    sizes = weight_sizes(setting.weights)
    assert setting.weights.stat().st_size * 0.9 < sizes.bytes_per_token < setting.weights.stat().st_size
    assert sizes.flops_per_token == pytest.approx(2 * 106e6, rel=0.02)  # 30 blocks of 3.54 million weights
