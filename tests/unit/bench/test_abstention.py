"""Halves of a data set, indexes of fixed sizes, and the weights that are fitted on them."""

import json
from pathlib import Path

import numpy as np
import pytest

from bench.abstention.fit import Case, chances, fitted, refusals, threshold
from bench.abstention.halves import half_of, read_half
from bench.abstention.index_sizes import Document, Question, groups
from functions.answer.abstention import Evidence

HOME = [Document(f"d{number}", "", "text") for number in range(7)]
OTHERS = [Document(f"o{number}", "", "text") for number in range(50)]
ASKED = [Question(f"question {number}?", "answerable", f"d{number}") for number in range(7)]


@pytest.mark.parametrize("size", [3, 20])
def test_every_question_is_asked_once_in_an_index_of_the_size_that_holds_its_document(size: int) -> None:
    made = list(groups(HOME, OTHERS, ASKED, [size]))
    assert sorted(question.text for group in made for question in group.questions) == [one.text for one in ASKED]
    for group in made:
        assert len(group.documents) == size
        assert {question.document for question in group.questions} <= {document.id for document in group.documents}


def test_a_question_that_no_document_is_about_is_asked_too() -> None:
    nothing = Question("Who?", "absent")
    assert sum(nothing in group.questions for group in groups(HOME, OTHERS, [nothing], [3])) == 1


def test_a_half_holds_whole_articles_and_their_questions(tmp_path: Path) -> None:
    corpus = [{"_id": f"{name}-0", "title": name, "text": "text"} for name in "abcdef"]
    queries = [{"_id": name, "text": f"{name}?", "metadata": {"answers": ["x"]}} for name in "abcdef"]
    (tmp_path / "corpus.jsonl").write_text("\n".join(map(json.dumps, corpus)))
    (tmp_path / "queries.jsonl").write_text("\n".join(map(json.dumps, queries)))
    (tmp_path / "qrels").mkdir()
    rows = ["query\tdocument\tgrade", *(f"{name}\t{name}-0\t1" for name in "abcdef")]
    (tmp_path / "qrels" / "test.tsv").write_text("\n".join(rows))
    dev = read_half(tmp_path, "dev", without=["f"])
    wanted = [name for name in "abcde" if half_of(name) == "dev"]
    assert [document.title for document in dev.documents] == wanted
    assert [(one.text, one.kind) for one in dev.questions] == [(f"{name}?", "answerable") for name in wanted]


def made_cases() -> list[Case]:
    """Return cases of which the answerable ones are nearer and hold more words, with some overlap."""
    random = np.random.default_rng(1)
    near = [Case(5, "answerable", Evidence(*random.normal(0.65, 0.1, 4))) for _ in range(200)]
    return near + [Case(5, "absent", Evidence(*random.normal(0.3, 0.1, 4))) for _ in range(200)]


def test_fitted_weights_give_what_can_be_answered_the_higher_probability() -> None:
    found = made_cases()
    chance = chances(found, fitted(found))
    assert chance[:200].mean() > 0.9
    assert chance[200:].mean() < 0.1


def test_unused_evidence_has_no_weight() -> None:
    assert fitted(made_cases(), ["words"])[3] == 0


def test_the_threshold_refuses_the_share_of_answerable_questions_that_is_asked_for() -> None:
    found = made_cases()
    weights = fitted(found)
    answered = threshold(found, weights, 0.02)
    assert (chances(found[:200], weights) < answered).mean() <= 0.02
    assert [row[:2] for row in refusals(found, weights, answered)] == [["5", "1.5%"]]
