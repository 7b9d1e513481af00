"""Small documents, facts, passages and vectors that the store suites are told in."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from events.identity import DocumentKey, Generation, IndexKey, chunk_id, document_id, uuid7
from functions.stores.facts import Fact, Kind, Upload
from functions.stores.passages import Filters, Hit, Passage, Passages, Query, Vectors

DIMENSIONS = 8
MODEL = "small-embedder"
Step = tuple[Kind, int]  # a fact's kind and number


def generation(number: int, of: str = "") -> Generation:
    """Return a generation that sorts by this number; `of` tells apart those of several documents."""
    return Generation(uuid7(number, of.encode().ljust(10, b"-")[-10:]))


@dataclass
class Document:
    """One generation of a document, which makes its facts and its passages."""

    tenant: str
    name: str = "notes.txt"
    number: int = 1  # of the generation
    metadata: dict[str, str] = field(default_factory=dict)
    model: str = MODEL

    @property
    def id(self) -> str:
        return document_id(self.tenant, self.name)

    @property
    def key(self) -> DocumentKey:
        return DocumentKey(IndexKey(self.tenant, self.model), self.id)

    @property
    def generation(self) -> Generation:
        return generation(self.number, self.name)

    def fact(self, kind: Kind, number: int = 0, *, at: int = 0, **data: Any) -> Fact:
        filled = {**_DATA.get(kind, {}), **({"name": self.name} if kind == "uploaded" else {}), **data}
        return Fact(
            key=self.key,
            generation=self.generation,
            kind=kind,
            number=number,
            at=at or self.number,
            data=filled,
        )

    def passage(self, text: str, position: int = 0, *, heading: str = "") -> Passage:
        return Passage(
            id=chunk_id(self.key, self.generation, position),
            tenant=self.tenant,
            document=self.id,
            generation=self.generation,
            position=position,
            name=self.name,
            text=text,
            page=None,
            heading=heading,
            start=0,
            end=len(text),
            model=self.model,
            metadata=self.metadata,
        )


_DATA: dict[Kind, dict[str, Any]] = {
    "uploaded": {
        "media_type": "text/plain",
        "size": 5,
        "sha256": "2cf24dba",
        "fingerprint": "test",
        "dataref": "default/uploads/one",
    },
    "split": {"batches": 2, "chunks": 3},
    "stored": {"chunks": 2},
    "current": {"chunks": 3, "ms": 40},
    "failed": {"stage": "split", "reason": "no text in it"},
}


def upload_of(document: Document) -> Upload:
    """Return what the `uploaded` fact of this document holds."""
    return Upload(name=document.name, **_DATA["uploaded"])


def axis(number: int) -> Vectors:
    """Return the unit vector along one axis, shape (DIMENSIONS,)."""
    vector: Vectors = np.eye(DIMENSIONS, dtype=np.float32)[number]
    return vector


def add(passages: Passages, *pairs: tuple[Passage, Vectors]) -> None:
    """Write these passages, each with its vector."""
    passages.add([passage for passage, _ in pairs], np.stack([vector for _, vector in pairs]))


def search(passages: Passages, tenant: str, text: str = "", vector: Vectors | None = None, **query: Any) -> list[Hit]:
    """Search by words, by a vector, or by both; without a vector by words alone."""
    alpha = query.pop("alpha", 0.5 if vector is not None else 0.0)
    given = {name: query.pop(name) for name in Filters.__struct_fields__ if name in query}
    asked = Query(
        text=text,
        vector=axis(0) if vector is None else vector,
        model=query.pop("model", MODEL),
        limit=query.pop("limit", 10),
        alpha=alpha,
        filters=Filters(**given),
    )
    return passages.search(tenant, asked)


def texts(hits: list[Hit]) -> list[str]:
    """Return the texts that were found, best first."""
    return [hit.passage.text for hit in hits]
