"""What an answer is worth: gold answers, citations, and whether it is one."""

from typing import Any

import pytest

from bench.evaluation.answer_quality import (
    Judged,
    answer_measures,
    judge,
    median_times,
)
from bench.evaluation.beir import DataSet, Query

PARAGRAPH = "The Normans were the people who in the 10th and 11th centuries gave their name to Normandy, in France."
CORPUS = DataSet("set", [], {}, {"set/d1.txt": "d1", "set/d2.txt": "d2"}, {"d1": PARAGRAPH})
ARTICLES = DataSet("set", [], {}, {}, {"d1": PARAGRAPH})
QUESTION = Query("q", "Where is Normandy?", ("France",), {"d1": 1}, True)
UNANSWERABLE = Query("u", "Who is nobody?", (), {}, False)


def answer(text: str, *names: str, **more: Any) -> dict[str, Any]:
    citations = [{"name": name, "text": "some text", "quote": f"says {name}", "cited": True} for name in names]
    given = {"answer": text, "answered": True, "generated": "", "support": [], "citations": citations}
    return given | {"timings": {"total": 80.0}} | more


def measures(*pairs: tuple[dict[str, Any], Query]) -> dict[str, float | None]:
    return answer_measures([judge(done, query, CORPUS) for done, query in pairs])


def test_an_answer_contains_what_its_supporting_sentence_says() -> None:
    judged = judge(answer("It is there.", support=[{"text": "A region in France."}]), QUESTION, CORPUS)
    assert (judged.contains, judged.generated_contains) == (True, False)


def test_an_exact_match_is_one_without_its_markers() -> None:
    assert judge(answer("France. [1][2]"), QUESTION, CORPUS).exact


def test_an_answer_contains_the_quotes_of_cited_passages_only() -> None:
    citations = [{"name": "a.txt", "text": "", "quote": "In France."}, {"name": "b.txt", "text": "", "cited": True}]
    assert not judge(answer("It is there.", citations=citations), QUESTION, CORPUS).contains


def test_where_a_quote_is_shown_the_models_own_words_are_judged_apart() -> None:
    judged = judge(answer("It lies in France.", quoted=True, generated="In Spain."), QUESTION, CORPUS)
    assert (judged.contains, judged.generated_contains) == (True, False)


def test_a_refusal_contains_nothing_and_cites_nothing() -> None:
    judged = judge(answer("I do not know of France.", "set/d1.txt", answered=False), QUESTION, CORPUS)
    assert (judged.contains, judged.f1, judged.cited) == (False, 0.0, 0)


def test_citation_precision_is_over_passages_and_recall_over_questions() -> None:
    done = answer("France.", "set/d1.txt", "set/d2.txt", "set/d2.txt", "elsewhere.txt")
    found = measures((done, QUESTION), (answer("France."), QUESTION))
    assert (found["citation_precision"], found["citation_recall"]) == (0.25, 0.5)


@pytest.mark.parametrize(
    ("text", "relevant"),
    [
        ("Normandy lies in France.", 1),
        (" ".join(PARAGRAPH.split()[:14]), 1),
        (" ".join(PARAGRAPH.split()[:8]) + " are in the middle of many other words that no paragraph has at all", 0),
        ("nothing of the kind", 0),
    ],
)
def test_a_passage_of_an_article_is_relevant_by_a_gold_answer_or_by_half_of_the_paragraph(
    text: str, relevant: int
) -> None:
    citations = [{"name": "articles/normans.md", "text": text, "quote": "", "cited": True}]
    assert judge(answer("It is.", citations=citations), QUESTION, ARTICLES).relevant == relevant


def test_abstention_is_right_where_answered_is_answerable() -> None:
    no = {"answered": False}
    found = measures(
        (answer("France."), QUESTION),
        (answer("Unknown.", **no), QUESTION),
        (answer("Unknown.", **no), UNANSWERABLE),
        (answer("Unknown.", **no), UNANSWERABLE),
        (answer("Ann."), UNANSWERABLE),
    )
    assert found["abstention_accuracy"] == 0.6
    assert (found["answerable_answered"], found["unanswerable_declined"]) == (0.5, 0.6667)
    assert found["abstention_balanced"] == 0.5833


def test_what_the_data_set_does_not_tell_is_not_measured() -> None:
    found = measures((answer("Yes.", "set/d1.txt"), Query("q", "Titles?", (), {"d1": 1})))
    assert found.pop("citation_precision") == found.pop("citation_recall") == 1.0
    assert set(found.values()) == {None}


def test_times_are_medians_by_stage() -> None:
    def timed(**ms: float) -> Judged:
        return Judged(id="q", answerable=None, answered=True, answer="", generated="", ms=ms)

    assert median_times([timed(search=1, total=5), timed(search=3, total=9), timed(search=8)]) == {
        "search": 3.0,
        "total": 7.0,
    }


def test_what_is_shown_first_is_the_answer_itself_not_the_quotes_below_it() -> None:
    judged = judge(answer("It is there. [1]", support=[{"text": "A region in France."}]), QUESTION, CORPUS)
    assert (judged.contains, judged.first_contains) == (True, False)


def test_the_markers_of_citations_spoil_no_exact_match() -> None:
    assert judge(answer("France. [1]"), QUESTION, CORPUS).exact


def test_an_answer_without_a_gold_answer_and_any_to_an_unanswerable_question_are_shown_wrongly() -> None:
    right, beside = answer("France."), answer("It is there.")
    refused = answer("I do not know.", answered=False)
    found = measures((right, QUESTION), (beside, QUESTION), (refused, QUESTION), (beside, UNANSWERABLE))
    assert (found["wrong_shown"], found["shown_first_contains"]) == (0.5, 0.3333)
