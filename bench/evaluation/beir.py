"""Reading a data set in BEIR's layout: corpus.jsonl, queries.jsonl, qrels/test.tsv, and perhaps articles/.

BEIR: Thakur et al. 2021, "BEIR: A Heterogeneous Benchmark for Zero-shot Evaluation of Information Retrieval Models".
"""

import csv
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Literal, TypeVar

import click

from cli.client.file_names import named_files
from minirag.uploads import Content

Documents = Literal["corpus", "articles"]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Query:
    """A question, the texts that answer it (where the data set has any), and the grade of each relevant document.

    `answerable` is None where the data set does not say whether its documents answer the question.
    """

    id: str
    text: str
    answers: tuple[str, ...] = ()
    grades: dict[str, int] = field(default_factory=dict)
    answerable: bool | None = None


@dataclass(frozen=True, slots=True)
class DataSet:
    """The questions, what to upload (content by document name), the corpus id that a document name stands for, and the
    text of each document of the corpus by its id.

    `ids` is empty when whole articles are uploaded, which hold several of the corpus's documents each.
    """

    name: str
    queries: list[Query]
    contents: Mapping[str, Content]
    ids: dict[str, str]
    texts: dict[str, str]


def read_data_set(folder: Path, documents: Documents = "corpus") -> DataSet:
    """Return the data set in this folder; raise `ClickException` when it is none."""
    name, queries, texts = folder.resolve().name, all_queries(folder), read_corpus(folder)
    if documents == "articles":
        if not (folder / "articles").is_dir():
            raise click.ClickException(f"{folder} has no folder articles: leave --documents out")
        files = named_files([folder / "articles"])
        return DataSet(name, queries, {name: partial(Path.read_bytes, file) for name, file in files.items()}, {}, texts)
    corpus = {f"{name}/{row['_id']}.txt": row for row in _rows(folder / "corpus.jsonl")}
    contents = {name: partial(_text, row) for name, row in corpus.items()}
    return DataSet(name, queries, contents, {name: row["_id"] for name, row in corpus.items()}, texts)


def all_queries(folder: Path) -> list[Query]:
    """Return all questions, in the order of the file; raise `ClickException` when the folder holds no data set."""
    grades = _grades(folder / "qrels" / "test.tsv")
    return [_query(row, grades.get(row["_id"], {})) for row in _rows(folder / "queries.jsonl")]


def read_queries(folder: Path) -> list[Query]:
    """Return the questions that the data set answers; raise `ClickException` when it is none."""
    return [query for query in all_queries(folder) if query.answerable is not False]


def read_corpus(folder: Path) -> dict[str, str]:
    """Return the text of each document by its id, whole articles or not; raise `ClickException` when there is none."""
    return {row["_id"]: row["text"] for row in _rows(folder / "corpus.jsonl")}


def spread(items: Sequence[T], count: int) -> list[T]:
    """Return `count` of the items, evenly spread and always the same; all of them for 0 or a larger number."""
    if not 0 < count < len(items):
        return list(items)
    return [items[index * len(items) // count] for index in range(count)]


def _query(row: dict[str, Any], grades: dict[str, int]) -> Query:
    metadata = row.get("metadata") or {}
    answers = tuple(metadata.get("answers", ()))
    return Query(row["_id"], row["text"], answers, grades, metadata.get("answerable"))


def _text(row: dict[str, Any]) -> bytes:
    return f"{row.get('title', '')}\n\n{row['text']}\n".lstrip().encode()


def _rows(path: Path) -> list[dict[str, Any]]:
    try:
        return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    except (OSError, ValueError) as error:
        raise click.ClickException(f"{path.parent} is no data set in BEIR's layout: {error}") from error


def _grades(path: Path) -> dict[str, dict[str, int]]:
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as file:
            for query, document, grade in list(csv.reader(file, delimiter="\t"))[1:]:
                grades[query][document] = int(grade)
    return grades
