"""Comparing an evaluation with an earlier one."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

# What a repeated run of the same system stays within: searches repeat exactly (Weaviate's nearly), answers are computed
# together with others now and then, which changes the last bits of their numbers and seldom a word.
TOLERANCES = {
    "ndcg@10": 0.005,
    "recall@5": 0.005,
    "recall@100": 0.005,
    "hit@5": 0.005,
    "answer_contains": 0.02,
    "exact_match": 0.02,
    "f1": 0.02,
    "citation_precision": 0.02,
    "abstention_accuracy": 0.02,
}
SAME = ("data", "documents", "mode", "questions")  # what two evaluations must have in common


def read_earlier(path: Path) -> dict[str, Any]:
    """Return an earlier result of `./build.sh eval --json`; raise `ClickException` when it is none."""
    try:
        earlier = json.loads(path.read_text("utf-8"))
        return {name: earlier[name] for name in (*SAME, *TOLERANCES)}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise click.ClickException(f"{path} is no result of ./build.sh eval --json: {error}") from error


def check_comparable(earlier: Mapping[str, Any], now: Mapping[str, Any]) -> None:
    """Raise `ClickException` unless both are about the same questions and documents."""
    for name in SAME:
        if earlier[name] != now[name]:
            raise click.ClickException(
                f"the earlier result has {name} {json.dumps(earlier[name])}, this one {json.dumps(now[name])}: "
                "only results of the same data set and options can be compared"
            )


def regressions(earlier: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """Yield a sentence for each measure that fell by more than its tolerance, and than one question's worth."""
    for name, tolerance in TOLERANCES.items():
        before, after = earlier[name], now[name]
        if before is not None and after is None:
            yield f"{name} was {before} and is not measured any more"
        elif before is not None:
            allowed = max(tolerance, 1 / max(now["questions"][_counted(name)], 1))
            if before - after > allowed + 1e-9:
                yield f"{name} fell by {before - after:.4f}, from {before} to {after} ({allowed:.4f} is tolerated)"


def _counted(name: str) -> str:
    """Return which of the numbers of questions a measure is a mean over."""
    return "searched" if "@" in name else "asked"
