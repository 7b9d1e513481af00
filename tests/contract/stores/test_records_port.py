"""Facts and the states that follow from them, for every backend of the records port."""

import random
from typing import Any

import pytest

from events.identity import DocumentKey, Generation, IndexKey
from functions.stores.facts import Fact, Phase
from functions.stores.passages import Passages
from functions.stores.records import Records
from tests.contract.stores.store_samples import MODEL, Document, Step, add, axis, upload_of


def test_a_fact_is_new_once(records: Records, tenant: str) -> None:
    uploaded = Document(tenant).fact("uploaded")
    assert [records.write(uploaded), records.write(uploaded)] == [[True], [False]]


def test_a_write_tells_for_each_fact_whether_it_was_new(records: Records, tenant: str) -> None:
    document = Document(tenant)
    uploaded, split = document.fact("uploaded"), document.fact("split")
    records.write(uploaded)
    assert records.write(uploaded, split, split) == [False, True, False]


def test_the_first_write_of_a_fact_wins(records: Records, tenant: str) -> None:
    document = Document(tenant)
    first = document.fact("split", batches=2)
    records.write(document.fact("uploaded"), first, document.fact("split", batches=9))
    found = records.facts(document.key, document.generation)
    assert [fact for fact in found if fact.kind == "split"] == [first]


def test_facts_come_back_as_they_were_written(records: Records, tenant: str) -> None:
    document = Document(tenant, name="Größe 1.txt")
    written = [document.fact("uploaded"), document.fact("stored", 3, at=7), document.fact("failed", 1, reason="ü\n\0")]
    records.write(*written)
    found = records.facts(document.key, document.generation)
    assert sorted(found, key=lambda fact: fact.id) == sorted(written, key=lambda fact: fact.id)


def test_writing_no_fact_is_no_error(records: Records) -> None:
    assert records.write() == []


def test_an_unknown_document_has_no_state(records: Records, tenant: str) -> None:
    assert records.state(Document(tenant).key) is None


STEPS: list[tuple[Phase, list[Step]]] = [
    ("waiting", [("uploaded", 0)]),
    ("splitting", [("uploaded", 0), ("admitted", 1)]),
    ("embedding", [("uploaded", 0), ("admitted", 1), ("split", 0)]),
    ("embedding", [("uploaded", 0), ("admitted", 1), ("split", 0), ("stored", 0), ("stored", 1)]),
    ("indexed", [("uploaded", 0), ("admitted", 1), ("split", 0), ("stored", 0), ("stored", 1), ("current", 0)]),
    ("failed", [("uploaded", 0), ("admitted", 1), ("failed", 1)]),
    ("failed", [("uploaded", 0), ("failed", 0)]),
    ("failed", [("uploaded", 0), ("admitted", 1), ("split", 0), ("stored", 0), ("failed", 1)]),
    ("splitting", [("uploaded", 0), ("admitted", 1), ("failed", 1), ("admitted", 2)]),
    ("failed", [("uploaded", 0), ("admitted", 1), ("failed", 1), ("admitted", 2), ("failed", 2)]),
    ("indexed", [("uploaded", 0), ("admitted", 1), ("failed", 1), ("admitted", 2), ("split", 0), ("current", 0)]),
    ("deleted", [("deleted", 0)]),
]


@pytest.mark.parametrize(("phase", "steps"), STEPS, ids=["-".join([p, *(k for k, _ in s)]) for p, s in STEPS])
def test_the_phase_follows_from_the_facts(records: Records, tenant: str, phase: Phase, steps: list[Step]) -> None:
    document = Document(tenant)
    for step in steps:
        records.write(document.fact(*step))
    state = records.state(document.key)
    assert state is not None
    assert state.phase == phase
    assert records.counts(IndexKey(tenant, MODEL)) == ({} if phase == "deleted" else {phase: 1})


def test_the_newest_states_of_some_documents_are_found_at_once(records: Records, tenant: str) -> None:
    old, new = Document(tenant, number=1), Document(tenant, number=2)
    gone, other = Document(tenant, name="gone", number=3), Document(tenant, name="other", number=4)
    records.write(old.fact("uploaded"), new.fact("uploaded"), gone.fact("deleted"), other.fact("uploaded"))
    found = records.newest(IndexKey(tenant, MODEL), [new.id, gone.id, "unknown"])
    assert found == {one.id: records.state(one.key) for one in (new, gone)}
    assert records.newest(IndexKey(tenant, MODEL), []) == {}


def test_a_state_tells_how_far_the_document_is(records: Records, tenant: str) -> None:
    document = Document(tenant)
    records.write(document.fact("uploaded", at=10), document.fact("admitted", 1, at=20), document.fact("split", at=30))
    records.write(document.fact("stored", 1, at=50))
    state = records.state(document.key)
    assert state is not None
    assert state.upload == upload_of(document)
    assert (state.generation, state.attempt, state.batches, state.chunks) == (document.generation, 1, 2, 3)
    assert (state.stored, state.accepted_at, state.progressed_at) == ((1,), 10, 50)


def test_a_failure_tells_stage_and_reason(records: Records, tenant: str) -> None:
    document = Document(tenant)
    records.write(document.fact("uploaded"), document.fact("failed", 1, stage="embed", reason="too long"))
    state = records.state(document.key)
    assert state is not None
    assert (state.stage, state.reason) == ("embed", "too long")


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_writing_changes_nothing(records: Records, tenant: str, seed: int) -> None:
    old, new = Document(tenant, number=1), Document(tenant, number=2)
    steps: list[Step] = [("uploaded", 0), ("admitted", 1), ("split", 0), ("stored", 0)]
    facts = [document.fact(*step) for document in (old, new) for step in steps]
    facts += [old.fact("current"), Document(tenant, name="gone", number=3).fact("deleted")]
    random.Random(seed).shuffle(facts)
    for fact in facts:
        records.write(fact)
    state = records.state(new.key)
    assert state is not None
    assert (state.generation, state.phase, state.stored) == (new.generation, "embedding", (0,))
    assert records.current(IndexKey(tenant, MODEL), [new.id]) == {new.id: old.generation}
    assert records.counts(IndexKey(tenant, MODEL)) == {"embedding": 1}


def test_the_latest_generation_counts_even_when_an_older_one_comes_later(records: Records, tenant: str) -> None:
    newer, late = Document(tenant, number=2), Document(tenant, number=1)
    records.write(newer.fact("uploaded"), newer.fact("current"))
    records.write(late.fact("uploaded"), late.fact("split"), late.fact("current"))
    state = records.state(newer.key)
    assert state is not None
    assert (state.generation, state.phase) == (newer.generation, "indexed")
    assert records.current(IndexKey(tenant, MODEL), [newer.id]) == {newer.id: newer.generation}


def test_facts_before_their_upload_wait_for_it(records: Records, tenant: str) -> None:
    document = Document(tenant)
    records.write(document.fact("split"))
    assert (
        records.state(document.key),
        records.states(IndexKey(tenant, MODEL)),
        records.counts(IndexKey(tenant, MODEL)),
    ) == (None, [], {})
    records.write(document.fact("uploaded"))
    assert records.counts(IndexKey(tenant, MODEL)) == {"embedding": 1}


# What is searchable


def test_a_document_without_a_current_generation_is_not_searchable(records: Records, tenant: str) -> None:
    document = Document(tenant)
    records.write(document.fact("uploaded"), document.fact("split"))
    assert records.current(IndexKey(tenant, MODEL), [document.id, Document(tenant, name="unknown").id]) == {}


def test_the_old_generation_stays_searchable_until_the_new_one_is_whole(records: Records, tenant: str) -> None:
    old, new = Document(tenant, number=1), Document(tenant, number=2)
    records.write(old.fact("uploaded"), old.fact("current"), new.fact("uploaded"), new.fact("stored", 0))
    assert records.current(IndexKey(tenant, MODEL), [old.id]) == {old.id: old.generation}
    records.write(new.fact("current"))
    assert records.current(IndexKey(tenant, MODEL), [old.id]) == {old.id: new.generation}


def test_the_old_generation_stays_searchable_when_the_new_one_fails(records: Records, tenant: str) -> None:
    old, new = Document(tenant, number=1), Document(tenant, number=2)
    records.write(old.fact("uploaded"), old.fact("current"), new.fact("uploaded"), new.fact("failed", 1))
    assert records.current(IndexKey(tenant, MODEL), [old.id]) == {old.id: old.generation}


def test_a_deletion_hides_every_older_generation_whenever_it_comes(records: Records, tenant: str) -> None:
    old, deleted = Document(tenant, number=1), Document(tenant, number=2)
    records.write(old.fact("uploaded"), deleted.fact("deleted"), old.fact("current"))
    assert records.current(IndexKey(tenant, MODEL), [old.id]) == {}
    assert (records.states(IndexKey(tenant, MODEL)), records.counts(IndexKey(tenant, MODEL)), records.in_flight()) == (
        [],
        {},
        [],
    )


def test_an_upload_after_a_deletion_revives_the_document(records: Records, tenant: str) -> None:
    deleted, new = Document(tenant, number=2), Document(tenant, number=3)
    records.write(deleted.fact("deleted"), new.fact("uploaded"))
    assert records.counts(IndexKey(tenant, MODEL)) == {"waiting": 1}
    records.write(new.fact("current"))
    assert records.current(IndexKey(tenant, MODEL), [new.id]) == {new.id: new.generation}


# What may be removed


def superseded_after(
    records: Records, passages: Passages, held: Document, *facts: Fact
) -> list[tuple[DocumentKey, Generation]]:
    add(passages, (held.passage("some text"), axis(0)))
    records.write(*facts)
    return [row for row in records.superseded(1000) if row[0].tenant == held.tenant]


def test_passages_below_the_current_generation_are_superseded(
    records: Records, passages: Passages, tenant: str
) -> None:
    old, new = Document(tenant, number=1), Document(tenant, number=2)
    facts = [old.fact("uploaded"), old.fact("current"), new.fact("uploaded"), new.fact("current")]
    assert superseded_after(records, passages, old, *facts) == [(old.key, new.generation)]
    passages.remove_before(old.key, new.generation)
    assert records.superseded(1000) == []


def test_a_forgotten_generation_leaves_the_one_before_it(records: Records, tenant: str) -> None:
    old, new = Document(tenant, number=1), Document(tenant, number=2)
    records.write(old.fact("uploaded"), old.fact("current"), new.fact("uploaded"), new.fact("deleted"))
    records.forget(tenant, new.id, new.generation)
    state = records.state(old.key)
    assert state is not None
    assert (state.generation, state.phase, records.counts(IndexKey(tenant, MODEL))) == (
        old.generation,
        "indexed",
        {"indexed": 1},
    )
    assert records.current(IndexKey(tenant, MODEL), [old.id]) == {old.id: old.generation}
    records.forget(tenant, old.id, old.generation)
    assert records.state(old.key) is None


def test_passages_below_a_deletion_are_superseded(records: Records, passages: Passages, tenant: str) -> None:
    old, gone = Document(tenant, number=1), Document(tenant, number=2)
    found = superseded_after(records, passages, old, old.fact("uploaded"), gone.fact("deleted"))
    assert found == [(old.key, gone.generation)]


def test_passages_of_the_current_generation_are_not_superseded(
    records: Records, passages: Passages, tenant: str
) -> None:
    document = Document(tenant)
    assert superseded_after(records, passages, document, document.fact("uploaded"), document.fact("current")) == []


def test_passages_below_an_unfinished_generation_are_not_superseded(
    records: Records, passages: Passages, tenant: str
) -> None:
    old, new = Document(tenant, number=1), Document(tenant, number=2)
    facts = [old.fact("uploaded"), old.fact("current"), new.fact("uploaded"), new.fact("split")]
    assert superseded_after(records, passages, old, *facts) == []


def test_no_more_superseded_documents_than_asked_for(records: Records, passages: Passages, tenant: str) -> None:
    for name in ("a", "b", "c"):
        old, new = Document(tenant, name, number=1), Document(tenant, name, number=2)
        superseded_after(records, passages, old, old.fact("uploaded"), new.fact("deleted"))
    assert len(records.superseded(2)) == 2


# Lists


def test_documents_are_listed_newest_upload_first_in_pages(records: Records, tenant: str) -> None:
    documents = [Document(tenant, name=f"{number}.txt", number=number) for number in range(1, 6)]
    records.write(*(document.fact("uploaded") for document in documents), documents[1].fact("current"))
    first = records.states(IndexKey(tenant, MODEL), limit=2)
    second = records.states(IndexKey(tenant, MODEL), after=first[-1].generation, limit=2)
    third = records.states(IndexKey(tenant, MODEL), after=second[-1].generation, limit=2)
    ids = [document.id for document in reversed(documents)]
    assert [[state.document for state in page] for page in (first, second, third)] == [ids[:2], ids[2:4], ids[4:]]


def test_documents_are_counted_by_phase(records: Records, tenant: str) -> None:
    histories: list[list[Step]] = [
        [("uploaded", 0)],
        [("uploaded", 0)],
        [("uploaded", 0), ("admitted", 1)],
        [("uploaded", 0), ("admitted", 1), ("split", 0), ("current", 0)],
        [("deleted", 0)],
    ]
    for number, steps in enumerate(histories, 1):
        document = Document(tenant, name=str(number), number=number)
        records.write(*(document.fact(*step) for step in steps))
    assert records.counts(IndexKey(tenant, MODEL)) == {"waiting": 2, "splitting": 1, "indexed": 1}


def test_documents_of_one_tenant_are_not_seen_by_another(records: Records, tenant: str) -> None:
    mine, theirs = Document(tenant), Document(f"{tenant}x")
    records.write(mine.fact("uploaded"), mine.fact("current"))
    assert (records.states(IndexKey(theirs.tenant, MODEL)), records.counts(IndexKey(theirs.tenant, MODEL))) == ([], {})
    assert (
        records.state(DocumentKey(IndexKey(theirs.tenant, MODEL), mine.id)),
        records.current(IndexKey(theirs.tenant, MODEL), [mine.id]),
    ) == (
        None,
        {},
    )
    assert records.facts(DocumentKey(IndexKey(theirs.tenant, MODEL), mine.id), mine.generation) == []


def test_a_document_counts_once_in_the_phase_of_its_latest_generation(records: Records, tenant: str) -> None:
    def generation(name: str, number: int, *steps: Step) -> list[Fact]:
        document = Document(tenant, name, number=number)
        return [document.fact(*step) for step in (("uploaded", 0), *steps)]

    records.write(*generation("uploaded again", 1, ("current", 0)), *generation("uploaded again", 2, ("split", 0)))
    records.write(*generation("indexed again", 3, ("current", 0)), *generation("indexed again", 4, ("current", 0)))
    records.write(*generation("a late one", 6, ("current", 0)), *generation("a late one", 5, ("failed", 1)))
    records.write(*generation("failed", 7, ("admitted", 1), ("failed", 1)))
    records.write(*generation("sent again", 8, ("admitted", 1), ("failed", 1), ("admitted", 2)))
    records.write(*generation("deleted", 9, ("current", 0)), Document(tenant, "deleted", number=10).fact("deleted"))
    records.write(Document(tenant, "revived", number=11).fact("deleted"), *generation("revived", 12))
    records.write(*(fact for other in ("x", "y") for fact in _elsewhere(Document(tenant, other, model=other))))
    assert records.counts(IndexKey(tenant, MODEL)) == {
        "embedding": 1,
        "failed": 1,
        "indexed": 2,
        "splitting": 1,
        "waiting": 1,
    }


def _elsewhere(document: Document) -> list[Fact]:
    return [document.fact("uploaded"), document.fact("current")]


# By which reader


def read_by(tenant: str, name: str, number: int, *, meant: int, split: int | None = None) -> list[Fact]:
    """Return the facts of a document that was accepted for one reader, and that perhaps another one has read."""
    document = Document(tenant, name=name, number=number)
    facts = [document.fact("uploaded", fingerprint=f"chunker-{meant}/{MODEL}")]
    return facts + ([document.fact("split", reader=split)] if split else [])


def older(records: Records, tenant: str, reader: int, **more: Any) -> list[str]:
    found = records.older(IndexKey(tenant, MODEL), reader, **more)
    return [state.upload.name for state in found if state.upload]


def test_what_older_readers_have_read_is_found_oldest_first_in_pages_and_counted(records: Records, tenant: str) -> None:
    for number in range(1, 5):
        records.write(*read_by(tenant, f"{number}.txt", number, meant=number, split=number))
    first = records.older(IndexKey(tenant, MODEL), 4, limit=2)
    assert older(records, tenant, 4, limit=2) == ["1.txt", "2.txt"]
    assert older(records, tenant, 4, limit=2, after=first[-1].generation) == ["3.txt"]
    assert records.count_older(IndexKey(tenant, MODEL), 4) == 3


def test_the_reader_is_the_one_that_has_read_it_not_the_one_that_was_meant_to(records: Records, tenant: str) -> None:
    records.write(*read_by(tenant, "by a former pod.txt", 1, meant=8, split=7))
    records.write(*read_by(tenant, "by a newer pod.txt", 2, meant=7, split=8))
    assert older(records, tenant, 8) == ["by a former pod.txt"]


def test_a_deleted_document_and_one_that_was_read_again_since_are_not_among_them(records: Records, tenant: str) -> None:
    records.write(*read_by(tenant, "deleted.txt", 1, meant=1), Document(tenant, "deleted.txt", 3).fact("deleted"))
    records.write(
        *read_by(tenant, "again.txt", 2, meant=1, split=1), *read_by(tenant, "again.txt", 4, meant=2, split=2)
    )
    assert (older(records, tenant, 2), records.count_older(IndexKey(tenant, MODEL), 2)) == ([], 0)


def test_a_document_without_content_is_never_among_them(records: Records, tenant: str) -> None:
    upload = Document(tenant).fact("uploaded", fingerprint=f"chunker-1/{MODEL}", dataref="")
    records.write(upload)
    assert older(records, tenant, 2) == []
