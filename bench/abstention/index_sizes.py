"""Whether questions are answered in indexes of several sizes: the same questions, and more and more other documents.

In this process, with the real embedder, chunker, store and search; no language model and no Broker.
"""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from events.carried import carried
from events.questions import FoundPassage
from functions.answer.diversification import diversified
from functions.ingest.chunking.chunks import split_into_chunks
from functions.ingest.extract.section import Section
from functions.stores.opening import open_passages
from functions.stores.passages import Passage, Passages, Query
from model.embedding import Embedder

Kind = Literal["answerable", "unanswerable", "absent"]  # absent: no document speaks of it
SIZES = (5, 50, 500, 5000)  # documents
LIMIT, OVERFETCH, ALPHA = 5, 3, 0.5  # as `search` has them by default
TENANT = "default"
Vectors = NDArray[np.float32]


class Document(NamedTuple):
    """One document: a paragraph under its article's title, or any other short text."""

    id: str
    title: str
    text: str


class Question(NamedTuple):
    """One question, and the document that it is about ("": no document is)."""

    text: str
    kind: Kind
    document: str = ""


class Embedding(Protocol):
    """What is asked of an embedder here."""

    name: str

    def embed_passages(self, texts: Sequence[str]) -> Vectors: ...
    def embed_queries(self, texts: Sequence[str]) -> Vectors: ...
    def count_tokens(self, texts: Sequence[str]) -> list[int]: ...


class Remembered:
    """An embedder that computes each text's vector once, and keeps them in a file between two runs."""

    def __init__(self, embedder: Embedder, path: Path | None = None) -> None:
        self.name, self._embedder, self._path = embedder.name, embedder, path
        self._kept: dict[str, Vectors] = {}
        if path and path.exists():
            with np.load(path) as held:
                self._kept = dict(zip(held["keys"].tolist(), held["vectors"], strict=True))

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of passages, shape (n, dims)."""
        keys = [sha256(text.encode()).hexdigest()[:32] for text in texts]
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._kept}
        if missing:
            self._kept |= dict(zip(missing, self._embedder.embed_passages([*missing.values()]), strict=True))
        return np.array([self._kept[key] for key in keys], dtype=np.float32)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of questions, shape (n, dims)."""
        return self._embedder.embed_queries(texts)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the number of tokens in each text."""
        return self._embedder.count_tokens(texts)

    def save(self) -> None:
        """Write the vectors to the file."""
        if self._path:
            np.savez(self._path, keys=np.array([*self._kept]), vectors=np.array([*self._kept.values()]))


class Indexed:
    """An index of some documents, in a store of its own."""

    def __init__(self, folder: Path, documents: Iterable[Document], embedder: Embedding) -> None:
        self._embedder = embedder
        self._passages: Passages = open_passages(f"sqlite://{folder}/store.sqlite")
        batch: list[Passage] = []
        for document in documents:
            batch.extend(_passages_of(document, embedder))
            if len(batch) >= 256:
                self._add(batch)
                batch = []
        self._add(batch)

    def _add(self, passages: Sequence[Passage]) -> None:
        if passages:
            self._passages.add(passages, self._embedder.embed_passages([passage.text for passage in passages]))

    def found(self, question: str, vector: Vectors) -> list[FoundPassage]:
        """Return the passages that `search` finds for the question, best first."""
        query = Query(text=question, vector=vector, model=self._embedder.name, limit=LIMIT * OVERFETCH, alpha=ALPHA)
        hits = diversified(self._passages.search(TENANT, query), LIMIT)
        return [carried(hit.passage, FoundPassage, score=round(hit.score, 6)) for hit in hits]


def _passages_of(document: Document, embedder: Embedding) -> Iterator[Passage]:
    text = f"{document.title}\n\n{document.text}".strip()
    for chunk in split_into_chunks([Section(text, None, "")], embedder.count_tokens):
        yield carried(
            chunk,
            Passage,
            id=f"{document.id}#{chunk.position}",
            tenant=TENANT,
            document=document.id,
            generation="1",
            name=f"{document.id}.txt",
            model=embedder.name,
        )


class Group(NamedTuple):
    """An index of `size` documents, and the questions that are asked there."""

    size: int
    documents: list[Document]
    questions: list[Question]


def groups(
    home: Sequence[Document], others: Sequence[Document], questions: Sequence[Question], sizes: Sequence[int] = SIZES
) -> Iterator[Group]:
    """Yield for each size the indexes in which together every question is asked once.

    Where the questions' own documents are more than the size, several indexes hold a part of them each; where they are
    fewer, other documents fill the index. A question that no document speaks of is asked in any one of them.
    """
    mixed = sorted(home, key=lambda document: _digest(document.id))
    for size in sizes:
        parts = [mixed[first : first + size] for first in range(0, len(mixed), size)]
        part_of = {document.id: number for number, part in enumerate(parts) for document in part}
        asked: list[list[Question]] = [[] for _ in parts]
        for question in questions:
            asked[part_of.get(question.document, int(_digest(question.text), 16) % len(parts))].append(question)
        for part, of_part in zip(parts, asked, strict=True):
            yield Group(size, [*part, *others[: size - len(part)]], of_part)


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def searched(group: Group, embedder: Embedding) -> Iterator[tuple[Question, Vectors, list[FoundPassage]]]:
    """Yield each question of a group with its vector and what is found for it."""
    vectors = embedder.embed_queries([question.text for question in group.questions])
    with TemporaryDirectory() as folder:
        index = Indexed(Path(folder), group.documents, embedder)
        for question, vector in zip(group.questions, vectors, strict=True):
            yield question, vector, index.found(question.text, vector)
