"""Where the benchmark's passages and questions come from."""

import json
from pathlib import Path

import pytest

from bench.texts import prompt_texts, running_passages


def words(text: str) -> int:
    return len(text.split())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two short documents in BEIR's layout, and questions about the first one."""
    documents = {"a": "Ann lives in Bern and works in Thun . Bob stays", "b": "one two three four"}
    questions = {"q1": ("Where does Ann work?", "Thun"), "q2": ("Who is Zoe?", "Zoe"), "q3": ("Where?", "Bern")}
    (tmp_path / "qrels").mkdir()
    rows = "".join(f"{query}\ta\t1\n" for query in questions)
    (tmp_path / "qrels/test.tsv").write_text(f"query-id\tcorpus-id\tscore\n{rows}")
    lines = [json.dumps({"_id": name, "title": "", "text": text}) for name, text in documents.items()]
    (tmp_path / "corpus.jsonl").write_text("\n".join(lines))
    asked = [{"_id": name, "text": text, "metadata": {"answers": [held]}} for name, (text, held) in questions.items()]
    (tmp_path / "queries.jsonl").write_text("\n".join(map(json.dumps, asked)))
    return tmp_path


def test_a_passage_has_the_questions_whose_answer_it_holds(folder: Path) -> None:
    texts = prompt_texts(folder, 4, words)
    assert texts.passages == ["Ann lives in Bern", "and works in Thun", "one two three four"][:2]
    assert texts.questions == {0: ["Where?"], 1: ["Where does Ann work?"]}


def test_passages_to_embed_run_on_from_one_text_into_the_next(folder: Path) -> None:
    assert running_passages(folder, 6, words) == ["Ann lives in Bern and works", "in Thun . Bob stays one"]


def test_without_a_folder_the_projects_own_documents_are_enough_for_every_workload() -> None:
    texts = prompt_texts(None, 110, words)
    assert len(texts.passages) >= 36
    assert not any(texts.questions.values())
