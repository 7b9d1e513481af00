"""The passages that each question of a data set is answered from, found without any service: split, embed, search."""

import base64
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
import numpy as np

from bench.evaluation.beir import DataSet, Query
from events.carried import carried
from events.documents import embedded_text
from events.identity import DocumentKey, Generation, IndexKey, chunk_id, document_id
from events.questions import FoundPassage
from functions.answer.diversification import diversified
from functions.ingest.chunk_languages import with_languages
from functions.ingest.chunking.chunks import split_into_chunks
from functions.ingest.extract import extract, media_type_of
from functions.stores.opening import open_passages
from functions.stores.passages import Passage, Passages, Vectors
from functions.stores.passages import Query as Searched
from model.embedding import Embedder, Tokenizer

TENANT, GENERATION = "eval", Generation("g")
SHOWN = 5  # passages that a question is answered from
OVERFETCH = 3  # as `search` does: passages may repeat others or become one with them
AT_ONCE = 32  # chunks


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """A question with its gold answers, the document that holds them, and what a search finds."""

    question: str
    answers: list[str]
    article: str
    vector: str
    passages: list[FoundPassage]


def found_passages(
    data_set: DataSet, article_of: Callable[[Query], str], embedder: Embedder, folder: Path
) -> Iterator[Case]:
    """Yield a case for each question that has gold answers; the documents are indexed in this folder."""
    passages = open_passages(f"sqlite://{folder.absolute()}/store.sqlite")
    tokenizer = Tokenizer.load(embedder.name, "embed")
    for name, content in data_set.contents.items():
        index(passages, name, content(), embedder, tokenizer.counts)
    for query in data_set.queries:
        if query.answers:
            vector = embedder.embed_queries([query.text])[0]
            searched = Searched(text=query.text, vector=vector, model=embedder.name, limit=SHOWN * OVERFETCH)
            hits = diversified(passages.search(TENANT, searched), SHOWN)
            yield Case(
                question=query.text,
                answers=list(query.answers),
                article=article_of(query),
                vector=base64.b64encode(vector.tobytes()).decode(),
                passages=[carried(hit.passage, FoundPassage, score=round(hit.score, 6)) for hit in hits],
            )


def article_names(folder: Path) -> Callable[[Query], str]:
    """Return what names the article that a question of the data set in this folder is about: the half it is in."""
    rows = [msgspec.json.decode(line) for line in (folder / "corpus.jsonl").read_bytes().splitlines() if line.strip()]
    names: Mapping[str, str] = {row["_id"]: row.get("title") or row["_id"].split("-")[0] for row in rows}
    return lambda query: names[next(iter(query.grades))]


def index(
    passages: Passages, name: str, data: bytes, embedder: Embedder, count: Callable[[Sequence[str]], list[int]]
) -> None:
    """Split a document, embed its chunks and put them into the store, as the steps do."""
    key = DocumentKey(IndexKey(TENANT, embedder.name), document_id(TENANT, name))
    sections = extract(data, media_type_of(name, "", data), name)
    every = with_languages(split_into_chunks(sections, count))
    for first in range(0, len(every), AT_ONCE):
        chunks = every[first : first + AT_ONCE]
        vectors: Vectors = embedder.embed_passages([embedded_text(one.heading, one.text) for one in chunks])
        ours = [
            carried(
                chunk,
                Passage,
                id=chunk_id(key, GENERATION, chunk.position),
                tenant=TENANT,
                document=key.document,
                generation=GENERATION,
                name=name,
                model=embedder.name,
                metadata={},
            )
            for chunk in chunks
        ]
        passages.add(ours, vectors.astype(np.float16).astype(np.float32))
