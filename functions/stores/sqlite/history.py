"""Conversation turns and failures in SQLite."""

import msgspec

from functions.stores.conversations import Conversations, ConversationSummary, Turn
from functions.stores.dead_letters import DeadLetters, Failure
from functions.stores.log_rows import read_failure, read_turn, said
from functions.stores.sqlite.database import Database, rows


class SqliteHistory(Conversations, DeadLetters):
    """Each as a row with its JSON."""

    _database: Database

    def add_turn(self, turn: Turn) -> bool:
        sql = "insert into turns (tenant, id, conversation, at, body) values (?, ?, ?, ?, ?) on conflict do nothing"
        body = msgspec.json.encode(turn).decode()
        with self._database.writing() as connection:
            connection.execute(sql, (turn.tenant, turn.id, turn.conversation, turn.at, body))
            return connection.changes() == 1

    def turn(self, tenant: str, question: str) -> Turn | None:
        with self._database.reading() as connection:
            sql = "select conversation, id, at, body from turns where tenant = ? and id = ? and conversation <> ''"
            found = rows(connection, sql, (tenant, question))
            return read_turn(tenant, *found[0]) if found else None

    def forget_turn(self, tenant: str, question: str) -> bool:
        # An empty row stays: the first write of a turn counts, so that a late one does not bring it back.
        sql = "update turns set conversation = '', body = '' where tenant = ? and id = ? and conversation <> ''"
        with self._database.writing() as connection:
            connection.execute(sql, (tenant, question))
            return connection.changes() == 1

    def turns(self, tenant: str, conversation: str, *, limit: int = 100) -> list[Turn]:
        sql = "select id, at, body from turns where tenant = ? and conversation = ? order by at desc, id desc limit ?"
        with self._database.reading() as connection:
            newest = rows(connection, sql, (tenant, conversation, limit))
            return [read_turn(tenant, conversation, *row) for row in reversed(newest)]

    def conversations(self, tenant: str, *, limit: int = 100) -> list[ConversationSummary]:
        sql = """select conversation, count(*), max(at) as newest, (
                     select iif(json_valid(body), json_extract(body, '$.question'), null) from turns as first
                     where first.tenant = turns.tenant and first.conversation = turns.conversation
                     order by at, id limit 1)
                 from turns where tenant = ? and conversation <> ''
                 group by conversation order by newest desc, conversation limit ?"""
        with self._database.reading() as connection:
            return [
                ConversationSummary(id=id_, first_question=said(question), turns=turns, at=at)
                for id_, turns, at, question in rows(connection, sql, (tenant, limit))
            ]

    def add_failure(self, failure: Failure) -> bool:
        sql = "insert into failures (tenant, id, at, body) values (?, ?, ?, ?) on conflict do nothing"
        body = msgspec.json.encode(failure).decode()
        with self._database.writing() as connection:
            connection.execute(sql, (failure.tenant, failure.id, failure.at, body))
            return connection.changes() == 1

    def failures(self, tenant: str, *, limit: int = 100) -> list[Failure]:
        sql = "select id, at, body from failures where tenant = ? order by at desc, id desc limit ?"
        with self._database.reading() as connection:
            return [read_failure(tenant, *row) for row in rows(connection, sql, (tenant, limit))]

    def failure(self, tenant: str, id_: str) -> Failure | None:
        with self._database.reading() as connection:
            found = rows(connection, "select id, at, body from failures where tenant = ? and id = ?", (tenant, id_))
            return read_failure(tenant, *found[0]) if found else None
