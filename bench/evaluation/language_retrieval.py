"""What a search finds in one language after the other, by words, by vectors, and by both.

python -m bench.evaluation.language_retrieval FOLDER DATA... [--model NAME]... prints a row for each data set in BEIR's
layout and each embedder: the share of the questions with the right document among the first five, and nDCG@10. FOLDER
keeps the vectors, so that a second run takes seconds.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from bench.evaluation.beir import DataSet, read_data_set, spread
from bench.evaluation.found_passages import TENANT, index
from bench.evaluation.kept_vectors import KeptVectors
from bench.evaluation.ranking import ranking_measures
from bench.evaluation.retrieval import ALPHAS, Mode
from cli.terminal.json_output import print_json
from cli.terminal.tables import print_table
from functions.stores.opening import open_passages
from functions.stores.passages import Passages, Query
from model.embedding import Tokenizer

MODES: dict[Mode, str] = {"bm25": "words", "dense": "vectors", "hybrid": "hybrid"}
FETCHED = 60  # passages, several of one document among them
Row = dict[str, str | float | None]


def measured(data_set: DataSet, embedder: KeptVectors, store: str, questions: int) -> Iterator[Row]:
    """Yield how good each way to search is in a store at this address, whose index is made first."""
    passages = open_passages(store)
    count = Tokenizer.load(embedder.name).counts
    for name, content in data_set.contents.items():
        index(passages, name, content(), embedder, count)
    for mode, told in MODES.items():
        ranked, grades = {}, {}
        for query in spread([one for one in data_set.queries if one.grades], questions):
            ranked[query.id] = _ranked(data_set, passages, query.text, embedder, ALPHAS[mode])
            grades[query.id] = query.grades
        found = ranking_measures(ranked, grades)
        yield {
            "data": data_set.name,
            "model": embedder.name,
            "by": told,
            "hit@5": found["recall@5"],
            "ndcg@10": found["ndcg@10"],
        }


def _ranked(data_set: DataSet, passages: Passages, text: str, embedder: KeptVectors, alpha: float) -> list[str]:
    vector = embedder.embed_queries([text])[0]
    query = Query(text=text, vector=vector, model=embedder.name, limit=FETCHED, alpha=alpha)
    names = dict.fromkeys(hit.passage.name for hit in passages.search(TENANT, query))
    return [data_set.ids[name] for name in names]


@click.command(help=__doc__)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.argument("data", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--model", "models", multiple=True, default=[""], help="An embedder [the default one].")
@click.option("--questions", default=0, help="So many of each data set, evenly spread [all].")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def main(folder: Path, data: Sequence[Path], models: Sequence[str], questions: int, as_json: bool) -> None:
    """Run the command."""
    folder.mkdir(parents=True, exist_ok=True)
    rows: list[Row] = []
    for model in models:
        embedder = KeptVectors.load(model)
        kept = folder / f"{embedder.name}.npz"
        embedder.read(kept)
        for one in data:
            with TemporaryDirectory(dir=folder) as store:
                rows += measured(read_data_set(one), embedder, f"sqlite://{store}/store.sqlite", questions)
            embedder.keep(kept)
    if as_json:
        print_json(rows)
    else:
        print_table([*rows[0]], ([row[column] for column in rows[0]] for row in rows))


if __name__ == "__main__":
    main()
