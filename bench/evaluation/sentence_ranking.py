"""How often the sentence that is ranked first holds the gold answer.

python -m bench.evaluation.sentence_ranking FOLDER DATA... prints JSON: for each half of the articles the number of
questions, the share of those with a gold answer in the first sentence, in the first two, and the mean reciprocal rank.
DATA are in BEIR's layout, or sets of questions, whose evidence stands for the gold answer; FOLDER keeps what was found
and every vector, so that a second run takes seconds. With --fit it also prints the weights that the dev half of all of
DATA gives, and the share of first ones there without each. With --misses it prints each question whose first sentence
of the dev half does not hold the answer, with that sentence.
"""

import base64
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path
from statistics import fmean

import click
import msgspec
import numpy as np

from bench.evaluation.answer_matching import contains_answer
from bench.evaluation.beir import DataSet, Query, read_data_set
from bench.evaluation.found_passages import Case, article_names, found_passages
from bench.evaluation.kept_vectors import KeptVectors
from bench.evaluation.question_set import DOCUMENTS, is_question_set, read_questions
from bench.evaluation.sentence_weights import Choice, fitted, in_cosines, is_first_right
from cli.client.file_names import named_files
from functions.answer.evidence_units import evidence_units
from functions.answer.sentence_features import WEIGHTS, vector_features, word_features
from functions.answer.sentence_selection import Sentence, best_sentences
from model.embedding import Embedder

MEASURES = ("first", "first_two", "mrr")
COSINES = ("cosine", "with_previous", "nearest_in_passage")
SET = ("identifiers", "condition", "reason", "row_named", "row_column")
SINGLE = ("fact", "table", "identifier", "yes-no", "typo", "conditional")  # types that one sentence answers
VECTORS = "vectors.npz"


def half_of(article: str) -> str:
    """Return the half that an article belongs to: rules and numbers are chosen on one, and reported on the other."""
    if article in ("dev", "test"):  # of a set of questions, which says it itself
        return article
    return "test" if sha256(article.encode()).digest()[0] % 2 else "dev"


def cases_of(data: Path, embedder: Embedder, folder: Path) -> list[Case]:
    """Return the questions of a data set with the passages found for each: of its whole articles, if it has them."""
    documents = _documents_of(data)
    kept = folder / f"{data.name}-{documents}.json"
    if not kept.is_file():
        folder.joinpath(kept.stem).mkdir(parents=True, exist_ok=True)
        questions, article_of = _data_of(data)
        found = found_passages(questions, article_of, embedder, folder / kept.stem)
        kept.write_bytes(msgspec.json.encode(list(found)))
    return msgspec.json.decode(kept.read_bytes(), type=list[Case])


def _documents_of(data: Path) -> str:
    if is_question_set(data):
        return DOCUMENTS
    return "articles" if (data / "articles").is_dir() else "corpus"


def _data_of(data: Path) -> tuple[DataSet, Callable[[Query], str]]:
    """Return a data set with what names the article, or the half, that a question of it belongs to."""
    if not is_question_set(data):
        return read_data_set(data, "articles" if (data / "articles").is_dir() else "corpus"), article_names(data)
    questions = {one.id: one for one in read_questions(data) if one.type in SINGLE and one.evidence}
    queries = [Query(one.id, one.question, tuple(map(_first_part, one.evidence))) for one in questions.values()]
    files = named_files([data / DOCUMENTS])
    contents = {name: partial(Path.read_bytes, file) for name, file in files.items()}
    return DataSet(data.name, queries, contents, {}, {}), lambda query: questions[query.id].half


def _first_part(evidence: str) -> str:
    return evidence.partition(" … ")[0]


def rank_of_answer(answers: Sequence[str], sentences: Iterable[Sentence]) -> int:
    """Return the place of the first sentence that holds a gold answer, from 1; 0 where none does."""
    places = (place for place, one in enumerate(sentences, 1) if contains_answer(one.text, answers))
    return next(places, 0)


def measures(ranks: Sequence[int]) -> dict[str, float]:
    """Return each measure of these ranks, rounded; 0 where there are none."""
    if not ranks:
        return dict.fromkeys(MEASURES, 0.0)
    first, two = fmean(rank == 1 for rank in ranks), fmean(rank in (1, 2) for rank in ranks)
    values = (first, two, fmean(1 / rank if rank else 0.0 for rank in ranks))
    return {name: round(value, 4) for name, value in zip(MEASURES, values, strict=True)}


def measured(cases: Sequence[Case], embedder: Embedder) -> dict[str, dict[str, float]]:
    """Return the measures of each half."""
    ranks: dict[str, list[int]] = {"dev": [], "test": []}
    for case in cases:
        sentences = best_sentences(case.vector, case.question, case.passages, embedder)
        ranks[half_of(case.article)].append(rank_of_answer(case.answers, sentences))
    return {half: {"questions": len(ones), **measures(ones)} for half, ones in ranks.items()}


def misses(cases: Sequence[Case], embedder: Embedder) -> Iterator[dict[str, str]]:
    """Yield each question of the dev half whose first sentence does not hold the answer."""
    for case in cases:
        sentences = best_sentences(case.vector, case.question, case.passages, embedder)
        if half_of(case.article) == "dev" and rank_of_answer(case.answers, sentences) != 1:
            yield {"question": case.question, "answer": case.answers[0], "first": sentences[0].text}


def choice_of(case: Case, embedder: Embedder) -> Choice:
    """Return the sentences of a case as what the weights are fitted to."""
    units = evidence_units(case.passages)
    vectors = embedder.embed_passages([unit.text for unit in units])
    query = np.frombuffer(base64.b64decode(case.vector), dtype="<f4")
    features = word_features(case.question, units, case.passages)
    features |= vector_features(vectors @ query, vectors, units, query)
    return Choice(features, np.array([contains_answer(unit.text, case.answers) for unit in units]))


def fits(cases: Sequence[Case], embedder: Embedder) -> dict[str, dict[str, float]]:
    """Return the weights by the dev half, and the share of first ones there with all features and without each."""
    dev = [choice_of(case, embedder) for case in cases if half_of(case.article) == "dev"]
    names = [name for name in WEIGHTS if name not in SET]  # what hardly any of SQuAD's questions has
    tried = {"none": names} | {name: [other for other in names if other != name] for name in names}
    weights = {name: fitted(dev, others) for name, others in tried.items()}
    without = {name: round(fmean(is_first_right(one, by) for one in dev), 4) for name, by in weights.items()}
    return {"weights": in_cosines(weights["none"], COSINES), "first_without": without}


@click.command(help=__doc__)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.argument("data", type=click.Path(exists=True, file_okay=False, path_type=Path), nargs=-1, required=True)
@click.option("--fit", is_flag=True, help="Fit the weights, too.")
@click.option("--misses", "show", is_flag=True, help="Print the questions that go wrong, too.")
def main(folder: Path, data: Sequence[Path], fit: bool, show: bool) -> None:
    """Run the command."""
    folder.mkdir(parents=True, exist_ok=True)
    embedder = KeptVectors.load()
    embedder.read(folder / VECTORS)
    cases = {one.name: cases_of(one, embedder, folder) for one in data}
    click.echo(json.dumps({name: measured(ones, embedder) for name, ones in cases.items()}))
    if fit:
        click.echo(json.dumps(fits([case for ones in cases.values() for case in ones], embedder)))
    for one in [miss for ones in cases.values() for miss in misses(ones, embedder)] if show else []:
        click.echo(json.dumps(one, ensure_ascii=False))
    embedder.keep(folder / VECTORS)


if __name__ == "__main__":
    main()
