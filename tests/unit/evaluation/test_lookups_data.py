"""The set of look-ups in tests/data/lookups: what is to be found stands in its document."""

from pathlib import Path

import pytest

from bench.evaluation.question_set import Question, read_questions
from tests.unit.evaluation.test_questions_data import read, stands

FOLDER = Path(__file__).parents[2] / "data" / "lookups"


@pytest.mark.parametrize("question", read_questions(FOLDER), ids=lambda one: one.id)
def test_the_evidence_of_a_look_up_stands_in_its_document(question: Question) -> None:
    text = read(FOLDER / "documents" / question.documents[0])
    assert all(stands(one, text) for one in question.evidence)


def test_no_document_is_in_both_halves() -> None:
    halves = {(question.documents[0], question.half) for question in read_questions(FOLDER)}
    assert len(halves) == len({name for name, _ in halves})
