"""A data set in halves by article: what is chosen on one of them is measured on the other."""

import json
from collections.abc import Collection
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal, NamedTuple

from bench.abstention.index_sizes import Document, Question
from bench.evaluation.beir import all_queries

Half = Literal["dev", "test"]
MANY = 10  # articles of a set in BEIR's layout: of more than these, every second one is left out of every index


class Part(NamedTuple):
    """The documents of a half, and what is asked of them and of the articles that were left out."""

    documents: list[Document]
    questions: list[Question]


def half_of(article: str) -> Half:
    """Return which half an article belongs to: by its name, so that it is the same in every set."""
    return "dev" if sha256(article.encode()).digest()[0] % 2 == 0 else "test"


def read_half(folder: Path, half: Half, without: Collection[str] = ()) -> Part:
    """Return a half of a data set; an article's name is in its paragraphs' metadata or begins their ids.

    SQuAD's unanswerable questions are about any paragraph of their article.
    """
    rows = _rows(folder / "corpus.jsonl")
    articles = {row["_id"]: _article(row) for row in rows}
    names = [name for name in dict.fromkeys(articles.values()) if name not in without]
    mine = [name for name in names if half_of(name) == half]
    absent = set(mine[::2]) if len(names) > MANY else set[str]()
    home = {id_: name for id_, name in articles.items() if name in mine and name not in absent}
    documents = [Document(row["_id"], row.get("title") or "", row["text"]) for row in rows if row["_id"] in home]
    asked = {row["_id"]: row.get("metadata") or {} for row in _rows(folder / "queries.jsonl")}
    questions = []
    for query in all_queries(folder):
        about = next(iter(query.grades), "") or _any_of(home, query.text, asked[query.id].get("article", ""))
        if articles.get(about) in absent:
            questions.append(Question(query.text, "absent"))
        elif about in home:
            questions.append(Question(query.text, "answerable" if query.answers else "unanswerable", about))
    return Part(documents, questions)


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _article(row: dict[str, Any]) -> str:
    return str((row.get("metadata") or {}).get("article") or row["_id"].rpartition("-")[0])


def _any_of(home: dict[str, str], question: str, article: str) -> str:
    """Return one of the article's paragraphs, always the same for a question."""
    ids = [id_ for id_, name in home.items() if name == article]
    return min(ids, key=lambda id_: sha256((id_ + question).encode()).hexdigest(), default="")
