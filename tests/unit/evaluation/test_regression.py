"""Comparing an evaluation with an earlier one."""

import json
from pathlib import Path
from typing import Any

import click
import pytest

from bench.evaluation.regression import (
    TOLERANCES,
    check_comparable,
    read_earlier,
    regressions,
)

RESULT: dict[str, Any] = dict.fromkeys(TOLERANCES, 0.8) | {
    "data": "squad",
    "documents": "corpus",
    "mode": "hybrid",
    "questions": {"searched": 600, "asked": 600},
}


def test_the_same_figures_are_no_regression() -> None:
    assert list(regressions(RESULT, RESULT)) == []


def test_better_figures_are_no_regression() -> None:
    assert list(regressions(RESULT, RESULT | dict.fromkeys(TOLERANCES, 0.9))) == []


@pytest.mark.parametrize("name", TOLERANCES)
def test_each_measure_that_falls_is_named_with_how_much_it_fell(name: str) -> None:
    [sentence] = regressions(RESULT, RESULT | {name: 0.77})
    assert sentence.startswith(f"{name} fell by 0.0300, from 0.8 to 0.77")


def test_a_fall_within_the_tolerance_is_none() -> None:
    assert list(regressions(RESULT, RESULT | {"ndcg@10": 0.795, "answer_contains": 0.78})) == []


def test_of_few_questions_one_may_turn_out_worse() -> None:
    few = RESULT | {"questions": {"searched": 10, "asked": 10}}
    assert list(regressions(few, few | {"f1": 0.7})) == []
    assert len(list(regressions(few, few | {"f1": 0.6}))) == 1


def test_a_measure_that_is_gone_is_a_regression() -> None:
    assert list(regressions(RESULT, RESULT | {"f1": None})) == ["f1 was 0.8 and is not measured any more"]


def test_a_measure_that_is_new_is_none() -> None:
    assert list(regressions(RESULT | {"f1": None}, RESULT)) == []


def test_results_about_other_questions_are_not_compared() -> None:
    with pytest.raises(click.ClickException, match='data "squad", this one "cisi"'):
        check_comparable(RESULT, RESULT | {"data": "cisi"})


def test_a_file_that_is_no_result_is_refused(tmp_path: Path) -> None:
    (tmp_path / "earlier.json").write_text(json.dumps({"f1": 1}))
    with pytest.raises(click.ClickException, match="is no result of"):
        read_earlier(tmp_path / "earlier.json")
