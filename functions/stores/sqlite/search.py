"""What is found in the SQLite passages by a vector and by words, as row numbers with their scores."""

import json
from collections import Counter
from collections.abc import Callable, Collection, Mapping

import numpy as np

from events.identity import IndexKey
from functions.stores.passages import Filters, Query
from functions.stores.sqlite.binary_quantisation import Chosen, Entries, Numbers
from functions.stores.sqlite.bm25 import Postings, best, bm25
from functions.stores.sqlite.database import Connection, rows
from functions.stores.sqlite.filters import filter_conditions
from functions.stores.sqlite.indexes import Index
from functions.stores.sqlite.languages import languages_in
from functions.stores.sqlite.mean_centring import packed, signs
from functions.stores.sqlite.near_words import near_words
from functions.text.accents import as_spelled
from functions.text.terms import question_terms

SCANNED = 2_000  # vectors: comparing all of so few is as quick as choosing some by their signs
COMPARED, SHARE = 500, 400  # vectors at least, and one of so many: for a recall@10 of 0.98 and more
SIFTED = 3  # times as many are chosen by their signs before
SPELLED = 50_000  # passages: in a larger index a misspelt word's neighbours take too long to find
PLACES = 100_000  # of a question's terms: the commonest are left out beyond it


def chosen(connection: Connection, index: IndexKey, filters: Filters) -> Numbers | None:
    """Return the rows that the filters let through; None when there are no filters."""
    conditions, values = filter_conditions(filters)
    if not conditions:
        return None
    allowed = " and ".join(["tenant = ?", "model = ?", *conditions])
    found = rows(connection, f"select rowid from passages where {allowed} order by rowid", [*index, *values])  # noqa: S608
    return np.array([row for (row,) in found], dtype=np.int64)


def by_vector(
    connection: Connection, query: Query, index: Index, among: Numbers | None, limit: int
) -> dict[int, float]:
    """Return the cosine of each of the nearest passages, of those among these rows (None: all)."""
    entries, vector = index.entries, packed(query.vector)
    rows_ = entries.rows if among is None else among
    if len(rows_) > SCANNED and index.centre:
        compared = max(COMPARED, len(rows_) // SHARE, limit * 4)
        rows_ = entries.nearest(signs(vector, index.centre), SIFTED * compared, _mask(entries, among))
        rows_ = entries.most_alike(rows_, query.vector, compared)
    sql = """select passage, score from (
                 select passage, 1 - vec_distance_cosine(vector, ?) as score from vectors
                 where passage in (select value from json_each(?)) and length(vector) = ?)
             where score is not null order by score desc, passage limit ?"""
    return dict(rows(connection, sql, (vector, json.dumps(rows_.tolist()), len(vector), limit)))


def by_words(connection: Connection, text: str, index: Index, among: Numbers | None, limit: int) -> dict[int, float]:
    """Return the BM25 score of each of the passages that share the most telling words, of those among these rows."""
    entries = index.entries
    words = Counter(question_terms(text, languages_in(connection, index.key)))
    if len(entries.rows) <= SPELLED:
        words = _meant(connection, words)
    asked = Counter[str]()
    for terms, count in words.items():
        asked.update(dict.fromkeys(terms, count))
    scores = bm25(entries.lengths, _postings(connection, asked, index))
    mask = _mask(entries, among)
    if mask is not None:
        scores[~mask] = 0
    positions = best(scores, limit)
    found = dict(zip(entries.rows[positions].tolist(), scores[positions].tolist(), strict=True))
    return as_spelled(found, text, _texts(connection, found))


def _texts(connection: Connection, numbers: Collection[int]) -> Callable[[], Mapping[int, str]]:
    sql = """select rowid, name || ' ' || heading || ' ' || text from passages
             where rowid in (select value from json_each(?))"""
    return lambda: dict(rows(connection, sql, (json.dumps(list(numbers)),)))


def _meant(connection: Connection, words: Mapping[tuple[str, ...], int]) -> Counter[tuple[str, ...]]:
    """Return the words, with those of the store that are near in the place of one that stands nowhere in it."""
    meant = Counter[tuple[str, ...]]()
    for terms, count in words.items():
        known = any(_places(connection, term) for term in terms)
        near = [] if known else [word for term in terms for word in near_words(connection, term)]
        meant[tuple(near) or terms] += count
    return meant


def _mask(entries: Entries, among: Numbers | None) -> Chosen | None:
    if among is None:
        return None
    mask = np.zeros(len(entries.rows), dtype=np.bool_)
    positions = entries.positions(among)
    mask[positions[positions >= 0]] = True
    return mask


def _postings(connection: Connection, asked: Mapping[str, int], index: Index) -> list[Postings]:
    """Return the postings of each term: all that are in memory, and of the others the rarest, while there is time."""
    found = {term: postings for term in asked if (postings := index.terms.get(term))}
    spent = 0
    for places, term in sorted((_places(connection, term), term) for term in asked.keys() - found.keys()):
        if places and (not spent or spent + places <= PLACES):
            spent += places
            found[term] = _posting(connection, term, index.entries)
            index.terms.keep(term, found[term])
    return [found[term]._replace(asked=asked[term]) for term in sorted(found)]


def _places(connection: Connection, term: str) -> int:
    found = rows(connection, "select cnt from term_counts where term = ?", (term,))
    return int(found[0][0]) if found else 0


def _posting(connection: Connection, term: str, entries: Entries) -> Postings:
    # One text of numbers instead of many rows takes a tenth of the time.
    [(text,)] = rows(connection, "select group_concat(doc) from term_places where term = ?", (term,))
    places = np.fromstring(text or "", dtype=np.int64, sep=",")
    first = np.flatnonzero(np.diff(places, prepend=-1))
    counts = np.diff(first, append=len(places))
    positions = entries.positions(places[first])  # those of other tenants and models are not in the index
    held = positions >= 0
    return Postings(positions[held].astype(np.int32), counts[held].astype(np.float32))
