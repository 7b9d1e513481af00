"""The records port on Weaviate: immutable facts, and a worklist that only says where to look."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

import msgspec
from msgspec.structs import replace

from events.identity import derived_id
from functions.stores.facts import DocumentState, Fact, state_of
from functions.stores.records import Records
from functions.stores.weaviate.client import (
    FACTS,
    OPEN,
    Condition,
    Filter,
    Sort,
    Weaviate,
    explained,
)
from functions.stores.weaviate.history import WeaviateHistory
from functions.stores.weaviate.plans import WeaviatePlans

_ACCEPTING = ("uploaded", "deleted")
_UNDER_WAY = ("waiting", "splitting", "embedding")
_ENDS = ("current", "deleted")
_KEY = ("tenant", "model", "document", "generation")
_FIELDS = (*_KEY, "kind", "number", "at", "data")
_AT_ONCE = 100  # documents or generations that one query asks for
_FARTHEST = 10_000  # objects into a sorted list that the server is willing to go
Key = tuple[str, str, str, str]  # tenant, model, document, generation
Accepted = tuple[str, str, str]  # document, generation, kind


class WeaviateRecords(WeaviateHistory, WeaviatePlans, Records):
    """Facts have derived ids, so writing one again changes nothing, and no transaction is needed.

    The collection of open ends is an index and never the truth: an entry is written before the fact that needs it, and
    goes when the facts say that there is nothing left to do.
    """

    def __init__(self, store: Weaviate) -> None:
        self._store = store

    def write(self, *facts: Fact) -> list[bool]:
        with explained():
            return [self._write(fact) for fact in facts]

    def state(self, tenant: str, model: str, document: str) -> DocumentState | None:
        with explained():
            latest = self._latest(tenant, model, [document]).get(document)
            return self._states([(tenant, model, document, latest)])[0] if latest else None

    def newest(self, tenant: str, model: str, documents: Collection[str]) -> dict[str, DocumentState]:
        with explained():
            latest = self._latest(tenant, model, documents)
            return {s.document: s for s in self._states([(tenant, model, *one) for one in latest.items()])}

    def states(self, tenant: str, model: str, *, after: str = "", limit: int = 100) -> list[DocumentState]:
        found: list[DocumentState] = []
        with explained():
            for newest in self._accepted(tenant, model, after):
                if len(found) >= limit:
                    break
                latest = self._latest(tenant, model, [document for document, _, _ in newest])
                listed = [(tenant, model, d, g) for d, g, kind in newest if latest[d] == g and kind == "uploaded"]
                found += [state for state in self._states(listed) if state.phase != "deleted"]
        return found[:limit]

    def counts(self, tenant: str, model: str) -> dict[str, int]:
        counted: dict[str, int] = {}
        for state in self.states(tenant, model, limit=1_000_000):
            counted[state.phase] = counted.get(state.phase, 0) + 1
        return counted

    def members(self, tenant: str, model: str, archive: str) -> list[DocumentState]:
        with explained():
            found = self._store.every(FACTS, _equal(tenant=tenant, model=model, archive=archive), ("document",))
            latest = self._latest(tenant, model, [fact["document"] for fact in found])
            return self._states([(tenant, model, *newest) for newest in sorted(latest.items())])

    def facts(self, tenant: str, model: str, document: str, generation: str) -> list[Fact]:
        with explained():
            found = self._facts(_equal(tenant=tenant, model=model, document=document, generation=generation))
        return sorted(found, key=lambda fact: (fact.kind, fact.number))

    def current(self, tenant: str, model: str, documents: Collection[str]) -> dict[str, str]:
        highest: dict[tuple[str, str], str] = {}
        with explained():
            for chosen in _portions(sorted(documents)):
                where = _equal(tenant=tenant, model=model) & _any("document", chosen) & _any("kind", _ENDS)
                for fact in self._store.every(FACTS, where, ("document", "generation", "kind")):
                    end = fact["document"], fact["kind"]
                    highest[end] = max(highest.get(end, ""), fact["generation"])
        return {d: g for (d, kind), g in highest.items() if kind == "current" and g > highest.get((d, "deleted"), "")}

    def admit(self, limit: int, now: int) -> list[DocumentState]:
        with explained():
            under_way = self._under_way()
            room = max(0, limit - sum(state.phase != "waiting" for state in under_way))
            chosen = [state for state in under_way if state.phase == "waiting"][:room]
            return [state for state in (self._admit(state, now) for state in chosen) if state]

    def in_flight(self) -> list[DocumentState]:
        with explained():
            return [state for state in self._under_way() if state.phase != "waiting"]

    def superseded(self, limit: int) -> list[Key]:
        found: list[Key] = []
        with explained():
            for key in self._open("sweep"):
                if len(found) >= limit:
                    break
                if self._has_older_passages(*key):
                    found.append(key)
                else:
                    self._close("sweep", key)
        return found

    def missing(self, tenant: str, source: str, target: str, limit: int) -> list[DocumentState]:
        newer: dict[str, str] = {}
        with explained():
            for page in self._accepted(tenant, source, ""):
                there = self._latest(tenant, target, {document for document, _, _ in page})
                here = self._latest(tenant, source, {document for document, _, _ in page})
                for document, generation, kind in page:
                    is_newer = here[document] == generation > there.get(document, "")
                    if is_newer and (kind == "uploaded" or document in there):
                        newer[document] = generation
            oldest = sorted(newer.items(), key=lambda one: one[1])[:limit]
            states = self._states([(tenant, source, *one) for one in oldest])
            return [state for state in states if state.phase != "unreadable"]

    def forget(self, tenant: str, document: str, generation: str) -> None:
        where = _equal(tenant=tenant, document=document, generation=generation)
        for name in (FACTS, OPEN):
            with explained():
                self._store.remove(name, where)

    def _write(self, fact: Fact) -> bool:
        key = fact.tenant, fact.model, fact.document, fact.generation
        purpose = {"uploaded": "work", "admitted": "work", "current": "sweep", "deleted": "sweep"}.get(fact.kind)
        if purpose:
            self._note(purpose, key)
        properties = msgspec.structs.asdict(fact) | {"data": msgspec.json.encode(fact.data).decode()}
        if archive := fact.data.get("archive"):
            properties["archive"] = archive
        new = self._store.insert_new(FACTS, fact.id, properties)
        if fact.kind == "admitted":
            self._note("work", key)  # whoever looked in between may have seen the failure before it, and closed it
        return new

    def _admit(self, state: DocumentState, now: int) -> DocumentState | None:
        fact = Fact(
            tenant=state.tenant,
            model=state.model,
            document=state.document,
            generation=state.generation,
            kind="admitted",
            number=state.attempt + 1,
            at=now,
        )
        if not self._write(fact):
            return None  # another process was quicker
        return replace(state, phase="splitting", attempt=state.attempt + 1, progressed_at=now, admitted_at=now)

    def _under_way(self) -> list[DocumentState]:
        """Return every latest generation that has not come to its end, the oldest first."""
        keys = self._open("work")
        kept: list[DocumentState] = []
        for (tenant, model), group in groupby(sorted(keys), key=lambda key: key[:2]):
            whose = list(group)
            known = {(tenant, model, s.document, s.generation): s for s in self._states(whose)}
            # After the states: an upload accepted in between would else count as one that a newer one has replaced.
            latest = self._latest(tenant, model, [document for _, _, document, _ in known])
            for key in whose:
                state = known.get(key)
                if state and state.phase in _UNDER_WAY and latest[key[2]] == key[3]:
                    kept.append(state)
                elif state:
                    self._close("work", key)
        return sorted(kept, key=lambda state: state.generation)

    def _latest(self, tenant: str, model: str, documents: Iterable[str]) -> dict[str, str]:
        """Return the highest generation, of an upload or a deletion, of each document."""
        latest: dict[str, str] = {}
        for chosen in _portions(sorted(set(documents))):
            where = _equal(tenant=tenant, model=model) & _any("document", chosen) & _any("kind", _ACCEPTING)
            for fact in self._store.every(FACTS, where, ("document", "generation")):
                latest[fact["document"]] = max(latest.get(fact["document"], ""), fact["generation"])
        return latest

    def _accepted(self, tenant: str, model: str, after: str) -> Iterator[list[Accepted]]:
        """Yield (document, generation, kind) of uploads and deletions, the newest first, page by page."""
        offset = 0
        while page := self._page(tenant, model, after, offset):
            yield page
            offset += len(page)
            if offset + _AT_ONCE > _FARTHEST:
                after, offset = page[-1][1], 0

    def _page(self, tenant: str, model: str, after: str, offset: int) -> list[Accepted]:
        where = _equal(tenant=tenant, model=model) & _any("kind", _ACCEPTING)
        if after:
            where = where & Filter.by_property("generation").less_than(after)
        page = self._store.collection(FACTS).query.fetch_objects(
            filters=where,
            limit=_AT_ONCE,
            offset=offset,
            sort=Sort.by_property("generation", ascending=False),
            return_properties=["document", "generation", "kind"],
        )
        found = (one.properties for one in page.objects)
        return [(one["document"], one["generation"], one["kind"]) for one in found]

    def _states(self, keys: Sequence[Key]) -> list[DocumentState]:
        """Return the states of these generations, in their order; those that nobody has accepted are left out."""
        facts: dict[Key, list[Fact]] = {key: [] for key in keys}
        for chosen in _portions(sorted({generation for *_, generation in keys})):
            for fact in self._facts(_any("generation", chosen)):
                facts.get((fact.tenant, fact.model, fact.document, fact.generation), []).append(fact)
        accepted = {key: given for key, given in facts.items() if any(one.kind in _ACCEPTING for one in given)}
        return [state_of(key, accepted[key]) for key in keys if key in accepted]

    def _facts(self, where: object) -> list[Fact]:
        return [_fact(one) for one in self._store.every(FACTS, where, _FIELDS)]

    def _open(self, purpose: str) -> list[Key]:
        found = self._store.every(OPEN, _equal(purpose=purpose), _KEY)
        return [(one["tenant"], one["model"], one["document"], one["generation"]) for one in found]

    def _note(self, purpose: str, key: Key) -> None:
        properties = dict(zip(_KEY, key, strict=True)) | {"purpose": purpose}
        self._store.insert_new(OPEN, derived_id(purpose, *key), properties)

    def _close(self, purpose: str, key: Key) -> None:
        self._store.collection(OPEN).data.delete_by_id(derived_id(purpose, *key))

    def _has_older_passages(self, tenant: str, model: str, document: str, generation: str) -> bool:
        where = _equal(document=document) & Filter.by_property("generation").less_than(generation)
        name = self._store.passages_of(model)
        if not self._store.collection(name).tenants.exists(tenant):
            return False
        found = self._store.collection(name, tenant).query.fetch_objects(filters=where, limit=1)
        return bool(found.objects)


def _fact(properties: dict[str, Any]) -> Fact:
    """Return a fact as it is kept; of one that cannot be read nothing but its key, so that its state says so."""
    try:
        data = msgspec.json.decode(properties["data"], type=dict)
        return msgspec.convert(properties | {"data": data}, Fact, strict=False)
    except (msgspec.DecodeError, RecursionError):
        kept = {name: properties[name] for name in (*_KEY, "kind")}
        return msgspec.convert(kept | {"at": 0}, Fact, strict=False)


def _equal(**values: str) -> Condition:
    conditions = [Filter.by_property(name).equal(value) for name, value in values.items()]
    return Filter.all_of(conditions) if len(conditions) > 1 else conditions[0]


def _any(name: str, values: Sequence[str]) -> Condition:
    return Filter.by_property(name).contains_any(list(values))


def _portions(values: Sequence[str]) -> list[Sequence[str]]:
    return [values[first : first + _AT_ONCE] for first in range(0, len(values), _AT_ONCE)]
