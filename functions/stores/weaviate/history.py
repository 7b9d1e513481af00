"""Conversation turns and failures on Weaviate."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import msgspec

from events.identity import derived_id
from functions.stores.conversations import Conversations, ConversationSummary, Turn
from functions.stores.dead_letters import DeadLetters, Failure
from functions.stores.log_rows import read_failure, read_turn
from functions.stores.weaviate.client import (
    FAILURES,
    TURNS,
    Filter,
    Sort,
    Weaviate,
    explained,
)

T = TypeVar("T", Turn, Failure)
Read = Callable[[Mapping[str, Any]], T]
_KEPT = ("tenant", "key", "at", "body")
_NEWEST_FIRST = Sort.by_property("at", ascending=False).by_property("key", ascending=False)
_MOST = 10_000  # turns that a list of conversations looks at: as many as the server gives in one answer


class WeaviateHistory(Conversations, DeadLetters):
    """Each as an object with its JSON."""

    _store: Weaviate

    def add_turn(self, turn: Turn) -> bool:
        more = {"conversation": turn.conversation, "question": turn.question}
        return self._add(TURNS, turn, more)

    def turn(self, tenant: str, question: str) -> Turn | None:
        found = self._one(TURNS, tenant, question, _turn)
        return found if found and found.conversation else None

    def forget_turn(self, tenant: str, question: str) -> bool:
        # An empty object stays: the first write of a turn counts, so that a late one does not bring it back.
        if self.turn(tenant, question) is None:
            return False
        emptied = dict.fromkeys(("conversation", "question", "body"), "")
        with explained():
            self._store.collection(TURNS).data.update(derived_id(TURNS, tenant, question), properties=emptied)
        return True

    def turns(self, tenant: str, conversation: str, *, limit: int = 100) -> list[Turn]:
        return self._newest(TURNS, {"tenant": tenant, "conversation": conversation}, limit, _turn, "conversation")[::-1]

    def conversations(self, tenant: str, *, limit: int = 100) -> list[ConversationSummary]:
        with explained():
            page = self._store.collection(TURNS).query.fetch_objects(
                filters=Filter.by_property("tenant").equal(tenant),
                limit=_MOST,
                sort=_NEWEST_FIRST,
                return_properties=["conversation", "at", "question"],
            )
        found: dict[str, ConversationSummary] = {}
        for turn in (one.properties for one in page.objects if one.properties["conversation"]):
            id_, known = turn["conversation"], found.get(turn["conversation"])
            at, turns = (known.at, known.turns + 1) if known else (int(turn["at"]), 1)
            found[id_] = ConversationSummary(id=id_, first_question=turn["question"], turns=turns, at=at)
        return sorted(found.values(), key=lambda one: (-one.at, one.id))[:limit]

    def add_failure(self, failure: Failure) -> bool:
        return self._add(FAILURES, failure, {})

    def failures(self, tenant: str, *, limit: int = 100) -> list[Failure]:
        return self._newest(FAILURES, {"tenant": tenant}, limit, _failure)

    def failure(self, tenant: str, id_: str) -> Failure | None:
        return self._one(FAILURES, tenant, id_, _failure)

    def _add(self, name: str, what: Turn | Failure, more: dict[str, str]) -> bool:
        body = msgspec.json.encode(what).decode()
        properties = {"tenant": what.tenant, "key": what.id, "at": what.at, "body": body, **more}
        with explained():
            return self._store.insert_new(name, derived_id(name, what.tenant, what.id), properties)

    def _one(self, name: str, tenant: str, key: str, read: Read[T]) -> T | None:
        with explained():
            found = self._store.collection(name).query.fetch_object_by_id(derived_id(name, tenant, key))
        return read(found.properties) if found else None

    def _newest(self, name: str, equal: dict[str, str], limit: int, read: Read[T], *more: str) -> list[T]:
        where = Filter.all_of([Filter.by_property(field).equal(value) for field, value in equal.items()])
        with explained():
            page = self._store.collection(name).query.fetch_objects(
                filters=where, limit=limit, sort=_NEWEST_FIRST, return_properties=[*_KEPT, *more]
            )
        return [read(one.properties) for one in page.objects]


def _turn(properties: Mapping[str, Any]) -> Turn:
    return read_turn(properties["tenant"], properties["conversation"], properties["key"], *_when(properties))


def _failure(properties: Mapping[str, Any]) -> Failure:
    return read_failure(properties["tenant"], properties["key"], *_when(properties))


def _when(properties: Mapping[str, Any]) -> tuple[int, str]:
    return int(properties["at"]), properties["body"]
