"""The texts that the engine's benchmark and soak ask about: a BEIR folder's, or this project's own documents."""

from collections import defaultdict
from pathlib import Path

from bench.engine.workloads import Count, Texts, cut_passages
from bench.evaluation.beir import Query, read_corpus, read_queries
from cli.client.address import ROOT

WRITTEN = ("docs/*.md", "README.md")


def source_texts(folder: Path | None) -> tuple[list[str], list[list[Query]]]:
    """Return texts, and for each the questions that it answers (none for this project's own documents)."""
    if folder is None:
        files = sorted(file for pattern in WRITTEN for file in ROOT.glob(pattern))
        return [file.read_text("utf-8") for file in files], [[] for _ in files]
    corpus = read_corpus(folder)
    asked: dict[str, list[Query]] = defaultdict(list)
    for query in read_queries(folder):
        for document, grade in query.grades.items():
            if grade > 0:
                asked[document].append(query)
    return list(corpus.values()), [asked[document] for document in corpus]


def prompt_texts(folder: Path | None, tokens: int, count: Count) -> Texts:
    """Return passages of `tokens` tokens, each with the questions whose answer it holds."""
    texts, queries = source_texts(folder)
    found = cut_passages(texts, tokens, count)
    questions = {place: _answered(passage, queries[index]) for place, (index, passage) in enumerate(found)}
    return Texts([passage for _, passage in found], questions)


def running_passages(folder: Path | None, tokens: int, count: Count) -> list[str]:
    """Return passages of `tokens` tokens cut from all texts in one, for single texts may be shorter than that."""
    texts, _ = source_texts(folder)
    return [passage for _, passage in cut_passages([" ".join(texts)], tokens, count)]


def _answered(passage: str, queries: list[Query]) -> list[str]:
    return [query.text for query in queries if any(answer in passage for answer in query.answers)]
