"""The passages port on Weaviate: it searches by our vectors and by words that we analysed; we fuse what it finds.

Its own hybrid search normalises BM25 by the worst of the candidates too, which finds less (functions/stores/fusion.py).
"""

import base64
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import starmap
from typing import Any

import msgspec
import numpy as np

from events.errors import Rejected, Unavailable
from events.identity import DocumentKey, Generation, IndexKey, horizon
from functions.stores.fusion import fuse
from functions.stores.passages import Filters, Hit, Passage, Passages, Query, Vectors
from functions.stores.spelling import nearest_words, slips_of
from functions.stores.weaviate.client import (
    PAGE,
    DataObject,
    Filter,
    MetadataQuery,
    Weaviate,
    explained,
)
from functions.stores.weaviate.filters import facet, filters_of, tag_facet
from functions.stores.weaviate.languages import Languages
from functions.stores.weaviate.near_words import near_patterns
from functions.text.accents import as_spelled
from functions.text.chunk_text import embedded_hash
from functions.text.labels import tags_of
from functions.text.terms import index_terms, question_terms

_WORDS = ["text_words"]  # of all that has words: one length for BM25, as with SQLite
_KEPT = (
    "document", "generation", "position", "name", "text", "page", "heading", "start", "end", "language", "metadata",
    "recognised",
)  # fmt: skip
_NEAR = 100  # passages that are read for a word near to a misspelt one
_HASHES = 200  # that one query asks for


class WeaviatePassages(Passages):
    """A collection for each model, a tenant of the server for each of ours; vectors are searched by HNSW, so very large
    stores are approximate."""

    def __init__(self, store: Weaviate) -> None:
        self._store = store
        self._languages = Languages(store)

    def add(self, passages: Sequence[Passage], vectors: Vectors) -> None:
        if vectors.ndim != 2 or len(vectors) != len(passages) or not np.isfinite(vectors).all():
            raise Rejected(f"{len(passages)} passages need as many finite vectors, not an array of {vectors.shape}")
        for index in sorted({passage.index for passage in passages}):
            pairs = [(p, v) for p, v in zip(passages, vectors, strict=True) if p.index == index]
            there = self._found(index, [passage.id for passage, _ in pairs])
            self._insert(index, [(p, v) for p, v in pairs if p.id not in there])

    def search(self, tenant: str, query: Query) -> list[Hit]:
        if query.vector.ndim != 1 or not np.isfinite(query.vector).all():
            raise Rejected(f"a search needs one finite vector, not an array of {query.vector.shape}")
        index = IndexKey(tenant, query.model)
        if query.limit <= 0 or query.filters.let_none_through or not self._exists(index):
            return []
        candidates = max(query.limit * 4, 50)
        by_vector = self._by_vector(index, query, candidates) if query.alpha > 0 else {}
        by_words = self._by_words(index, query, candidates) if query.alpha < 1 else {}
        cosines = {id_: 1.0 - float(found.metadata.distance) for id_, found in by_vector.items()}
        scores = as_spelled(
            {id_: float(found.metadata.score) for id_, found in by_words.items()},
            query.text,
            lambda: {id_: _all_text(found.properties) for id_, found in by_words.items()},
        )
        return [
            Hit(
                passage=_passage(index, by_vector.get(id_) or by_words[id_]),
                score=score,
                cosine=cosines.get(id_),
                bm25=scores.get(id_),
            )
            for id_, score in fuse(cosines, scores, query.alpha)[: query.limit]
        ]

    def get(self, tenant: str, ids: Sequence[str]) -> list[Passage]:
        found: dict[str, Passage] = {}
        for model in self._models():
            found |= self._found(IndexKey(tenant, model), ids)
        return [found[id_] for id_ in ids if id_ in found]

    def words_like(self, index: IndexKey, filters: Filters, word: str) -> list[str]:
        if not slips_of(word) or not self._exists(index):
            return []
        with explained():
            asked = question_terms(word, self._languages.of(index))
        patterns = [pattern for term in asked[0] for pattern in near_patterns(term)] if len(asked) == 1 else []
        if not patterns:
            return []
        near = Filter.any_of([Filter.by_property(_WORDS[0]).like(pattern) for pattern in patterns])
        ours = filters_of(filters)
        with explained():
            page = self._collection(index).query.fetch_objects(
                filters=Filter.all_of([ours, near]) if ours else near,
                limit=_NEAR,
                return_properties=["name", "heading", "text"],
            )
        return nearest_words(word, (str(text) for found in page.objects for text in found.properties.values() if text))

    def in_order(self, key: DocumentKey, generation: Generation, *, first: int = 0, count: int = 1000) -> list[Passage]:
        found: list[Passage] = []
        last = first + max(count, 0)
        whose = Filter.by_property("document").equal(key.document) & Filter.by_property("generation").equal(generation)
        if not self._exists(key.index):
            return []
        for start in range(first, last, PAGE):  # by position and not by offset, which a server bounds
            end, where = min(start + PAGE, last), Filter.by_property("position")
            with explained():
                page = self._collection(key.index).query.fetch_objects(
                    filters=whose & where.greater_or_equal(start) & where.less_than(end),
                    limit=end - start,
                    return_properties=list(_KEPT),
                )
            found += [_passage(key.index, one) for one in page.objects]
            if len(page.objects) < end - start:
                break
        return sorted(found, key=lambda passage: passage.position)

    def known(self, index: IndexKey, hashes: Sequence[str]) -> dict[str, Vectors]:
        found: dict[str, Vectors] = {}
        if hashes and self._exists(index):
            for first in range(0, len(hashes), _HASHES):
                found |= self._known(index, hashes[first : first + _HASHES])
        return found

    def remove_before(self, key: DocumentKey, generation: Generation) -> int:
        of = Filter.by_property("generation")
        useless = of.less_than(generation) | of.greater_than(max(generation, horizon()))
        where = Filter.by_property("document").equal(key.document) & useless
        if not self._exists(key.index):
            return 0
        with explained():
            return self._store.remove(self._store.passages_of(key.model), where, key.tenant)

    def drop(self, index: IndexKey) -> None:
        if index.model in self._models():
            with explained():
                self._tenants(index.model).remove([index.tenant])

    def count(self, tenant: str) -> int:
        indexes = [IndexKey(tenant, model) for model in self._models()]
        return sum(self._count(index) for index in indexes if self._exists(index))

    def dump(self) -> Iterator[bytes]:
        lines: list[tuple[str, str, bytes]] = []
        for model in self._models():
            with explained():
                for tenant in self._tenants(model).get():
                    lines += self._lines(IndexKey(tenant, model))
        yield from (line for _, _, line in sorted(lines))

    def _models(self) -> list[str]:
        with explained():
            return list(self._store.models())

    def _tenants(self, model: str) -> Any:  # noqa: ANN401 - the package's own type
        return self._store.collection(self._store.passages_of(model)).tenants

    def _collection(self, index: IndexKey) -> Any:  # noqa: ANN401 - the package's own type
        return self._store.collection(self._store.passages_of(index.model), index.tenant)

    def _exists(self, index: IndexKey) -> bool:
        with explained():
            return self._store.has_passages_of(index.model) and bool(self._tenants(index.model).exists(index.tenant))

    def _found(self, index: IndexKey, ids: Sequence[str]) -> dict[str, Passage]:
        wanted = [id_ for id_ in ids if _is_uuid(id_)]
        if not wanted or not self._exists(index):
            return {}
        with explained():
            page = self._collection(index).query.fetch_objects(
                filters=Filter.by_id().contains_any(wanted), limit=len(wanted), return_properties=list(_KEPT)
            )
        return {str(one.uuid): _passage(index, one) for one in page.objects}

    def _known(self, index: IndexKey, wanted: Sequence[str]) -> dict[str, Vectors]:
        found: dict[str, Vectors] = {}
        while wanted:  # again where a text that stands in very many passages left no room for the others
            with explained():
                page = self._collection(index).query.fetch_objects(
                    filters=Filter.by_property("hash").contains_any(list(wanted)),
                    limit=PAGE,
                    include_vector=True,
                    return_properties=["hash"],
                )
            found |= {one.properties["hash"]: np.asarray(one.vector["default"], "<f4") for one in page.objects}
            wanted = [key for key in wanted if key not in found] if len(page.objects) == PAGE else []
        return found

    def _count(self, index: IndexKey) -> int:
        with explained():
            counted = self._collection(index).aggregate.over_all(total_count=True)
            return int(counted.total_count or 0)

    def _lines(self, index: IndexKey) -> Iterator[tuple[str, str, bytes]]:
        objects = self._collection(index).iterator(include_vector=True, return_properties=list(_KEPT))
        return ((str(one.uuid), index.tenant, _line(index, one)) for one in objects)

    def _insert(self, index: IndexKey, pairs: Sequence[tuple[Passage, Any]]) -> None:
        objects = [DataObject(uuid=p.id, properties=_properties(p), vector=vector.tolist()) for p, vector in pairs]
        if not objects:
            return
        with explained():
            result = self._collection(index).data.insert_many(objects)
        for place, error in result.errors.items():
            raise Unavailable(f"the passage {pairs[place][0].id} could not be written: {error.message[:200]}")

    def _by_vector(self, index: IndexKey, query: Query, limit: int) -> dict[str, Any]:
        try:
            with explained():
                page = self._collection(index).query.near_vector(
                    near_vector=query.vector.tolist(),
                    limit=limit,
                    filters=filters_of(query.filters),
                    return_properties=list(_KEPT),
                    return_metadata=MetadataQuery(distance=True),
                )
        except Unavailable as error:
            if "vector lengths" not in error.detail:  # passages of another embedding model: their words still count
                raise
            return {}
        return {str(one.uuid): one for one in page.objects}

    def _by_words(self, index: IndexKey, query: Query, limit: int) -> dict[str, Any]:
        with explained():
            asked = question_terms(query.text, self._languages.of(index))
        if not asked:
            return {}
        with explained():
            page = self._collection(index).query.bm25(
                query=" ".join(term for terms in asked for term in terms),
                query_properties=_WORDS,
                limit=limit,
                filters=filters_of(query.filters),
                return_properties=list(_KEPT),
                return_metadata=MetadataQuery(score=True),
            )
        return {str(one.uuid): one for one in page.objects}


def _properties(passage: Passage) -> dict[str, Any]:
    properties = {name: getattr(passage, name) for name in _KEPT if getattr(passage, name) is not None}
    return properties | {
        "metadata": msgspec.json.encode(passage.metadata).decode(),
        "hash": embedded_hash(passage.heading, passage.text),
        "facets": [*starmap(facet, passage.metadata.items()), *map(tag_facet, tags_of(passage.metadata))],
        **({"date": passage.metadata["date"]} if "date" in passage.metadata else {}),
        "text_words": " ".join(index_terms(_all_text(properties), passage.language)),
    }


def _all_text(properties: Mapping[str, Any]) -> str:
    """Return all of a passage that has words."""
    return " ".join(str(properties.get(name) or "") for name in ("name", "heading", "text"))


def _passage(index: IndexKey, found: Any) -> Passage:  # noqa: ANN401 - an object of the package's
    fields = {name: value for name, value in found.properties.items() if name in _KEPT and value is not None}
    metadata = msgspec.json.decode(fields.get("metadata") or "{}")
    known = {
        "id": str(found.uuid),
        "tenant": index.tenant,
        "model": index.model,
        "page": None,
        "heading": "",
        "text": "",
        "name": "",
    }
    return msgspec.convert(known | fields | {"metadata": metadata}, Passage, strict=False)


def _line(index: IndexKey, found: Any) -> bytes:  # noqa: ANN401 - an object of the package's
    vector = np.asarray(found.vector["default"], dtype="<f4").tobytes()
    line = msgspec.to_builtins(_passage(index, found)) | {"vector": base64.b64encode(vector).decode()}
    return msgspec.json.encode(line, order="sorted")


def _is_uuid(text: str) -> bool:
    return re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", text) is not None
