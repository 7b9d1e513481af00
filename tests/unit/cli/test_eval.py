"""./build.sh eval, and the data sets that it reads"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from bench.evaluation.beir import read_data_set, read_queries, spread
from bench.evaluation.command import evaluate
from tests.unit.cli.fake_gateway import FakeGateway

Maker = Callable[..., Path]
QUERIES = [
    {"_id": "q1", "text": "Where is Normandy?", "metadata": {"answers": ["France"], "answerable": True}},
    {"_id": "q2", "text": "Who was Rollo?", "metadata": {"answers": ["a Viking"], "answerable": True}},
    {"_id": "q3", "text": "Who is nobody?", "metadata": {"answers": [], "answerable": False}},
]


@pytest.fixture
def make(tmp_path: Path) -> Maker:
    def write(queries: list[dict[str, Any]], corpus: dict[str, str], *qrels: str) -> Path:
        folder = tmp_path / "sample"
        (folder / "qrels").mkdir(parents=True)
        (folder / "queries.jsonl").write_text("".join(json.dumps(query) + "\n" for query in queries))
        rows = [{"_id": id_, "title": id_.upper(), "text": text} for id_, text in corpus.items()]
        (folder / "corpus.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
        (folder / "qrels/test.tsv").write_text("\n".join(("query-id\tcorpus-id\tscore", *qrels)) + "\n")
        return folder

    return write


def run(*arguments: object) -> Result:
    return CliRunner().invoke(evaluate, [str(argument) for argument in arguments])


def result(*arguments: object) -> dict[str, Any]:
    return dict(json.loads(run(*arguments, "--json").stdout))


def answer(text: str, *cited: str, answered: bool = True) -> dict[str, Any]:
    citations = [{"name": name, "text": "", "quote": "", "cited": True} for name in cited]
    given = {"answer": text, "answered": answered, "generated": "", "support": [], "citations": citations}
    return given | {"timings": {"search": 2.0, "total": 80.0}}


def test_questions_that_have_no_answer_are_known_as_such(make: Maker) -> None:
    folder = make(QUERIES, {})
    assert [query.answerable for query in read_data_set(folder).queries] == [True, True, False]
    assert [query.id for query in read_queries(folder)] == ["q1", "q2"]


def test_the_corpus_becomes_one_text_per_document(make: Maker) -> None:
    data_set = read_data_set(make(QUERIES, {"d1": "Some text."}))
    assert {name: content() for name, content in data_set.contents.items()} == {"sample/d1.txt": b"D1\n\nSome text.\n"}
    assert data_set.ids == {"sample/d1.txt": "d1"}


def test_articles_take_the_place_of_the_corpus_when_they_are_asked_for(make: Maker) -> None:
    folder = make(QUERIES, {"d1": "Some text."})
    (folder / "articles").mkdir()
    (folder / "articles/normans.md").write_text("# Normans")
    data_set = read_data_set(folder, "articles")
    assert {name: content() for name, content in data_set.contents.items()} == {"articles/normans.md": b"# Normans"}
    assert data_set.ids == {}


def test_articles_that_are_not_there_are_refused(make: Maker) -> None:
    with pytest.raises(click.ClickException, match="has no folder articles"):
        read_data_set(make(QUERIES, {}), "articles")


def test_a_folder_that_holds_no_data_set_is_refused(tmp_path: Path) -> None:
    with pytest.raises(click.ClickException, match="is no data set in BEIR's layout"):
        read_data_set(tmp_path)


def test_a_part_of_the_questions_is_evenly_spread() -> None:
    assert spread("abcdefghij", 5) == ["a", "c", "e", "g", "i"]


def test_zero_or_too_many_are_all_questions() -> None:
    assert spread("abc", 0) == spread("abc", 9) == ["a", "b", "c"]


def test_hit_at_5_counts_gold_answers_in_the_first_five_passages(gateway: FakeGateway, make: Maker) -> None:
    others = [("other.txt", "nothing of the kind")] * 5
    gateway.passages = {
        "Where is Normandy?": [*others[:4], ("n.txt", "Normandy, a region\nin FRANCE")],
        "Who was Rollo?": [*others, ("r.txt", "Rollo was a Viking")],
    }
    found = result(make(QUERIES, {"d1": "Some text."}), "--answers", 0, "--unanswerable", 0)
    assert (found["hit@5"], found["missed"]) == (0.5, ["q2"])
    assert found["questions"] == {"searched": 2, "asked": 0}


def test_judged_documents_give_ndcg_and_recall_by_their_best_passage(gateway: FakeGateway, make: Maker) -> None:
    folder = make([{"_id": "1", "text": "titles"}], {"d1": "one", "d2": "two", "d3": "three"}, "1\td1\t1", "1\td3\t1")
    found = ("sample/d2.txt", "sample/d1.txt", "sample/d1.txt")
    gateway.passages = {"titles": [(name, "text") for name in found]}
    measures = result(folder, "--answers", 0)
    assert (measures["ndcg@10"], measures["recall@5"], measures["recall@100"]) == (0.3869, 0.5, 0.5)


def test_behind_the_documents_of_twenty_passages_stand_those_that_search_ranks(
    gateway: FakeGateway, make: Maker
) -> None:
    folder = make([{"_id": "1", "text": "titles"}], {"d1": "one", "d2": "two"}, "1\td2\t1")
    gateway.passages = {"titles": [("sample/d1.txt", "text")] * 20 + [("sample/d2.txt", "text")]}
    assert result(folder, "--answers", 0)["recall@100"] == 1.0


def test_the_corpus_is_uploaded_before_the_first_question(gateway: FakeGateway, make: Maker) -> None:
    run(make(QUERIES, {"d1": "Some text.", "d2": "More text."}), "--answers", 0)
    assert sorted(gateway.contents) == ["sample/d1.txt", "sample/d2.txt"]


def test_a_document_that_cannot_be_indexed_ends_the_evaluation(gateway: FakeGateway, make: Maker) -> None:
    failed = run(make(QUERIES, {"bad": "Some text."}))
    assert failed.exit_code == 1
    assert "1 documents were not indexed, such as sample/bad.txt" in failed.stderr


def test_every_question_is_answered_and_judged(gateway: FakeGateway, make: Maker) -> None:
    gateway.answers = {
        "Where is Normandy?": answer("France.", "sample/d1.txt", "other.txt"),
        "Who was Rollo?": answer("I do not know.", answered=False),
        "Who is nobody?": answer("I do not know.", answered=False),
    }
    found = result(make(QUERIES, {"d1": "Some text."}, "q1\td1\t1"))
    expected = {"answer_contains": 0.5, "exact_match": 0.5, "f1": 0.5, "citation_precision": 0.5}
    assert found | expected | {"abstention_accuracy": 0.6667} == found
    assert found["median_ms"] == {"search": 2.0, "total": 80.0}
    assert [one["id"] for one in found["answers"]] == ["q1", "q2", "q3"]


def test_the_table_shows_every_measure_of_every_mode(gateway: FakeGateway, make: Maker) -> None:
    gateway.answer = answer("France.", "sample/d1.txt")
    shown = run(make(QUERIES, {"d1": "Some text."}, "q1\td1\t1"), "--mode", "all").stdout
    words = ("hybrid", "dense", "bm25", "ndcg@10", "hit@5", "answer_contains", "citation_recall", "search")
    assert [word for word in words if word not in shown] == []


def test_limit_takes_a_part_of_the_questions_and_answers_a_part_of_those(gateway: FakeGateway, make: Maker) -> None:
    gateway.answer = answer("France.")
    folder = make(QUERIES, {"d1": "Some text."})
    assert result(folder, "--limit", 2)["questions"] == {"searched": 2, "asked": 2}
    assert result(folder, "--answers", 1, "--unanswerable", 0)["questions"] == {"searched": 2, "asked": 1}


def test_a_fall_from_the_earlier_result_ends_with_status_1(gateway: FakeGateway, make: Maker, tmp_path: Path) -> None:
    gateway.answer = answer("France.")
    folder, file = make(QUERIES, {"d1": "Some text."}), tmp_path / "earlier.json"
    earlier = result(folder)
    file.write_text(json.dumps(earlier))
    assert run(folder, "--compare", file).exit_code == 0
    file.write_text(json.dumps(earlier | {"abstention_accuracy": 1.0, "f1": 1.0}))
    worse = run(folder, "--compare", file)
    assert worse.exit_code == 1
    assert "f1 fell by 0.5000, from 1.0 to 0.5" in worse.stderr


@pytest.fixture
def question_set(tmp_path: Path) -> Path:
    folder = tmp_path / "questions"
    (folder / "documents").mkdir(parents=True)
    (folder / "documents/fees.md").write_text("The fee is 55 francs.")
    about: dict[str, Any] = {"documents": ["fees.md"], "gold": "55", "must": [["55"]]}
    rows: list[dict[str, Any]] = [
        {"id": "f1", "type": "fact", "half": "dev", "question": "What is the fee?", **about},
        {"id": "f2", "type": "follow-up", "half": "test", "question": "And now?", **about},
    ]
    rows[1]["history"] = [{"question": "What was the fee?", "answer": "40"}]
    (folder / "questions.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return folder


def test_a_set_of_questions_is_known_by_its_form_and_judged_by_type(gateway: FakeGateway, question_set: Path) -> None:
    gateway.answers = {"What is the fee?": answer("55 francs."), "And now?": answer("40 francs.")}
    found = result(question_set)
    assert (found["right"], found["wrong_fact"]) == (0.5, 0.5)
    assert (found["by_type"]["fact"]["right"], found["by_half"]["test"]["right"]) == (1.0, 0.0)
    assert list(gateway.contents) == ["documents/fees.md"]


def test_one_half_of_a_set_of_questions_can_be_asked(gateway: FakeGateway, question_set: Path) -> None:
    gateway.answer = answer("55 francs.")
    assert [one["id"] for one in result(question_set, "--half", "test")["cases"]] == ["f2"]


def test_each_case_is_written_for_reading(gateway: FakeGateway, question_set: Path, tmp_path: Path) -> None:
    gateway.answer = answer("40 francs.")
    shown = run(question_set, "--cases", tmp_path / "cases.jsonl").stdout
    cases = [json.loads(line) for line in (tmp_path / "cases.jsonl").read_text().splitlines()]
    assert [(case["id"], case["verdict"], case["answer"]) for case in cases] == [
        ("f1", "wrong", "40 francs."),
        ("f2", "wrong", "40 francs."),
    ]
    assert "follow-up" in shown


def test_results_are_compared_in_one_table_without_measuring(
    gateway: FakeGateway, question_set: Path, tmp_path: Path
) -> None:
    gateway.answer = answer("55 francs.")
    for name in ("small", "large"):
        (tmp_path / f"{name}.json").write_text(json.dumps(result(question_set)))
    gateway.contents.clear()
    shown = run(question_set, "--beside", tmp_path / "small.json", "--beside", tmp_path / "large.json").stdout
    assert [word for word in ("small", "large", "right: fact", "100%") if word not in shown] == []
    assert not gateway.contents


def test_a_file_that_is_no_result_is_not_compared(question_set: Path) -> None:
    refused = run(question_set, "--beside", question_set / "questions.jsonl")
    assert refused.exit_code == 1 and "is no result of ./build.sh eval --json" in refused.stderr


def test_a_question_that_cannot_be_read_is_named_by_its_line(gateway: FakeGateway, question_set: Path) -> None:
    (question_set / "questions.jsonl").write_text('{"id": "f1"}\n')
    refused = run(question_set)
    assert refused.exit_code == 1 and "line 1" in refused.stderr


def test_an_option_that_means_nothing_for_the_form_of_the_data_is_refused(
    gateway: FakeGateway, question_set: Path, make: Maker
) -> None:
    compared = run(question_set, "--compare", question_set / "questions.jsonl")
    halved = run(make(QUERIES, {"d1": "Some text."}), "--half", "dev")
    assert (compared.exit_code, halved.exit_code) == (2, 2)
    assert "--beside shows results of questions" in compared.stderr and "--half is for a set" in halved.stderr
