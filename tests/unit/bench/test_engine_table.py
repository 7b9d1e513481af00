"""What `bench engine` prints: ratios, their aims, the limits, and who was left out."""

from pathlib import Path

import pytest

from bench.engine import command as bench_engine
from bench.engine.aims import AIMS, compared, rows
from bench.engine.limits import Limits, arithmetic, bandwidth
from bench.engine.physics import reached
from bench.engine.weight_sizes import WeightSizes

OURS = {"distinct_tokens_per_s": [90.0, 30.0, 66.0], "distinct_ttft_p50_ms": [500.0, 400.0, 700.0]}
PEER = {"distinct_tokens_per_s": [60.0, 30.0, 60.0], "distinct_ttft_p50_ms": [250.0, 200.0, 700.0]}
MEASURED = {"minirag": OURS, "llama-server": PEER}
WANTED = {
    "embed_tokens_vs_sentence_transformers",
    "embed_query_time_vs_sentence_transformers",
    "generate_tokens_vs_llama_server",
    "generate_tokens_shared_vs_llama_server",
    "ttft_vs_llama_server",
    "generate_tokens_vs_llama_cpp_python",
    "single_client_vs_llama_server",
}


def test_every_ratio_that_others_read_has_its_name() -> None:
    assert {aim.key for aim in AIMS} >= WANTED
    assert len({aim.key for aim in AIMS}) == len(AIMS)


def test_a_ratio_needs_a_peer_that_was_measured() -> None:
    assert set(compared(MEASURED)) == {"generate_tokens_vs_llama_server", "ttft_vs_llama_server"}


def test_a_row_shows_medians_the_ratio_with_its_spread_the_direction_and_the_aim() -> None:
    tokens, first = rows(MEASURED)
    assert tokens == (
        "distinct, tokens/s",
        "66",
        "60",
        "llama-server",
        "1.10 (1.00 to 1.50)",
        "more",
        ">= 1",
        "yes",
    )
    assert first[4:] == ("2.00 (1.00 to 2.00)", "less", "<= 1", "no")


def test_the_json_object_holds_the_medians_under_ratios() -> None:
    found = bench_engine.as_object(MEASURED, [], {"threads": 2})
    assert found["ratios"] == {"generate_tokens_vs_llama_server": 1.1, "ttft_vs_llama_server": 2.0}
    assert found["spreads"]["generate_tokens_vs_llama_server"] == [1.0, 1.5]
    assert found["measured"]["minirag"]["distinct_tokens_per_s"] == {"median": 66, "min": 30, "max": 90}


def test_a_peer_that_is_not_installed_is_one_line_that_says_how(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MINIRAG_PEERS", str(tmp_path))
    bench_engine.show({"minirag": OURS}, [], {"threads": 2})
    lines = capsys.readouterr().out.splitlines()
    assert lines[-3:] == [
        f"{name} is left out, for it is not installed: ./build.sh bench --with-peers installs it"
        for name in ("llama-server", "llama-cpp-python", "sentence-transformers")
    ]


def test_fractions_are_what_the_work_needs_over_what_the_machine_can() -> None:
    figures = {"single_tokens_per_s": 50.0, "single_prompt_tokens_per_s": 400.0, "embed_tokens_per_s": 5000.0}
    limits = Limits(bytes_per_s=20e9, flops_per_s=200e9)
    generator, embedder = WeightSizes(100_000_000, 200_000_000), WeightSizes(1, 20_000_000)
    found = reached(figures, limits, generator, embedder)
    assert [round(one.fraction, 3) for one in found] == [0.25, 0.4, 0.5]


def test_the_limits_are_those_of_a_real_machine() -> None:
    assert 1e8 < bandwidth(1, size=32 << 20) < 1e13
    assert 1e8 < arithmetic(side=256) < 1e14
