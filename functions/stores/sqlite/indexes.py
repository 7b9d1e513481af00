"""The indexes in memory of the SQLite passages: filled at their first use, kept current by row numbers and removals."""

import threading
from collections import OrderedDict
from typing import NamedTuple

from events.identity import IndexKey
from functions.stores.sqlite.binary_quantisation import (
    Entries,
    joined,
    packed,
    without,
    words_of,
)
from functions.stores.sqlite.bm25 import TermCache
from functions.stores.sqlite.database import Connection, rows
from functions.stores.sqlite.mean_centring import centre_of

MOST_BYTES = 256 * 1024 * 1024  # of all indexes together: some 4 million vectors of 384 numbers
REMEMBERED = 100_000  # removals: a process that has missed more of them reads its indexes anew
_AT_ONCE = 50_000  # rows that are read before they are packed
_NONE = packed([], [], [], 0)


class Index(NamedTuple):
    """What a process knows of one index at one moment; never changed, only replaced."""

    key: IndexKey
    entries: Entries
    terms: TermCache
    last: int  # the highest row number given out until then; none is ever given out twice
    removal: int  # the last removal until then
    centre: bytes  # that the signs are taken around; b"" before there are enough vectors

    @property
    def nbytes(self) -> int:
        """The memory that it takes."""
        return self.entries.nbytes + self.terms.nbytes


class SqliteIndexes:
    """Those that a process has asked for, its own; when they are too many, those not used for longest go.

    Safe for several threads.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: OrderedDict[IndexKey, Index] = OrderedDict()

    @property
    def nbytes(self) -> int:
        """The memory that all of them take."""
        return sum(index.nbytes for index in self._known.values())

    def current(self, connection: Connection, key: IndexKey) -> Index:
        """Return the index as the transaction of this connection sees it, or as a newer one did."""
        with self._lock:
            centre = centre_of(connection, key)
            known = self._known.get(key, _nothing(key, centre))
            last, oldest, removal = _now(connection)
            if last < known.last or removal < known.removal:
                return known._replace(terms=TermCache())  # what this transaction reads of terms is of the past
            if oldest > known.removal + 1 or centre != known.centre:
                known = _nothing(key, centre)
            entries = _extended(connection, key, _reduced(connection, known), known.last)
            terms = known.terms if entries is known.entries else TermCache()
            self._known[key] = Index(key, entries, terms, last, removal, centre)
            self._known.move_to_end(key)
            while self.nbytes > MOST_BYTES and len(self._known) > 1:
                self._known.popitem(last=False)
            return self._known[key]


def _nothing(key: IndexKey, centre: bytes) -> Index:
    return Index(key, _NONE, TermCache(), 0, 0, centre)


def note_removed(connection: Connection, numbers: list[int]) -> None:
    """Leave word of rows that are removed, for the indexes of all processes; forget what is too long ago."""
    connection.executemany("insert into removals (passage) values (?)", [(number,) for number in numbers])
    connection.execute("delete from removals where seq <= (select max(seq) from removals) - ?", (REMEMBERED,))


def _now(connection: Connection) -> tuple[int, int, int]:
    """Return the highest row number given out, and the oldest and the newest removal on record."""
    sql = """select coalesce((select seq from sqlite_sequence where name = 'passages'), 0),
             coalesce((select min(seq) from removals), 0), coalesce((select max(seq) from removals), 0)"""
    [(last, oldest, newest)] = rows(connection, sql)
    return last, oldest, newest


def _reduced(connection: Connection, index: Index) -> Entries:
    gone = rows(connection, "select passage from removals where seq > ?", (index.removal,)) if index.last else []
    return without(index.entries, [row for (row,) in gone]) if gone else index.entries


def _extended(connection: Connection, key: IndexKey, entries: Entries, last: int) -> Entries:
    sql = f"""select passage, words, signs from signs where tenant = ? and model = ? and passage > ?
              order by passage limit {_AT_ONCE}"""  # noqa: S608
    parts = [entries] if len(entries.rows) else []
    while found := rows(connection, sql, (*key, last)):
        numbers, lengths, signs = zip(*found, strict=True)
        words = len(parts[0].planes) if parts else words_of(signs[0])
        parts.append(packed(numbers, lengths, signs, words))
        last = numbers[-1]
    return joined(parts) if len(parts) > 1 or (parts and parts[0] is not entries) else entries
