"""How a search by words alone is measured."""

import json
from pathlib import Path

import pytest

from bench.search.word_search import measured
from functions.stores.opening import open_passages


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Two paragraphs, and a question that each of them answers."""
    folder = tmp_path / "small"
    (folder / "qrels").mkdir(parents=True)
    corpus = {"a": "Die Verträge sind gekündigt.", "b": "保修期为三年。"}
    queries = {"1": "Welcher Vertrag?", "2": "保修多少年"}
    rows = {"corpus": corpus, "queries": queries}
    for name, texts in rows.items():
        lines = [json.dumps({"_id": id_, "title": "", "text": text}) for id_, text in texts.items()]
        (folder / f"{name}.jsonl").write_text("\n".join(lines), "utf-8")
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\n1\ta\t1\n2\tb\t1\n", "utf-8")
    return folder


def test_what_is_found_first_for_each_question_counts_in_full(data: Path, tmp_path: Path) -> None:
    store = open_passages(f"sqlite://{tmp_path}/store.sqlite")
    assert measured(data, store) == {"questions": 2, "hit@5": 1.0, "ndcg@10": 1.0}
