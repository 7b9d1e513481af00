"""The passages port: chunks with their vectors, and hybrid search over them."""

from collections.abc import Iterator, Sequence
from typing import Protocol

import msgspec
import numpy as np
from numpy.typing import NDArray

from events.identity import DocumentKey, Generation, IndexKey
from functions.text.labels import page_of

Vectors = NDArray[np.float32]


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """One chunk of one generation of a document, with what a citation needs."""

    id: str
    tenant: str
    document: str
    generation: Generation
    position: int
    name: str
    text: str
    page: int | None
    heading: str
    start: int  # span of characters in the extracted text
    end: int
    model: str  # whose vector it has
    language: str = ""  # of its text, by ISO 639-1; "und" where nothing tells it, empty before it was told
    recognised: float | None = None  # the confidence of OCR, where its text was recognised in a picture
    metadata: dict[str, str] = {}

    @property
    def index(self) -> IndexKey:
        return IndexKey(self.tenant, self.model)

    @property
    def url(self) -> str:
        """Of the page on the web that the document is, "" for none."""
        return page_of(self.metadata)


AFTER_ALL_TIMES = "~"  # a date with this behind it comes after every moment of that year, month or day


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """Which passages may be found: those that all of this holds for; None, and what else is empty, holds for all."""

    documents: tuple[str, ...] | None = None  # ids, of which one is its document's
    collections: tuple[str, ...] | None = None  # of which one is its metadata's `collection`
    languages: tuple[str, ...] | None = None  # of which one is its own
    tags: tuple[str, ...] = ()  # which are all among its metadata's `tags`
    date_from: str = ""  # at or below its metadata's `date`, as text
    date_to: str = ""  # at or above it, and with all times within: 2026 with all of 2026
    metadata: dict[str, str] = {}  # values that are equal to its own

    @property
    def let_none_through(self) -> bool:
        """Whether they ask for one of none, which no passage is."""
        return () in (self.documents, self.collections, self.languages)


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """A search: the question's text for BM25, its vector for cosine; `alpha` is the weight of the vector's part.

    It sees the passages of its model only, by their words too, so that two indexes can stand beside each other.
    """

    text: str
    vector: Vectors  # one unit vector of float32
    model: str  # the embedder that the vector comes from
    limit: int
    alpha: float = 0.5
    filters: Filters = Filters()


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A passage with its fused score (0 to 1), and the scores it was fused from (None: not among the candidates)."""

    passage: Passage
    score: float
    cosine: float | None = None
    bm25: float | None = None


class Passages(Protocol):
    """May be called by several threads and processes at once; raises `Unavailable` when the store does not answer."""

    def add(self, passages: Sequence[Passage], vectors: Vectors) -> None:
        """Write passages with one unit vector each, shape (n, dims); those already there stay as they are."""

    def search(self, tenant: str, query: Query) -> list[Hit]:
        """Return the best passages by dense and BM25 candidates fused by relative scores, best first."""

    def get(self, tenant: str, ids: Sequence[str]) -> list[Passage]:
        """Return the passages that exist among these ids, in the order asked for."""

    def words_like(self, index: IndexKey, filters: Filters, word: str) -> list[str]:
        """Return the words of these passages that are spelled nearly like one which stands in none of them, the nearest
        alone, as they are written; none for a short word. In a very large index some may be missed."""

    def in_order(self, key: DocumentKey, generation: Generation, *, first: int = 0, count: int = 1000) -> list[Passage]:
        """Return the passages of one generation of a document, as they follow each other in it: up to `count` of them,
        from the position `first` on."""

    def known(self, index: IndexKey, hashes: Sequence[str]) -> dict[str, Vectors]:
        """Return the vector of a passage in this index for each `embedded_hash` that one has: float32 (dims,), exactly
        as it was written. Some may be missed; those of passages that versions before this method wrote are."""

    def remove_before(self, key: DocumentKey, generation: Generation) -> int:
        """Remove the document's passages of every generation below this one, and of absurd ones, from the one index
        that `key` names; return how many."""

    def drop(self, index: IndexKey) -> None:
        """Remove all passages of this index."""

    def count(self, tenant: str) -> int:
        """Return the number of passages."""

    def dump(self) -> Iterator[bytes]:
        """Yield every passage with its vector as a line of JSON, ordered by id: equal stores give equal bytes."""
