"""Facts in SQLite, and the table of documents that is derived from them in the same transaction."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import msgspec

from events.identity import DocumentKey, Generation, IndexKey
from functions.stores.facts import DocumentState, Fact, state_of
from functions.stores.sqlite.database import Connection, rows

_ACCEPTING = ("uploaded", "deleted")
_DATA = msgspec.json.Decoder(dict)
_ONE = "tenant = ? and model = ? and document = ?"


def write_facts(connection: Connection, facts: Sequence[Fact]) -> list[bool]:
    """Write the facts that are new, bring their documents up to date, and tell for each fact whether it was new."""
    new = [_insert(connection, fact) for fact in facts]
    written = sorted((fact for fact, fresh in zip(facts, new, strict=True) if fresh), key=_key)
    for key, group in groupby(written, key=_key):
        _raise_generations(connection, key, list(group))
        set_phase(connection, key)
    return new


def read_facts(connection: Connection, key: DocumentKey, generation: Generation) -> list[Fact]:
    """Return every fact of one generation, ordered by kind and number."""
    sql = f"select kind, number, at, data from facts where {_ONE} and generation = ?"  # noqa: S608
    return [
        Fact(key=key, generation=generation, kind=kind, number=number, at=at, data=_data(data))
        for kind, number, at, data in rows(connection, sql, (*columns(key), generation))
    ]


def read_states(connection: Connection, condition: str, values: Sequence[object]) -> list[DocumentState]:
    """Return the states of the documents that fit a condition of ours in SQL, in the order that it asks for."""
    sql = f"select tenant, model, document, generation from documents where {condition}"  # noqa: S608
    found = [
        (DocumentKey(IndexKey(tenant, model), document), Generation(generation))
        for tenant, model, document, generation in rows(connection, sql, values)
    ]
    return [state_of(key, generation, read_facts(connection, key, generation)) for key, generation in found]


def read_state(connection: Connection, key: DocumentKey) -> DocumentState | None:
    """Return the state of one document in one index."""
    found = read_states(connection, f"{_ONE} and generation <> ''", columns(key))
    return found[0] if found else None


def forget_facts(connection: Connection, tenant: str, document: str, generation: Generation) -> None:
    """Forget one generation of a document in all indexes; each is then as its other facts say."""
    whose = "tenant = ? and document = ?"
    models = rows(connection, f"select model from documents where {whose}", (tenant, document))  # noqa: S608
    connection.execute(f"delete from facts where {whose} and generation = ?", (tenant, document, generation))  # noqa: S608
    connection.execute(f"delete from documents where {whose}", (tenant, document))  # noqa: S608
    for (model,) in models:
        sql = f"select distinct kind, generation from facts where {_ONE}"  # noqa: S608
        key = DocumentKey(IndexKey(tenant, model), document)
        left = [Fact(key=key, generation=left, kind=kind, at=0) for kind, left in rows(connection, sql, columns(key))]
        if left:
            _raise_generations(connection, key, left)
            set_phase(connection, key)


def columns(key: DocumentKey) -> tuple[str, str, str]:
    """Return what stands in the columns tenant, model and document."""
    return *key.index, key.document


def _data(text: str) -> dict[str, Any]:
    """Return what a fact holds, and nothing where that cannot be read: then its state cannot be, either."""
    try:
        found: dict[str, Any] = _DATA.decode(text)
    except (msgspec.DecodeError, RecursionError):
        return {}
    return found


def _key(fact: Fact) -> DocumentKey:
    return fact.key


def _insert(connection: Connection, fact: Fact) -> bool:
    connection.execute(
        """insert into facts (tenant, model, document, generation, kind, number, at, data)
           values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""",
        (
            *columns(fact.key),
            fact.generation,
            fact.kind,
            fact.number,
            fact.at,
            msgspec.json.encode(fact.data).decode(),
        ),
    )
    return connection.changes() == 1


def _raise_generations(connection: Connection, key: DocumentKey, facts: list[Fact]) -> None:
    def highest(*kinds: str) -> str:
        return max((fact.generation for fact in facts if fact.kind in kinds), default="")

    connection.execute(
        """insert into documents (tenant, model, document, generation, current, deleted, phase)
           values (?, ?, ?, ?, ?, ?, '')
           on conflict do update set generation = max(generation, excluded.generation),
               current = max(current, excluded.current), deleted = max(deleted, excluded.deleted)""",
        (*columns(key), highest(*_ACCEPTING), highest("current"), highest("deleted")),
    )


def set_phase(connection: Connection, key: DocumentKey) -> None:
    """Bring the phase of a document, and by which reader it was read, up to date."""
    state = read_state(connection, key)
    if state:  # else nothing was accepted yet: a fact came before the `uploaded` that it belongs to
        sql = f"update documents set phase = ?, reader = ? where {_ONE}"  # noqa: S608
        connection.execute(sql, (state.phase, state.reader, *columns(key)))
