"""`./build.sh eval`: the quality of retrieval, and of answers, on a data set."""

import json
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

import click
import httpx

from events.questions import FoundPassage
from knative.door.answer_quality import answered, summary
from knative.door.beir import DataSet, Query, read_data_set, spread
from knative.door.gateway_client import gateway
from knative.door.gauge import gauge
from knative.door.ranking import contains_answer, ndcg, recall
from knative.door.retrieving import MOST, found_passages
from knative.door.sending import upload

TOP = 5  # passages among which an answer's text must be


@click.command(name="eval")
@click.argument("data", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--limit", type=click.IntRange(0), default=0, help="Ask only this many questions, evenly spread.")
@click.option("--answers", type=click.IntRange(0), default=0, help="Let this many be answered by the full chain, too.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def evaluate(data: Path, limit: int, answers: int, as_json: bool) -> None:
    """Measure retrieval, and with --answers also answers, on a data set in BEIR's layout.

    Uploads the folder DATA/articles if there is one, otherwise each document of corpus.jsonl as a text file. What is
    there already is not uploaded again, and other documents in the index compete. Then sends each answerable question
    to the functions embed-questions and search.

    \b
    hit@5      share of the questions with a gold answer's text in one of the first 5 passages, whatever case and spaces
    nDCG@10    sum of grade / log2(rank + 1) over the first 10 documents, divided by that of the best possible ranking
    recall@k   share of the relevant documents among the first k (k is at most 20: search gives no more passages)

    A document's rank is that of its best passage. nDCG and recall need judgements of the uploaded documents (qrels).
    """
    data_set = read_data_set(data)
    queries = spread(data_set.queries, limit)
    with gateway() as client:
        send(client, data_set)
        result = {"data": data.resolve().name, "retrieval": retrieval(client, data_set, queries)}
        if answers:
            result["answers"] = full_chain(client, spread([query for query in queries if query.answers], answers))
    click.echo(json.dumps(result) if as_json else as_text(result))


def send(client: httpx.Client, data_set: DataSet) -> None:
    """Upload what is not there yet; raise `ClickException` when a document cannot be indexed."""
    with gauge("uploading", len(data_set.contents)) as show:
        for tally in upload(client, data_set.contents):
            show(tally.settled, "searchable")
    if tally.failed:
        name, reason = next(iter(tally.failed.items()))
        raise click.ClickException(f"{len(tally.failed)} documents were not indexed, such as {name}: {reason}")


def retrieval(client: httpx.Client, data_set: DataSet, queries: Sequence[Query]) -> dict[str, Any]:
    """Return the retrieval measures over these questions, and which of them missed."""
    limit = MOST if data_set.ids else TOP
    found: list[list[FoundPassage]] = []
    with gauge("searching", len(queries)) as show:
        for query in queries:
            found.append(found_passages(client, query.text, limit))
            show(len(found))
    asked = list(zip(queries, found, strict=True))
    return {"questions": len(asked), **hits(asked), **(rankings(asked, data_set.ids) if data_set.ids else {})}


def hits(asked: Sequence[tuple[Query, list[FoundPassage]]]) -> dict[str, Any]:
    """Return hit@5 over the questions with gold answers; nothing when none has any."""
    hit = {
        query.id: any(contains_answer(passage.text, query.answers) for passage in passages[:TOP])
        for query, passages in asked
        if query.answers
    }
    if not hit:
        return {}
    missed = [id_ for id_, is_hit in hit.items() if not is_hit]
    return {f"hit@{TOP}": round(fmean(hit.values()), 4), "hits": len(hit) - len(missed), "missed": missed}


def rankings(asked: Sequence[tuple[Query, list[FoundPassage]]], ids: dict[str, str]) -> dict[str, float]:
    """Return nDCG and recall of the documents, over the questions that have judgements."""
    ranked = [
        (list(dict.fromkeys(ids[one.name] for one in passages if one.name in ids)), query.grades)
        for query, passages in asked
        if query.grades
    ]
    if not ranked:
        return {}
    return {
        "nDCG@10": round(fmean(ndcg(documents, grades, 10) for documents, grades in ranked), 4),
        **{
            f"recall@{k}": round(fmean(recall(documents, grades, k) for documents, grades in ranked), 4)
            for k in (5, MOST)
        },
    }


def full_chain(client: httpx.Client, queries: Sequence[Query]) -> dict[str, Any]:
    """Return what the answers of the full chain to these questions hold."""
    found: list[dict[str, Any]] = []
    with gauge("answering", len(queries)) as show:
        for answer in answered(client, queries):
            found.append(answer)
            show(len(found))
    if not found:
        raise click.ClickException("--answers needs questions with gold answers, and this data set has none")
    return summary(found) | {"each": found}


def as_text(result: dict[str, Any]) -> str:
    """Return the measures as lines of text."""
    lines = [f"{result['data']}: {result['retrieval']['questions']} questions"]
    lines += [
        f"  {name:16} {value}" for name, value in result["retrieval"].items() if name not in ("questions", "missed")
    ]
    if answers := result.get("answers"):
        lines.append(f"full chain: {answers['questions']} questions")
        lines += [f"  {name:16} {value}" for name, value in answers.items() if name not in ("questions", "each")]
    return "\n".join(lines)


if __name__ == "__main__":
    evaluate(prog_name="./build.sh eval")
