"""The sets of questions in tests/data/office-questions: what each answer rests on stands in its documents."""

from pathlib import Path

import pytest

from bench.evaluation.question_set import Question, read_questions
from tests.unit.evaluation.test_questions_data import read, stands

FOLDER = Path(__file__).parents[2] / "data" / "office-questions"
CASES = [
    pytest.param(folder, question, id=f"{folder.name}-{question.id}")
    for folder in sorted(FOLDER.iterdir())
    if folder.is_dir()
    for question in read_questions(folder)
    if question.answerable
]


@pytest.mark.parametrize(("folder", "question"), CASES)
def test_the_evidence_of_an_answer_stands_in_its_documents(folder: Path, question: Question) -> None:
    text = "\n".join(read(folder / "documents" / name) for name in question.documents)
    assert question.evidence
    assert [one for one in question.evidence if not stands(one, text)] == []
