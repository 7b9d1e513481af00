"""The records on SQLite: all in one file, shared by all processes."""

import json
from collections.abc import Collection

from msgspec.structs import replace

from events.identity import DocumentKey, Generation, IndexKey
from functions.stores.facts import DocumentState, Fact
from functions.stores.records import Records
from functions.stores.sqlite.database import Connection, Database, rows
from functions.stores.sqlite.documents import (
    forget_facts,
    read_facts,
    read_state,
    read_states,
    set_phase,
    write_facts,
)
from functions.stores.sqlite.history import SqliteHistory
from functions.stores.sqlite.plans import SqlitePlans

_INDEX = "tenant = ? and model = ?"
_LISTED = "phase not in ('', 'deleted')"
_READ_BEFORE = "phase not in ('', 'deleted', 'unreadable') and reader < ?"
_ABOVE_ALL = "~"  # sorts after every generation
_IN_FLIGHT = "phase in ('splitting', 'recognising', 'embedding')"


class SqliteRecords(SqliteHistory, SqlitePlans, Records):
    """Every write is one `BEGIN IMMEDIATE` transaction, so the limit of `admit` holds for any number of processes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def write(self, *facts: Fact) -> list[bool]:
        with self._database.writing() as connection:
            return write_facts(connection, facts)

    def state(self, key: DocumentKey) -> DocumentState | None:
        with self._database.reading() as connection:
            return read_state(connection, key)

    def newest(self, index: IndexKey, documents: Collection[str]) -> dict[str, DocumentState]:
        condition = f"{_INDEX} and generation <> '' and document in (select value from json_each(?))"  # noqa: S608
        with self._database.reading() as connection:
            found = read_states(connection, condition, (*index, json.dumps(list(documents))))
            return {state.document: state for state in found}

    def states(self, index: IndexKey, *, after: str = "", limit: int = 100) -> list[DocumentState]:
        condition = f"{_INDEX} and {_LISTED} and generation < ? order by generation desc limit ?"
        with self._database.reading() as connection:
            return read_states(connection, condition, (*index, after or _ABOVE_ALL, limit))

    def counts(self, index: IndexKey) -> dict[str, int]:
        sql = f"select phase, count(*) from documents where {_INDEX} and {_LISTED} group by phase"  # noqa: S608
        with self._database.reading() as connection:
            return dict(rows(connection, sql, index))

    def members(self, archive: DocumentKey) -> list[DocumentState]:
        brought = f"""select document from facts
                      where {_INDEX} and kind = 'uploaded' and json_extract(data, '$.archive') = ?"""  # noqa: S608
        condition = f"{_INDEX} and document in ({brought}) order by document"
        with self._database.reading() as connection:
            return read_states(connection, condition, (*archive.index, *archive.index, archive.document))

    def older(self, index: IndexKey, reader: int, *, after: str = "", limit: int = 100) -> list[DocumentState]:
        condition = f"{_INDEX} and {_READ_BEFORE} and generation > ? order by generation limit ?"
        with self._database.reading() as connection:
            return read_states(connection, condition, (*index, reader, after, limit))

    def count_older(self, index: IndexKey, reader: int) -> int:
        sql = f"select count(*) from documents where {_INDEX} and {_READ_BEFORE}"  # noqa: S608
        with self._database.reading() as connection:
            return int(rows(connection, sql, (*index, reader))[0][0])

    def facts(self, key: DocumentKey, generation: Generation) -> list[Fact]:
        with self._database.reading() as connection:
            return read_facts(connection, key, generation)

    def current(self, index: IndexKey, documents: Collection[str]) -> dict[str, Generation]:
        sql = f"""select document, current from documents where {_INDEX} and current > deleted
                 and document in (select value from json_each(?))"""  # noqa: S608
        with self._database.reading() as connection:
            return dict(rows(connection, sql, (*index, json.dumps(list(documents)))))

    def admit(self, limit: int, now: int) -> list[DocumentState]:
        with self._database.writing() as connection:
            [(busy,)] = rows(connection, f"select count(*) from documents where {_IN_FLIGHT}")  # noqa: S608
            found = read_states(connection, "phase = 'waiting' order by generation limit ?", (max(0, limit - busy),))
            waiting = _sorted_out(connection, found)
            write_facts(connection, [_admission(state, now) for state in waiting])
            return [_admitted(state, now) for state in waiting]

    def in_flight(self) -> list[DocumentState]:
        with self._database.reading() as connection:
            found = read_states(connection, f"{_IN_FLIGHT} order by generation", ())
        if all(state.phase != "unreadable" for state in found):
            return found
        with self._database.writing() as connection:
            return _sorted_out(connection, found)

    def superseded(self, limit: int) -> list[tuple[DocumentKey, Generation]]:
        sql = """select tenant, model, document, max(current, deleted) as kept from documents
                 where kept <> '' and exists (
                     select 1 from passages where passages.tenant = documents.tenant
                     and passages.model = documents.model
                     and passages.document = documents.document and passages.generation < kept)
                 limit ?"""
        with self._database.reading() as connection:
            found = rows(connection, sql, (limit,))
            return [(DocumentKey(IndexKey(tenant, model), document), kept) for tenant, model, document, kept in found]

    def missing(self, source: IndexKey, target: IndexKey, limit: int) -> list[DocumentState]:
        newest = "select max(generation) from documents as t where t.tenant = s.tenant and t.model = ?"
        lacking = f"""(tenant, model, document) in (select tenant, model, document from (
                          select *, ({newest} and t.document = s.document) as there from documents as s
                          where tenant = ? and model = ? and generation <> '')
                      where generation > coalesce(there, '') and (phase <> 'deleted' or there <> '')
                      order by generation limit ?) order by generation"""  # noqa: S608
        with self._database.reading() as connection:
            states = read_states(connection, lacking, (target.model, *source, limit))
            return [state for state in states if state.phase != "unreadable"]

    def forget(self, tenant: str, document: str, generation: Generation) -> None:
        with self._database.writing() as connection:
            forget_facts(connection, tenant, document, generation)


def _sorted_out(connection: Connection, found: list[DocumentState]) -> list[DocumentState]:
    """Return the states that can be read; the others are put down as unreadable, to take nobody's place any more."""
    for state in found:
        if state.phase == "unreadable":
            set_phase(connection, state.key)
    return [state for state in found if state.phase != "unreadable"]


def _admission(state: DocumentState, now: int) -> Fact:
    return Fact(key=state.key, generation=state.generation, kind="admitted", number=state.attempt + 1, at=now)


def _admitted(state: DocumentState, now: int) -> DocumentState:
    return replace(state, phase="splitting", attempt=state.attempt + 1, progressed_at=now, admitted_at=now)
