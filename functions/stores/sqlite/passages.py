"""The passages port on SQLite: text once, its terms in FTS5, its vectors and their signs in tables of their own."""

import base64
import json
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import msgspec
import numpy as np

from events.errors import Rejected
from events.identity import DocumentKey, Generation, IndexKey, horizon
from functions.stores.fusion import fuse
from functions.stores.passages import Filters, Hit, Passage, Passages, Query, Vectors
from functions.stores.sqlite.database import Connection, Database, rows
from functions.stores.sqlite.indexes import SqliteIndexes, note_removed
from functions.stores.sqlite.mean_centring import (
    centre_of,
    packed,
    settle_centre,
    signs,
)
from functions.stores.sqlite.near_words import words_like
from functions.stores.sqlite.search import SPELLED, by_vector, by_words, chosen
from functions.text.chunk_text import embedded_hash
from functions.text.terms import index_terms

_FIELDS = (
    *("id", "tenant", "document", "generation", "position", "name", "page", "heading", "start", "end", "model"),
    *("metadata", "text", "language", "recognised"),
)
_COLUMNS = ", ".join(f'"{name}"' for name in _FIELDS)
_PAGE = 500  # passages that a dump reads at once


class SqlitePassages(Passages):
    """Vectors are found by their signs, of which an index is kept in memory, and then compared exactly."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._indexes = SqliteIndexes()

    @contextmanager
    def reading(self) -> Iterator[tuple[Connection, SqliteIndexes]]:
        """Give a connection in a read transaction with this process's indexes, to be measured."""
        with self._database.reading() as connection:
            yield connection, self._indexes

    def add(self, passages: Sequence[Passage], vectors: Vectors) -> None:
        if vectors.ndim != 2 or len(vectors) != len(passages) or not np.isfinite(vectors).all():
            raise Rejected(f"{len(passages)} passages need as many finite vectors, not an array of {vectors.shape}")
        with self._database.writing() as connection:
            for passage, vector in zip(passages, vectors, strict=True):
                _insert(connection, passage, packed(vector))
            for index in {passage.index for passage in passages}:
                settle_centre(connection, index)

    def search(self, tenant: str, query: Query) -> list[Hit]:
        if query.vector.ndim != 1 or not np.isfinite(query.vector).all():
            raise Rejected(f"a search needs one finite vector, not an array of {query.vector.shape}")
        key, candidates = IndexKey(tenant, query.model), max(query.limit * 4, 50)
        with self._database.reading() as connection:
            index = self._indexes.current(connection, key)
            among = chosen(connection, key, query.filters)
            dense = by_vector(connection, query, index, among, candidates) if query.alpha > 0 else {}
            sparse = by_words(connection, query.text, index, among, candidates) if query.alpha < 1 else {}
            ids = _ids(connection, dense.keys() | sparse.keys())
            cosines, scores = ({ids[row]: score for row, score in found.items()} for found in (dense, sparse))
            best = dict(fuse(cosines, scores, query.alpha)[: max(query.limit, 0)])
            hits = _get(connection, tenant, list(best))
        return [Hit(passage=p, score=best[p.id], cosine=cosines.get(p.id), bm25=scores.get(p.id)) for p in hits]

    def get(self, tenant: str, ids: Sequence[str]) -> list[Passage]:
        with self._database.reading() as connection:
            return _get(connection, tenant, ids)

    def words_like(self, index: IndexKey, filters: Filters, word: str) -> list[str]:
        with self._database.reading() as connection:
            is_large = len(self._indexes.current(connection, index).entries.rows) > SPELLED
            return [] if is_large else words_like(connection, index, filters, word)

    def in_order(self, key: DocumentKey, generation: Generation, *, first: int = 0, count: int = 1000) -> list[Passage]:
        sql = f"""select {_COLUMNS} from passages where tenant = ? and model = ? and document = ? and generation = ?
                  and position >= ? order by position limit ?"""  # noqa: S608
        with self._database.reading() as connection:
            found = rows(connection, sql, (*key.index, key.document, generation, first, max(count, 0)))
        return [_passage(row) for row in found]

    def known(self, index: IndexKey, hashes: Sequence[str]) -> dict[str, Vectors]:
        sql = """select wanted.value, (
                     select vector from passages join vectors on passage = passages.rowid
                     where hash = wanted.value and tenant = ? and model = ? limit 1
                 ) as found from json_each(?) as wanted where found is not null"""
        with self._database.reading() as connection:
            found = rows(connection, sql, (*index, json.dumps(list(hashes))))
        return {key: np.frombuffer(vector, "<f4") for key, vector in found}

    def remove_before(self, key: DocumentKey, generation: Generation) -> int:
        condition = "tenant = ? and model = ? and document = ? and (generation < ? or generation > ?)"
        values = (*key.index, key.document, generation, max(generation, horizon()))
        with self._database.writing() as connection:
            return _remove(connection, condition, values)

    def drop(self, index: IndexKey) -> None:
        with self._database.writing() as connection:
            _remove(connection, "tenant = ? and model = ?", index)

    def count(self, tenant: str) -> int:
        with self._database.reading() as connection:
            [(count,)] = rows(connection, "select count(*) from passages where tenant = ?", (tenant,))
            return int(count)

    def dump(self) -> Iterator[bytes]:
        last = ("", "")
        while page := self._page_after(last):
            for *fields, vector in page:
                line = msgspec.to_builtins(_passage(fields)) | {"vector": base64.b64encode(vector).decode()}
                yield msgspec.json.encode(line, order="sorted")
            last = (page[-1][0], page[-1][1])

    def _page_after(self, last: tuple[str, str]) -> list[Any]:
        sql = f"""select {_COLUMNS}, vector from passages join vectors on passage = passages.rowid
                  where (id, tenant) > (?, ?) order by id, tenant limit {_PAGE}"""  # noqa: S608
        with self._database.reading() as connection:
            return rows(connection, sql, last)


def _insert(connection: Connection, passage: Passage, vector: bytes) -> None:
    values = [json.dumps(passage.metadata) if name == "metadata" else getattr(passage, name) for name in _FIELDS]
    values.append(embedded_hash(passage.heading, passage.text))
    places = ", ".join("?" * len(values))
    connection.execute(f"insert into passages ({_COLUMNS}, hash) values ({places}) on conflict do nothing", values)  # noqa: S608
    if connection.changes() == 0:
        return
    rowid = connection.last_insert_rowid()
    connection.execute("insert into vectors values (?, ?)", (rowid, vector))
    terms = index_terms(f"{passage.name} {passage.heading} {passage.text}", passage.language)
    connection.execute(
        "insert into signs values (?, ?, ?, ?, ?)",
        (*passage.index, rowid, len(terms), signs(vector, centre_of(connection, passage.index))),
    )
    connection.execute("insert into terms (rowid, text) values (?, ?)", (rowid, " ".join(terms)))


def _remove(connection: Connection, condition: str, values: Sequence[str]) -> int:
    sql = f"delete from passages where {condition} returning rowid, model, tenant"  # noqa: S608
    removed = rows(connection, sql, values)
    connection.executemany("delete from terms where rowid = ?", [(rowid,) for rowid, *_ in removed])
    connection.executemany("delete from vectors where passage = ?", [(rowid,) for rowid, *_ in removed])
    connection.executemany("delete from signs where passage = ? and model = ? and tenant = ?", removed)
    note_removed(connection, [rowid for rowid, *_ in removed])
    return len(removed)


def _ids(connection: Connection, numbers: Collection[int]) -> dict[int, str]:
    sql = "select rowid, id from passages where rowid in (select value from json_each(?))"
    return dict(rows(connection, sql, (json.dumps(list(numbers)),)))


def _get(connection: Connection, tenant: str, ids: Sequence[str]) -> list[Passage]:
    sql = f"select {_COLUMNS} from passages where tenant = ? and id in (select value from json_each(?))"  # noqa: S608
    found = {row[0]: _passage(row) for row in rows(connection, sql, (tenant, json.dumps(list(ids))))}
    return [found[id_] for id_ in ids if id_ in found]


def _passage(row: Sequence[Any]) -> Passage:
    fields = dict(zip(_FIELDS, row, strict=True))
    return Passage(**fields | {"metadata": json.loads(fields["metadata"])})
