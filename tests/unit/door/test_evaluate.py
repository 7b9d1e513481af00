"""./build.sh eval, and the data sets that it reads"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from knative.door.beir import read_data_set, spread
from knative.door.evaluate import evaluate
from tests.unit.door.fake_gateway import FakeGateway

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


def test_unanswerable_questions_are_left_out(make: Maker) -> None:
    assert [query.id for query in read_data_set(make(QUERIES, {})).queries] == ["q1", "q2"]


def test_the_corpus_becomes_one_text_per_document(make: Maker) -> None:
    data_set = read_data_set(make(QUERIES, {"d1": "Some text."}))
    assert {name: content() for name, content in data_set.contents.items()} == {"sample/d1.txt": b"D1\n\nSome text.\n"}
    assert data_set.ids == {"sample/d1.txt": "d1"}


def test_articles_take_the_place_of_the_corpus_where_there_are_any(make: Maker) -> None:
    folder = make(QUERIES, {"d1": "Some text."})
    (folder / "articles").mkdir()
    (folder / "articles/normans.md").write_text("# Normans")
    data_set = read_data_set(folder)
    assert {name: content() for name, content in data_set.contents.items()} == {"articles/normans.md": b"# Normans"}
    assert data_set.ids == {}


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
    result = json.loads(run(make(QUERIES, {"d1": "Some text."}), "--json").stdout)
    assert result["retrieval"] | {"hit@5": 0.5, "hits": 1, "missed": ["q2"], "questions": 2} == result["retrieval"]


def test_judged_documents_give_ndcg_and_recall_by_their_best_passage(gateway: FakeGateway, make: Maker) -> None:
    folder = make([{"_id": "1", "text": "titles"}], {"d1": "one", "d2": "two", "d3": "three"}, "1\td1\t1", "1\td3\t1")
    found = ("sample/d2.txt", "sample/d1.txt", "sample/d1.txt")
    gateway.passages = {"titles": [(name, "text") for name in found]}
    measures = json.loads(run(folder, "--json").stdout)["retrieval"]
    assert measures == {"questions": 1, "nDCG@10": 0.3869, "recall@5": 0.5, "recall@20": 0.5}


def test_the_corpus_is_uploaded_before_the_first_question(gateway: FakeGateway, make: Maker) -> None:
    run(make(QUERIES, {"d1": "Some text.", "d2": "More text."}))
    assert sorted(gateway.contents) == ["sample/d1.txt", "sample/d2.txt"]


def test_a_document_that_cannot_be_indexed_ends_the_evaluation(gateway: FakeGateway, make: Maker) -> None:
    result = run(make(QUERIES, {"bad": "Some text."}))
    assert result.exit_code == 1
    assert "1 documents were not indexed, such as sample/bad.txt" in result.stderr


def test_answers_tells_what_the_full_chain_gets_right(gateway: FakeGateway, make: Maker) -> None:
    quotes = [{"quote": "a region in France"}, {"quote": "Rollo, a Viking"}]
    gateway.answer = {"answer": "France.", "citations": quotes, "timings": {"total": 80.0}}
    found = json.loads(run(make(QUERIES, {"d1": "Some text."}), "--answers", 2, "--json").stdout)["answers"]
    assert [one["in_answer"] for one in found.pop("each")] == [True, False]
    assert found == {"questions": 2, "in_answer": 1, "in_best_quote": 1, "in_any_quote": 2, "median_ms": 80.0}
