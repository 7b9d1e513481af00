"""The set of questions in tests/data/questions: each gold stands in its document, or follows from it as is said."""

import re
from functools import cache
from pathlib import Path

import pytest

from bench.evaluation.phrases import START, says, tokens
from bench.evaluation.question_set import Derived, Question, read_questions
from functions.ingest.extract.media import media_type_of
from functions.ingest.extract.reading import extract
from tests.data.questions.make_documents import MAKERS

FOLDER = Path(__file__).parents[2] / "data" / "questions"
QUESTIONS = read_questions(FOLDER)
NAMES = sorted(path.name for path in (FOLDER / "documents").iterdir())
ANSWERABLE = [question for question in QUESTIONS if question.answerable]
UNANSWERABLE = [question for question in QUESTIONS if not question.answerable]


def read(path: Path) -> str:
    """Return the headings and the text of a file, as MiniRAG reads them."""
    data = path.read_bytes()
    sections = extract(data, media_type_of(path.name, "", data), path.name)
    return "\n".join(f"{section.heading}\n{section.text}" for section in sections)


@cache
def text_of(name: str) -> str:
    return read(FOLDER / "documents" / name)


def about(question: Question) -> str:
    return "\n".join(map(text_of, question.documents))


def stands(evidence: str, text: str) -> bool:
    """Tell whether the parts of the evidence stand in the text letter by letter, blanks aside; several in one line."""
    parts = [re.escape(part).replace(r"\ ", r"\s+") for part in evidence.split(" … ")]
    return bool(re.search(r"\b[^\n]*?\b".join(parts), text))


def derived(rule: Derived, text: str) -> str:
    matches = list(re.finditer(rule.pattern, text, re.MULTILINE))
    if rule.how == "count":
        return str(len(matches))
    values = [float(match["value"].replace(",", "")) for match in matches]
    return f"{sum(values):g}" if rule.how == "sum" else str(matches[values.index(max(values))]["name"])


@pytest.mark.parametrize("question", ANSWERABLE, ids=lambda one: one.id)
def test_the_evidence_of_an_answer_stands_in_its_document(question: Question) -> None:
    assert question.evidence
    assert [one for one in question.evidence if not stands(one, about(question))] == []


@pytest.mark.parametrize("question", [one for one in ANSWERABLE if not one.derived], ids=lambda one: one.id)
def test_the_evidence_says_every_part_of_the_gold(question: Question) -> None:
    said = "\n".join(question.evidence)
    lacking = [group for group in question.must if not any(says(said, one.lstrip(START)) for one in group)]
    assert lacking == []


@pytest.mark.parametrize("question", [one for one in ANSWERABLE if one.derived], ids=lambda one: one.id)
def test_a_count_a_sum_or_an_extreme_follows_from_the_document(question: Question) -> None:
    assert question.derived
    assert tokens(derived(question.derived, about(question))) == tokens(question.must[0][0])


@pytest.mark.parametrize("question", UNANSWERABLE, ids=lambda one: one.id)
def test_what_an_unanswerable_question_asks_for_stands_in_no_document(question: Question) -> None:
    assert question.absent
    assert [(one, name) for one in question.absent for name in NAMES if says(text_of(name), one)] == []


def test_there_are_120_questions_of_which_each_half_has_60_over_four_documents_of_its_own() -> None:
    halves = [[one for one in QUESTIONS if one.half == half] for half in ("dev", "test")]
    names = [{name for one in half for name in one.documents} for half in halves]
    assert [len(half) for half in halves] == [60, 60]
    assert [len(half) for half in names] == [4, 4] and not names[0] & names[1]
    assert sorted(names[0] | names[1]) == NAMES


def test_each_type_is_asked_as_often_in_both_halves() -> None:
    kinds = [sorted(one.type for one in QUESTIONS if one.half == half) for half in ("dev", "test")]
    assert kinds[0] == kinds[1]
    assert len(UNANSWERABLE) >= 20


def test_a_question_has_an_id_of_its_own() -> None:
    assert len({question.id for question in QUESTIONS}) == len(QUESTIONS)


@pytest.mark.parametrize("name", sorted(MAKERS))
def test_the_office_files_are_what_their_script_writes(name: str, tmp_path: Path) -> None:
    MAKERS[name](tmp_path / name)
    assert text_of(name) == read(tmp_path / name)
