"""./build.sh eval on a small sample, against the running MiniRAG and other tests' documents."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bench.evaluation.command import evaluate
from tests.running import ROOT, Running

SAMPLE = ROOT / "tests" / "data" / "squad-sample"
LEAST = {"ndcg@10": 0.9, "recall@5": 0.95, "recall@100": 1.0, "hit@5": 0.95, "answer_contains": 0.6, "f1": 0.05}


def run(*options: object) -> Result:
    return CliRunner().invoke(evaluate, [str(one) for one in (SAMPLE, "--json", *options)])


@pytest.fixture(scope="module", autouse=True)
def url(laptop: Running) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("MINIRAG_URL", laptop.url)
        patched.setenv("MINIRAG_HOME", str(laptop.home))  # whose key the functions take questions by
        yield


@pytest.fixture(scope="module")
def result(url: None) -> dict[str, Any]:
    return dict(json.loads(run("--mode", "all", "--answers", 8, "--unanswerable", 3).stdout))


@pytest.mark.parametrize("measure", LEAST)
def test_the_sample_reaches_sane_figures(result: dict[str, Any], measure: str) -> None:
    assert result[measure] >= LEAST[measure]


def test_hybrid_search_is_no_worse_than_either_of_its_parts(result: dict[str, Any]) -> None:
    modes = result["modes"]
    assert modes["hybrid"]["ndcg@10"] >= max(modes["dense"]["ndcg@10"], modes["bm25"]["ndcg@10"])


def test_each_stage_is_timed(result: dict[str, Any]) -> None:
    assert {"embed", "search", "prompt", "generate", "total"} <= set(result["median_ms"])


def test_compare_fails_for_a_better_earlier_result_only(tmp_path: Path) -> None:
    searches, earlier = ("--limit", 30, "--answers", 0, "--unanswerable", 0), tmp_path / "earlier.json"
    measured = json.loads(run(*searches).stdout)
    earlier.write_text(json.dumps(measured))
    assert run(*searches, "--compare", earlier).exit_code == 0
    earlier.write_text(json.dumps(measured | {"ndcg@10": measured["ndcg@10"] + 0.05}))
    doctored = run(*searches, "--compare", earlier)
    assert doctored.exit_code == 1
    assert "ndcg@10 fell by 0.05" in doctored.stderr
