"""The records port on SQLite: facts, conversation turns and failures in one file, shared by all processes."""

import json
from collections.abc import Collection

import msgspec
from msgspec.structs import replace

from functions.stores.database import Database, rows
from functions.stores.facts import DocumentState, Fact
from functions.stores.records import ConversationSummary, Failure, Records, Turn
from functions.stores.sqlite_documents import read_facts, read_states, write_facts

_LISTED = "phase not in ('', 'deleted')"
_ABOVE_ALL = "~"  # sorts after every generation
_IN_FLIGHT = "phase in ('splitting', 'embedding')"


class SqliteRecords(Records):
    """Every write is one `BEGIN IMMEDIATE` transaction, so the limit of `admit` holds for any number of processes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def write(self, *facts: Fact) -> list[bool]:
        with self._database.writing() as connection:
            return write_facts(connection, facts)

    def state(self, tenant: str, document: str) -> DocumentState | None:
        with self._database.reading() as connection:
            found = read_states(connection, "tenant = ? and document = ? and generation <> ''", (tenant, document))
            return found[0] if found else None

    def states(self, tenant: str, *, after: str = "", limit: int = 100) -> list[DocumentState]:
        condition = f"tenant = ? and {_LISTED} and generation < ? order by generation desc limit ?"
        with self._database.reading() as connection:
            return read_states(connection, condition, (tenant, after or _ABOVE_ALL, limit))

    def counts(self, tenant: str) -> dict[str, int]:
        sql = f"select phase, count(*) from documents where tenant = ? and {_LISTED} group by phase"  # noqa: S608
        with self._database.reading() as connection:
            return dict(rows(connection, sql, (tenant,)))

    def members(self, tenant: str, archive: str) -> list[DocumentState]:
        brought = """select document from facts
                     where tenant = ? and kind = 'uploaded' and json_extract(data, '$.archive') = ?"""
        condition = f"tenant = ? and document in ({brought}) order by document"
        with self._database.reading() as connection:
            return read_states(connection, condition, (tenant, tenant, archive))

    def facts(self, tenant: str, document: str, generation: str) -> list[Fact]:
        with self._database.reading() as connection:
            return read_facts(connection, tenant, document, generation)

    def current(self, tenant: str, documents: Collection[str]) -> dict[str, str]:
        sql = """select document, current from documents where tenant = ? and current > deleted
                 and document in (select value from json_each(?))"""
        with self._database.reading() as connection:
            return dict(rows(connection, sql, (tenant, json.dumps(list(documents)))))

    def admit(self, limit: int, now: int) -> list[DocumentState]:
        with self._database.writing() as connection:
            [(busy,)] = rows(connection, f"select count(*) from documents where {_IN_FLIGHT}")  # noqa: S608
            waiting = read_states(connection, "phase = 'waiting' order by generation limit ?", (max(0, limit - busy),))
            write_facts(connection, [_admission(state, now) for state in waiting])
            return [_admitted(state, now) for state in waiting]

    def in_flight(self) -> list[DocumentState]:
        with self._database.reading() as connection:
            return read_states(connection, f"{_IN_FLIGHT} order by generation", ())

    def superseded(self, limit: int) -> list[tuple[str, str, str]]:
        sql = """select tenant, document, max(current, deleted) as kept from documents
                 where kept <> '' and exists (
                     select 1 from passages where passages.tenant = documents.tenant
                     and passages.document = documents.document and passages.generation < kept)
                 limit ?"""
        with self._database.reading() as connection:
            return rows(connection, sql, (limit,))

    def add_turn(self, turn: Turn) -> bool:
        sql = "insert into turns (tenant, id, conversation, at, body) values (?, ?, ?, ?, ?) on conflict do nothing"
        body = msgspec.json.encode(turn).decode()
        with self._database.writing() as connection:
            connection.execute(sql, (turn.tenant, turn.id, turn.conversation, turn.at, body))
            return connection.changes() == 1

    def turn(self, tenant: str, question: str) -> Turn | None:
        with self._database.reading() as connection:
            body = connection.execute("select body from turns where tenant = ? and id = ?", (tenant, question)).get
            return msgspec.json.decode(body, type=Turn) if body else None

    def turns(self, tenant: str, conversation: str, *, limit: int = 100) -> list[Turn]:
        sql = "select body from turns where tenant = ? and conversation = ? order by at desc, id desc limit ?"
        with self._database.reading() as connection:
            newest = rows(connection, sql, (tenant, conversation, limit))
            return [msgspec.json.decode(body, type=Turn) for (body,) in reversed(newest)]

    def conversations(self, tenant: str, *, limit: int = 100) -> list[ConversationSummary]:
        sql = """select conversation, count(*), max(at) as newest, (
                     select json_extract(body, '$.question') from turns as first
                     where first.tenant = turns.tenant and first.conversation = turns.conversation
                     order by at, id limit 1)
                 from turns where tenant = ? group by conversation order by newest desc, conversation limit ?"""
        with self._database.reading() as connection:
            return [
                ConversationSummary(id=id_, first_question=question, turns=turns, at=at)
                for id_, turns, at, question in rows(connection, sql, (tenant, limit))
            ]

    def add_failure(self, failure: Failure) -> bool:
        sql = "insert into failures (tenant, id, at, body) values (?, ?, ?, ?) on conflict do nothing"
        body = msgspec.json.encode(failure).decode()
        with self._database.writing() as connection:
            connection.execute(sql, (failure.tenant, failure.id, failure.at, body))
            return connection.changes() == 1

    def failures(self, tenant: str, *, limit: int = 100) -> list[Failure]:
        sql = "select body from failures where tenant = ? order by at desc, id desc limit ?"
        with self._database.reading() as connection:
            return [msgspec.json.decode(body, type=Failure) for (body,) in rows(connection, sql, (tenant, limit))]

    def failure(self, tenant: str, id_: str) -> Failure | None:
        with self._database.reading() as connection:
            body = connection.execute("select body from failures where tenant = ? and id = ?", (tenant, id_)).get
            return msgspec.json.decode(body, type=Failure) if body else None


def _admission(state: DocumentState, now: int) -> Fact:
    return Fact(
        tenant=state.tenant,
        document=state.document,
        generation=state.generation,
        kind="admitted",
        number=state.attempt + 1,
        at=now,
    )


def _admitted(state: DocumentState, now: int) -> DocumentState:
    return replace(state, phase="splitting", attempt=state.attempt + 1, progressed_at=now)
