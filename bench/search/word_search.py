"""How well a search by words alone finds the paragraphs that answer.

python -m bench.search.word_search DATA... [--store URL] prints JSON: for each data set in BEIR's layout the share of
its questions with an answering paragraph among the first five, and nDCG@10. Each paragraph is one passage of an index
of its own; no model is needed.
"""

import json
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import fmean

import click
import numpy as np

from bench.evaluation.beir import read_corpus, read_queries
from bench.evaluation.ranking import ranking_measures
from events.identity import DocumentKey, Generation, IndexKey, chunk_id, document_id
from functions.stores.opening import open_passages
from functions.stores.passages import Filters, Passage, Passages, Query
from functions.text.detection import language_of_text

GENERATION = Generation("g")
AT_ONCE = 200  # passages
FOUND, FIRST = 10, 5
VECTOR = np.ones(1, dtype=np.float32)  # all are alike, and none is looked at


def measured(data: Path, store: Passages) -> dict[str, float | None]:
    """Return the measures of one data set."""
    index = IndexKey("bench", f"words-{data.resolve().name}")
    corpus = read_corpus(data)
    for first in range(0, len(corpus), AT_ONCE):
        some = [_passage(index, id_, text) for id_, text in list(corpus.items())[first : first + AT_ONCE]]
        store.add(some, np.ones((len(some), 1), dtype=np.float32))
    queries = [query for query in read_queries(data) if query.grades]
    grades = {query.id: query.grades for query in queries}
    ranked = {query.id: list(_found(store, index, query.text)) for query in queries}
    store.drop(index)
    return {
        "questions": len(ranked),
        "hit@5": round(fmean(any(grades[id_].get(one) for one in ranked[id_][:FIRST]) for id_ in ranked), 4),
        "ndcg@10": ranking_measures(ranked, grades)["ndcg@10"],
    }


def _found(store: Passages, index: IndexKey, question: str) -> Iterator[str]:
    query = Query(text=question, vector=VECTOR, model=index.model, limit=FOUND, alpha=0.0, filters=Filters())
    for hit in store.search(index.tenant, query):
        yield hit.passage.metadata["id"]


def _passage(index: IndexKey, id_: str, text: str) -> Passage:
    key = DocumentKey(index, document_id(index.tenant, id_))
    return Passage(
        id=chunk_id(key, GENERATION, 0),
        tenant=index.tenant,
        document=key.document,
        generation=GENERATION,
        position=0,
        name="",
        text=text,
        page=None,
        heading="",
        start=0,
        end=len(text),
        model=index.model,
        language=language_of_text(text),
        metadata={"id": id_},
    )


@click.command(help=__doc__)
@click.argument("data", type=click.Path(exists=True, file_okay=False, path_type=Path), nargs=-1, required=True)
@click.option("--store", default="", help="STORE_URL of an empty server to measure, instead of SQLite in a new folder.")
def main(data: Sequence[Path], store: str) -> None:
    """Run the command."""
    with tempfile.TemporaryDirectory(prefix="minirag-bench-") as folder:
        passages = open_passages(store or f"sqlite://{folder}/store.sqlite")
        click.echo(json.dumps({f"{one.parent.name}/{one.name}": measured(one, passages) for one in data}))


if __name__ == "__main__":
    main()
