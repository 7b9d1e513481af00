"""What the verdicts on many questions come to: altogether, and by type."""

from collections.abc import Mapping, Sequence
from typing import Any

from bench.evaluation.answer_quality import mean
from bench.evaluation.verdicts import Case

SHARES = (
    "right",
    "partly",
    "wrong_shown",
    "wrong_fact",
    "refused_wrongly",
    "refused_rightly",
    "support_precision",
    "support_recall",
)
Table = tuple[list[str], list[list[str]]]


def question_measures(cases: Sequence[Case]) -> dict[str, float | None]:
    """Return the shares; None where no question has what a share is of.

    `refused_wrongly` is of the answerable questions, `refused_rightly` of the others, `support_precision` of the
    quotes, `support_recall` of the answerable questions, the rest of all questions.
    """
    answerable = [case for case in cases if case.answerable]
    others = [case for case in cases if not case.answerable]
    quotes = sum(len(case.quotes) for case in cases)
    return {
        "right": mean(cases, lambda case: case.verdict == "right"),
        "partly": mean(cases, lambda case: case.verdict == "partly"),
        "wrong_shown": mean(cases, lambda case: case.verdict == "wrong"),
        "wrong_fact": mean(cases, lambda case: case.wrong_fact),
        "refused_wrongly": mean(answerable, lambda case: case.verdict == "refused"),
        "refused_rightly": mean(others, lambda case: case.verdict == "right"),
        "support_precision": round(sum(case.supporting for case in cases) / quotes, 4) if quotes else None,
        "support_recall": mean(answerable, lambda case: case.supporting > 0),
    }


def measures_by(cases: Sequence[Case], field: str) -> dict[str, dict[str, Any]]:
    """Return the number of questions and the shares for each value of a field: `type` or `half`."""
    values = dict.fromkeys(getattr(case, field) for case in cases)
    parts = {value: [case for case in cases if getattr(case, field) == value] for value in values}
    return {value: {"questions": len(part), **question_measures(part)} for value, part in parts.items()}


def type_table(result: Mapping[str, Any]) -> Table:
    """Return the table of one result: a row for each type and half, and one for all."""
    rows = {**result["by_type"], **result["by_half"], "all": {**result, "questions": result["questions"]["asked"]}}
    heads = ["type", "questions", *(name.replace("_", " ") for name in SHARES)]
    return heads, [
        [name, str(row["questions"]), *(percent(row[share]) for share in SHARES)] for name, row in rows.items()
    ]


def compared_table(results: Mapping[str, Mapping[str, Any]]) -> Table:
    """Return the table of several results by their names (of models, or of files): each a column.

    Below the shares of all questions stands the share of right ones by type.
    """
    rows = [[share.replace("_", " "), *(percent(one[share]) for one in results.values())] for share in SHARES]
    types = dict.fromkeys(kind for one in results.values() for kind in one["by_type"])
    for kind in types:
        rights = [one["by_type"].get(kind, {}).get("right") for one in results.values()]
        rows.append([f"right: {kind}", *map(percent, rights)])
    times = [one["median_ms"].get("total") for one in results.values()]
    rows.append(["median ms of an answer", *("-" if time is None else f"{time:.0f}" for time in times)])
    return ["", *results], rows


def percent(share: float | None) -> str:
    """Return a share as tables show it."""
    return "-" if share is None else f"{100 * share:.0f}%"
