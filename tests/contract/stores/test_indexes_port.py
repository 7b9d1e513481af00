"""Indexes beside each other, of the same documents for several models, and the plan that chooses among them."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from msgspec.structs import replace

from events.identity import IndexKey
from functions.stores.index_plans import IndexPlan
from functions.stores.passages import Passages
from functions.stores.records import Records
from tests.contract.stores.store_samples import MODEL, Document, Step, add, axis, search, texts

OTHER = "another-embedder"
WHOLE: list[Step] = [("uploaded", 0), ("admitted", 1), ("split", 0), ("stored", 0), ("stored", 1), ("current", 0)]


def both(tenant: str, name: str = "notes.txt", number: int = 1) -> tuple[Document, Document]:
    """Return one generation of a document, in two indexes."""
    return Document(tenant, name, number), Document(tenant, name, number, model=OTHER)


def test_a_document_is_searchable_in_one_index_and_on_its_way_in_another(records: Records, tenant: str) -> None:
    here, there = both(tenant)
    records.write(*(here.fact(*step) for step in WHOLE), there.fact("uploaded"), there.fact("admitted", 1))
    found = [records.state(one.key) for one in (here, there)]
    assert [(state.model, state.phase) for state in found if state] == [(MODEL, "indexed"), (OTHER, "splitting")]
    assert [records.current(IndexKey(tenant, model), [here.id]) for model in (MODEL, OTHER)] == [
        {here.id: here.generation},
        {},
    ]
    assert [records.counts(IndexKey(tenant, model)) for model in (MODEL, OTHER)] == [{"indexed": 1}, {"splitting": 1}]
    assert [state.model for state in records.states(IndexKey(tenant, OTHER))] == [OTHER]


def test_a_document_is_admitted_for_each_index_by_itself(records: Records, tenant: str) -> None:
    here, there = both(tenant)
    records.write(here.fact("uploaded"), there.fact("uploaded"))
    assert {state.model for state in records.admit(5, now=5)} == {MODEL, OTHER}
    assert {state.model for state in records.in_flight()} == {MODEL, OTHER}


def test_a_deletion_in_one_index_leaves_the_other(records: Records, tenant: str) -> None:
    here, there = both(tenant)
    records.write(here.fact("uploaded"), here.fact("current"), there.fact("uploaded"), there.fact("current"))
    records.write(Document(tenant, number=2, model=OTHER).fact("deleted"))
    assert [records.current(IndexKey(tenant, model), [here.id]) for model in (MODEL, OTHER)] == [
        {here.id: here.generation},
        {},
    ]


def test_only_the_passages_of_the_index_with_the_newer_generation_are_superseded(
    records: Records, passages: Passages, tenant: str
) -> None:
    here, there = both(tenant)
    add(passages, (here.passage("one"), axis(0)), (there.passage("two"), axis(0)))
    newer = Document(tenant, number=2, model=OTHER)
    records.write(here.fact("uploaded"), here.fact("current"), newer.fact("uploaded"), newer.fact("current"))
    assert records.superseded(10) == [(newer.key, newer.generation)]


def test_every_model_with_documents_has_an_index(records: Records, tenant: str) -> None:
    assert records.models(tenant) == []
    here, there = both(tenant)
    records.write(here.fact("uploaded"), there.fact("uploaded"), Document(f"{tenant}x", model="third").fact("uploaded"))
    assert records.models(tenant) == sorted([MODEL, OTHER])


# What one index lacks of another


def missing(records: Records, tenant: str, limit: int = 10) -> list[tuple[str, str]]:
    """Return name and phase of what the second index lacks of the first."""
    found = records.missing(IndexKey(tenant, MODEL), IndexKey(tenant, OTHER), limit)
    assert {state.model for state in found} <= {MODEL}
    return [(state.upload.name if state.upload else "", state.phase) for state in found]


def test_an_empty_index_lacks_every_document_the_oldest_first(records: Records, tenant: str) -> None:
    documents = [Document(tenant, f"{number}.txt", number) for number in (1, 2, 3)]
    records.write(*(document.fact("uploaded") for document in reversed(documents)), documents[1].fact("current"))
    assert missing(records, tenant) == [("1.txt", "waiting"), ("2.txt", "indexed"), ("3.txt", "waiting")]
    assert missing(records, tenant, limit=2) == [("1.txt", "waiting"), ("2.txt", "indexed")]


def test_what_both_have_in_the_same_generation_is_not_missing(records: Records, tenant: str) -> None:
    here, there = both(tenant)
    records.write(here.fact("uploaded"), here.fact("current"), there.fact("uploaded"))
    assert missing(records, tenant) == []


def test_a_newer_upload_is_missing_once(records: Records, tenant: str) -> None:
    here, there = both(tenant)
    newer = Document(tenant, number=2)
    records.write(here.fact("uploaded"), there.fact("uploaded"), newer.fact("uploaded"))
    assert missing(records, tenant) == [("notes.txt", "waiting")]


def test_an_older_generation_is_not_missing(records: Records, tenant: str) -> None:
    older, newer = Document(tenant, number=1), Document(tenant, number=2, model=OTHER)
    records.write(older.fact("uploaded"), newer.fact("uploaded"))
    assert missing(records, tenant) == []


def test_a_deletion_is_missing_only_where_the_document_is(records: Records, tenant: str) -> None:
    _, there = both(tenant)
    records.write(there.fact("uploaded"), there.fact("current"))
    for name in ("notes.txt", "never-there.txt"):
        records.write(Document(tenant, name, number=2).fact("deleted"))
    assert missing(records, tenant) == [("", "deleted")]


# Dropping one


def test_a_dropped_index_is_gone_and_the_other_is_whole(records: Records, passages: Passages, tenant: str) -> None:
    here, there = both(tenant)
    add(passages, (here.passage("one"), axis(0)), (there.passage("two"), axis(0)))
    records.write(here.fact("uploaded"), here.fact("current"), there.fact("uploaded"), there.fact("current"))
    records.drop(IndexKey(tenant, OTHER))
    passages.drop(IndexKey(tenant, OTHER))
    assert (records.models(tenant), records.state(there.key)) == ([MODEL], None)
    assert records.current(IndexKey(tenant, MODEL), [here.id]) == {here.id: here.generation}
    found = [texts(search(passages, tenant, "one two", axis(0), model=model)) for model in (MODEL, OTHER)]
    assert (found, passages.count(tenant)) == ([["one"], []], 1)


def test_dropping_what_is_not_there_is_no_error(records: Records, passages: Passages, tenant: str) -> None:
    records.drop(IndexKey(tenant, OTHER))
    passages.drop(IndexKey(tenant, OTHER))
    assert records.models(tenant) == []


def test_an_index_can_be_made_again_after_it_was_dropped(records: Records, tenant: str) -> None:
    _, there = both(tenant)
    records.write(there.fact("uploaded"), there.fact("current"))
    records.drop(IndexKey(tenant, OTHER))
    assert records.write(there.fact("uploaded")) == [True]
    assert [state.phase for state in records.admit(5, now=5)] == ["splitting"]


# The plan


def test_without_a_plan_nobody_has_chosen(records: Records, tenant: str) -> None:
    assert records.plan(tenant) is None


def test_the_plan_of_the_highest_number_is_in_force(records: Records, tenant: str) -> None:
    plans = [IndexPlan(tenant=tenant, number=number, at=number, active=MODEL, target=OTHER) for number in (1, 2, 10)]
    assert [records.write_plan(plan) for plan in plans] == [True, True, True]
    assert records.plan(tenant) == plans[-1]
    assert records.plan(f"{tenant}x") is None


def test_of_two_plans_with_one_number_the_first_counts(records: Records, tenant: str) -> None:
    first = IndexPlan(tenant=tenant, number=1, at=1, active=MODEL)
    assert records.write_plan(first)
    assert not records.write_plan(replace(first, active=OTHER))
    assert records.plan(tenant) == first


def test_of_many_who_plan_at_once_one_is_first(records: Records, tenant: str, store_url: str) -> None:
    if not store_url.startswith("sqlite:"):
        pytest.skip("Weaviate looks, then writes: within the same milliseconds two may be told that theirs is new")
    plan = IndexPlan(tenant=tenant, number=1, at=1, active=MODEL)
    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(lambda _: records.write_plan(plan), range(8))) == [False] * 7 + [True]
