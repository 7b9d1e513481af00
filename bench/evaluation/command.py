"""`./build.sh eval`: the quality of retrieval, and of answers, on a data set."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from bench.evaluation.beir import Documents, read_data_set
from bench.evaluation.evaluation import (
    documents_there,
    measure_text,
    measured,
    planned,
    send,
)
from bench.evaluation.question_command import case_writer, show_compared, show_questions
from bench.evaluation.question_run import measured_questions
from bench.evaluation.question_set import Half, is_question_set
from bench.evaluation.regression import (
    TOLERANCES,
    check_comparable,
    read_earlier,
    regressions,
)
from bench.evaluation.retrieval import Mode
from bench.private_runtime import private_runtime
from cli.client.gateway_client import gateway
from cli.terminal.tables import print_table
from events.errors import MiniRAGError
from minirag import Client
from minirag.exchange import RETRIES
from model.catalog import find
from model.prepare import prepare

KEEP_WARM = 600.0  # idle seconds before a service of a MiniRAG of its own goes to zero
MODES: dict[str, tuple[Mode, ...]] = {
    "hybrid": ("hybrid",),
    "dense": ("dense",),
    "bm25": ("bm25",),
    "all": ("hybrid", "dense", "bm25"),
}
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
NEW_FILE = click.Path(dir_okay=False, path_type=Path)


HELP = """\
Measure retrieval and answers on a data set in BEIR's layout: corpus.jsonl, queries.jsonl, qrels/test.tsv; or answers
alone on a set of questions over whole documents: questions.jsonl and documents/, such as tests/data/questions.

Sends each document of the corpus as a text file (or the files of DATA/articles) to the running MiniRAG, where other
documents compete, or to one of its own. Then it searches for each answerable question, and asks each question, one
after another. Gold answers are read from the questions' metadata: `answers`, and `answerable`.

\b
Of the search (POST /search, and for recall@100 what `search` ranks behind its 20 passages):
ndcg@10, recall@5, recall@100    of the documents, by trec_eval; a document's rank is that of its best passage
hit@5                  a gold answer stands in one of the five passages that a question is answered from
Of the answers (POST /ask):
answer_contains        a gold answer stands in the answer or in its quotes: in what a person is shown
generated_contains     a gold answer stands in the model's own words
shown_first_contains   a gold answer stands in the answer itself, which is read before any quote
wrong_shown            share of all questions: answered, and not by a gold answer
exact_match, f1        of the answer against the best gold answer, as in SQuAD; 0 for an answer that is none
citation_precision     share of the cited passages that are relevant: of a relevant document (qrels), or, for whole
                       articles, with a gold answer or half of a relevant paragraph
citation_recall        share of the answerable questions with a relevant passage cited
abstention_accuracy    share of the questions of which `answered` is what the data set calls `answerable`;
                       abstention_balanced: the mean of its halves, answerable_answered and unanswerable_declined

"Stands in" compares whole words, whatever their case, punctuation and articles. Unanswerable questions count for
the abstention and wrong_shown only. A measure is null where the data set has not what it needs. Times are medians in
milliseconds.

Of a set of questions, by type and half; docs/benchmarks.md states the rules of the verdicts:

\b
right, partly          what is shown first says the gold, or a part of it
wrong_shown            it says something else, or answers what no document says; wrong_fact: a false value
refused_wrongly        share of the answerable questions that were not answered; refused_rightly: of the others
support_precision      share of the quotes shown that stand in their passage and say what the answer needs
support_recall         share of the answerable questions with such a quote
"""


@click.command(name="eval", help=HELP)
@click.argument("data", type=FOLDER)
@click.option("--limit", type=click.IntRange(0), default=0, help="Take only this many questions, evenly spread.")
@click.option("--answers", type=click.IntRange(0), help="Of them, let this many answerable ones be answered. [all]")
@click.option("--unanswerable", type=click.IntRange(0), help="Of them, ask this many without an answer, too. [all]")
@click.option("--documents", type=click.Choice(["corpus", "articles"]), default="corpus", help="What is uploaded.")
@click.option("--mode", type=click.Choice([*MODES]), default="hybrid", help="How it is searched; all: compare them.")
@click.option("--private", is_flag=True, help="Measure a MiniRAG of its own, with an empty store, that ends then.")
@click.option("--store", default="", metavar="URL", help="The same, with this store, such as weaviate://HOST:8080.")
@click.option("--model", default="", metavar="NAME", help="The same, with this embedding model.")
@click.option("--generator", default="", metavar="NAME", help="The same, with this generating model.")
@click.option("--compare", type=FILE, help="An earlier result (--json): end with status 1 if a measure fell.")
@click.option("--half", type=click.Choice(["dev", "test"]), help="Of a set of questions, ask this half alone.")
@click.option("--cases", type=NEW_FILE, help="Write each answer with its verdict into this file, one JSON a line.")
@click.option("--beside", type=FILE, multiple=True, help="Measure nothing: show these results (--json) in one table.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def evaluate(  # noqa: PLR0913 - the options
    *,
    data: Path,
    limit: int,
    answers: int | None,
    unanswerable: int | None,
    documents: Documents,
    mode: str,
    private: bool,
    store: str,
    model: str,
    generator: str,
    compare: Path | None,
    half: Half | None,
    cases: Path | None,
    beside: tuple[Path, ...],
    as_json: bool,
) -> None:
    """Run the command; `HELP` defines what it measures."""
    if beside:
        show_compared(beside)
        return
    if is_question_set(data):
        if compare:
            raise click.UsageError("--compare is for a data set in BEIR's layout: --beside shows results of questions")
        with evaluated(private, store, model, generator) as client:
            answered = measured_questions(client, data, half, limit, case_writer(cases))
        show_questions(answered, as_json)
        return
    if half:
        raise click.UsageError("--half is for a set of questions, which says of each in which half it is")
    data_set = read_data_set(data, documents)
    plan = planned(data_set, limit, answers, unanswerable, MODES[mode])
    earlier = read_earlier(compare) if compare else None
    with evaluated(private, store, model, generator) as client:
        send(client, data_set)
        others = documents_there(client) - len(data_set.contents)
        result = measured(client, data_set, plan, case_writer(cases))
    about = {"data": data_set.name, "documents": documents, "mode": plan.modes[0], "other_documents": others}
    result = {name: result[name] for name in TOLERANCES} | about | result
    click.echo(json.dumps(result)) if as_json else show(result)
    if earlier:
        compare_with(earlier, result)


@contextmanager
def evaluated(private: bool, store: str, model: str, generator: str) -> Iterator[Client]:
    """Open a client of the MiniRAG that is measured: the running one, or with any of these settings one of its own."""
    chosen = {"STORE_URL": store, "EMBEDDER": model, "GENERATOR": generator}
    given = {name: value for name, value in chosen.items() if value}
    if not (private or given):
        with gateway(RETRIES) as client:
            yield client
        return
    ready(model, generator)
    click.echo("starting a MiniRAG of its own ...", err=True)
    with private_runtime(KEEP_WARM, **given) as runtime:
        if documents_there(runtime.client):
            raise click.ClickException(f"there are documents at {store} already: name an empty store")
        yield runtime.client


def ready(model: str, generator: str) -> None:
    """Prepare the weights of the models that are measured."""
    try:
        for entry in (find(model, "embed"), find(generator, "generate")):
            prepare(entry, lambda line: click.echo(line, err=True))
    except MiniRAGError as error:
        raise click.ClickException(error.detail) from error


def compare_with(earlier: dict[str, Any], result: dict[str, Any]) -> None:
    """Say what fell; raise `ClickException` if anything did."""
    check_comparable(earlier, result)
    if fallen := list(regressions(earlier, result)):
        raise click.ClickException("worse than the earlier result: " + "; ".join(fallen))
    click.echo("no measure is worse than in the earlier result", err=True)


def show(result: dict[str, Any]) -> None:
    """Print the measures as tables."""
    counts, other = result["questions"], result["other_documents"]
    click.echo(f"{result['data']}: {counts['searched']} questions searched, {counts['asked']} answered")
    if other > 0:
        click.echo(f"{other} other documents in the index compete (--private measures without them)")
    modes = result["modes"]
    names = [name for name in next(iter(modes.values())) if name != "missed"]
    print_table(["retrieval", *modes], ([name, *(measure_text(one[name]) for one in modes.values())] for name in names))
    if counts["asked"]:
        measures = [name for name in result if isinstance(result[name], float | None) and name not in names]
        print_table(["answers", ""], ([name, measure_text(result[name])] for name in measures))
        print_table(["stage", "median ms"], result["median_ms"].items())
