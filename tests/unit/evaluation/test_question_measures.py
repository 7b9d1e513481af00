"""What the verdicts on many questions come to."""

from typing import Any

from bench.evaluation.question_measures import compared_table, measures_by, question_measures, type_table
from bench.evaluation.verdicts import Case, Verdict


def case(verdict: Verdict, kind: str = "fact", **more: Any) -> Case:
    given: dict[str, Any] = {
        "id": "q",
        "half": "dev",
        "question": "?",
        "gold": "",
        "answerable": True,
        "answer": "",
        "answered": True,
    }
    return Case(**(given | {"type": kind, "verdict": verdict} | more))


CASES = [
    case("right", quotes=["a", "b"], supporting=1),
    case("wrong", wrong_fact=True, quotes=["c"]),
    case("partly", "list"),
    case("refused", "list", answered=False),
    case("right", "unanswerable", answerable=False, answered=False),
    case("wrong", "unanswerable", answerable=False, wrong_fact=True, quotes=["d"]),
]


def test_refusals_are_shares_of_the_answerable_and_of_the_other_questions() -> None:
    measures = question_measures(CASES)
    assert (measures["refused_wrongly"], measures["refused_rightly"]) == (0.25, 0.5)


def test_what_is_shown_is_a_share_of_all_questions() -> None:
    measures = question_measures(CASES)
    assert (measures["right"], measures["partly"], measures["wrong_shown"]) == (0.3333, 0.1667, 0.3333)


def test_support_precision_is_over_quotes_and_recall_over_answerable_questions() -> None:
    measures = question_measures(CASES)
    assert (measures["support_precision"], measures["support_recall"]) == (0.25, 0.25)


def test_a_share_of_nothing_is_none() -> None:
    assert question_measures([CASES[0]])["refused_rightly"] is None


def test_each_type_has_its_own_shares() -> None:
    by_type = measures_by(CASES, "type")
    assert (by_type["fact"]["questions"], by_type["fact"]["right"], by_type["list"]["partly"]) == (2, 0.5, 0.5)


def result(cases: list[Case]) -> dict[str, Any]:
    parts = {"by_type": measures_by(cases, "type"), "by_half": measures_by(cases, "half")}
    return {"questions": {"asked": len(cases)}, "median_ms": {"total": 80.0}, **question_measures(cases), **parts}


def test_the_table_ends_with_the_halves_and_all() -> None:
    heads, rows = type_table(result(CASES))
    assert [row[0] for row in rows] == ["fact", "list", "unanswerable", "dev", "all"]
    assert heads[:3] == ["type", "questions", "right"] and rows[-1][1:3] == ["6", "33%"]


def test_results_stand_side_by_side_with_the_right_ones_by_type() -> None:
    heads, rows = compared_table({"small": result(CASES), "large": result(CASES[:1])})
    assert heads == ["", "small", "large"]
    assert ["right: fact", "50%", "100%"] in rows and ["right: list", "0%", "-"] in rows
