"""The records on Weaviate: immutable facts, and a worklist that only says where to look."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

import msgspec
from msgspec.structs import replace

from events.identity import DocumentKey, Generation, IndexKey, derived_id
from functions.stores.facts import UNDER_WAY, DocumentState, Fact, state_of
from functions.stores.records import Records
from functions.stores.weaviate.client import (
    FACTS,
    OPEN,
    Filter,
    Sort,
    Weaviate,
    explained,
)
from functions.stores.weaviate.fact_objects import (
    AT_ONCE,
    KEY,
    Version,
    any_of,
    equal,
    in_index,
    named,
    portions,
    read_fact,
    read_version,
)
from functions.stores.weaviate.history import WeaviateHistory
from functions.stores.weaviate.plans import WeaviatePlans

_ACCEPTING = ("uploaded", "deleted")
_ENDS = ("current", "deleted")
_FIELDS = (*KEY, "kind", "number", "at", "data")
_FARTHEST = 10_000  # objects into a sorted list that the server is willing to go


class Accepted(NamedTuple):
    """What was uploaded or deleted in an index."""

    document: str
    generation: Generation
    kind: str


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

    def state(self, key: DocumentKey) -> DocumentState | None:
        with explained():
            found = self._states(self._latest(key.index, [key.document]).items())
            return found[0] if found else None

    def newest(self, index: IndexKey, documents: Collection[str]) -> dict[str, DocumentState]:
        with explained():
            return {state.document: state for state in self._states(self._latest(index, documents).items())}

    def states(self, index: IndexKey, *, after: str = "", limit: int = 100) -> list[DocumentState]:
        found: list[DocumentState] = []
        with explained():
            for page in self._accepted(index, after):
                if len(found) >= limit:
                    break
                latest = self._latest(index, [one.document for one in page])
                uploads = [(DocumentKey(index, one.document), one.generation) for one in page if one.kind == "uploaded"]
                listed = [(key, generation) for key, generation in uploads if latest[key] == generation]
                found += [state for state in self._states(listed) if state.phase != "deleted"]
        return found[:limit]

    def counts(self, index: IndexKey) -> dict[str, int]:
        with explained():
            versions, ended = self._alive(index), self._ends(index)
            others = self._states(version for version in versions if version not in ended)
        counted = Counter[str](state.phase for state in others)
        counted["indexed"] += len(ended.intersection(versions))
        return dict(+counted)

    def members(self, archive: DocumentKey) -> list[DocumentState]:
        where = in_index(archive.index) & equal(archive=archive.document)
        with explained():
            found = [fact["document"] for fact in self._store.every(FACTS, where, ("document",))]
            return self._states(sorted(self._latest(archive.index, found).items()))

    def older(self, index: IndexKey, reader: int, *, after: str = "", limit: int = 100) -> list[DocumentState]:
        with explained():
            found = sorted(self._read_before(index, reader), key=lambda version: version[1])
            chosen = [version for version in found if version[1] > after][:limit]
            return [state for state in self._states(chosen) if state.phase != "unreadable"]

    def count_older(self, index: IndexKey, reader: int) -> int:
        with explained():
            return len(self._read_before(index, reader))

    def facts(self, key: DocumentKey, generation: Generation) -> list[Fact]:
        with explained():
            found = self._facts(in_index(key.index) & equal(document=key.document, generation=generation))
        return sorted(found, key=lambda fact: (fact.kind, fact.number))

    def current(self, index: IndexKey, documents: Collection[str]) -> dict[str, Generation]:
        highest: dict[tuple[str, str], Generation] = {}
        with explained():
            for chosen in portions(sorted(documents)):
                where = in_index(index) & any_of("document", chosen) & any_of("kind", _ENDS)
                for fact in self._store.every(FACTS, where, ("document", "generation", "kind")):
                    end, generation = (fact["document"], fact["kind"]), Generation(fact["generation"])
                    highest[end] = max(highest.get(end, generation), generation)
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

    def superseded(self, limit: int) -> list[Version]:
        found: list[Version] = []
        with explained():
            for version in self._open("sweep"):
                if len(found) >= limit:
                    break
                if self._has_older_passages(*version):
                    found.append(version)
                else:
                    self._close("sweep", version)
        return found

    def missing(self, source: IndexKey, target: IndexKey, limit: int) -> list[DocumentState]:
        newer: dict[DocumentKey, Generation] = {}
        with explained():
            for page in self._accepted(source, ""):
                documents = {one.document for one in page}
                here, there = self._latest(source, documents), self._latest(target, documents)
                for document, generation, kind in page:
                    key, over_there = DocumentKey(source, document), there.get(DocumentKey(target, document), "")
                    if here[key] == generation > over_there and (kind == "uploaded" or over_there):
                        newer[key] = generation
            oldest = sorted(newer.items(), key=lambda one: one[1])[:limit]
            return [state for state in self._states(oldest) if state.phase != "unreadable"]

    def forget(self, tenant: str, document: str, generation: Generation) -> None:
        where = equal(tenant=tenant, document=document, generation=generation)
        for name in (FACTS, OPEN):
            with explained():
                self._store.remove(name, where)

    def _write(self, fact: Fact) -> bool:
        version = fact.key, fact.generation
        purpose = {"uploaded": "work", "admitted": "work", "current": "sweep", "deleted": "sweep"}.get(fact.kind)
        if purpose:
            self._note(purpose, version)
        properties: dict[str, Any] = named(version) | {"kind": fact.kind, "number": fact.number, "at": fact.at}
        properties["data"] = msgspec.json.encode(fact.data).decode()
        if archive := fact.data.get("archive"):
            properties["archive"] = archive
        new = self._store.insert_new(FACTS, fact.id, properties)
        if fact.kind == "admitted":
            self._note("work", version)  # whoever looked in between may have seen the failure before it, and closed it
        return new

    def _admit(self, state: DocumentState, now: int) -> DocumentState | None:
        attempt = state.attempt + 1
        fact = Fact(key=state.key, generation=state.generation, kind="admitted", number=attempt, at=now)
        if not self._write(fact):
            return None  # another process was quicker
        return replace(state, phase="splitting", attempt=attempt, progressed_at=now, admitted_at=now)

    def _under_way(self) -> list[DocumentState]:
        """Return every latest generation that has not come to its end, the oldest first."""
        kept: list[DocumentState] = []
        for index, versions in groupby(sorted(self._open("work")), key=lambda version: version[0].index):
            states = self._states(list(versions))
            # After the states: an upload accepted in between would else count as one that a newer one has replaced.
            latest = self._latest(index, [state.document for state in states])
            for state in states:
                if state.phase in UNDER_WAY and latest[state.key] == state.generation:
                    kept.append(state)
                else:
                    self._close("work", (state.key, state.generation))
        return sorted(kept, key=lambda state: state.generation)

    def _latest(self, index: IndexKey, documents: Iterable[str]) -> dict[DocumentKey, Generation]:
        """Return the highest generation, of an upload or a deletion, of each document."""
        latest: dict[DocumentKey, Generation] = {}
        for chosen in portions(sorted(set(documents))):
            where = in_index(index) & any_of("document", chosen) & any_of("kind", _ACCEPTING)
            for fact in self._store.every(FACTS, where, ("document", "generation")):
                key, generation = DocumentKey(index, fact["document"]), Generation(fact["generation"])
                latest[key] = max(latest.get(key, generation), generation)
        return latest

    def _alive(self, index: IndexKey) -> list[Version]:
        """Return the latest generation of each document, but for deleted ones."""
        latest: dict[str, tuple[Generation, bool]] = {}
        where = in_index(index) & any_of("kind", _ACCEPTING)
        for fact in self._store.every(FACTS, where, ("document", "generation", "kind")):
            found = Generation(fact["generation"]), fact["kind"] == "deleted"
            latest[fact["document"]] = max(latest.get(fact["document"], found), found)
        alive = ((document, generation) for document, (generation, deleted) in latest.items() if not deleted)
        return [(DocumentKey(index, document), generation) for document, generation in alive]

    def _read_before(self, index: IndexKey, reader: int) -> list[Version]:
        """Return the latest generations, but for deleted ones, that a reader below this one has read."""
        facts: dict[Version, list[Fact]] = {version: [] for version in self._alive(index)}
        for fact in self._facts(in_index(index) & any_of("kind", ("uploaded", "split"))):
            facts.get((fact.key, fact.generation), []).append(fact)
        return [version for version, given in facts.items() if state_of(*version, given).reader < reader]

    def _ends(self, index: IndexKey) -> set[Version]:
        """Return every generation that is or was current."""
        found = self._store.every(FACTS, in_index(index) & equal(kind="current"), ("document", "generation"))
        return {(DocumentKey(index, one["document"]), Generation(one["generation"])) for one in found}

    def _accepted(self, index: IndexKey, after: str) -> Iterator[list[Accepted]]:
        """Yield uploads and deletions, the newest first, page by page."""
        offset = 0
        while page := self._page(index, after, offset):
            yield page
            offset += len(page)
            if offset + AT_ONCE > _FARTHEST:
                after, offset = page[-1].generation, 0

    def _page(self, index: IndexKey, after: str, offset: int) -> list[Accepted]:
        where = in_index(index) & any_of("kind", _ACCEPTING)
        if after:
            where = where & Filter.by_property("generation").less_than(after)
        page = self._store.collection(FACTS).query.fetch_objects(
            filters=where,
            limit=AT_ONCE,
            offset=offset,
            sort=Sort.by_property("generation", ascending=False),
            return_properties=["document", "generation", "kind"],
        )
        found = (one.properties for one in page.objects)
        return [Accepted(one["document"], Generation(one["generation"]), one["kind"]) for one in found]

    def _states(self, versions: Iterable[Version]) -> list[DocumentState]:
        """Return the states of these generations, in their order; those that nobody has accepted are left out."""
        facts: dict[Version, list[Fact]] = {version: [] for version in versions}
        for chosen in portions(sorted({generation for _, generation in facts})):
            for fact in self._facts(any_of("generation", chosen)):
                facts.get((fact.key, fact.generation), []).append(fact)
        accepted = {version: given for version, given in facts.items() if any(one.kind in _ACCEPTING for one in given)}
        return [state_of(*version, given) for version, given in accepted.items()]

    def _facts(self, where: object) -> list[Fact]:
        return [read_fact(one) for one in self._store.every(FACTS, where, _FIELDS)]

    def _open(self, purpose: str) -> list[Version]:
        return [read_version(one) for one in self._store.every(OPEN, equal(purpose=purpose), KEY)]

    def _note(self, purpose: str, version: Version) -> None:
        properties = named(version)
        self._store.insert_new(OPEN, derived_id(purpose, *properties.values()), properties | {"purpose": purpose})

    def _close(self, purpose: str, version: Version) -> None:
        self._store.collection(OPEN).data.delete_by_id(derived_id(purpose, *named(version).values()))

    def _has_older_passages(self, key: DocumentKey, generation: Generation) -> bool:
        where = equal(document=key.document) & Filter.by_property("generation").less_than(generation)
        name = self._store.passages_of(key.model)
        if not self._store.collection(name).tenants.exists(key.tenant):
            return False
        found = self._store.collection(name, key.tenant).query.fetch_objects(filters=where, limit=1)
        return bool(found.objects)
