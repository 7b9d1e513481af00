"""Passages written, read and removed, for every backend of the passages port."""

import base64
import json

import msgspec
import numpy as np
import pytest
from msgspec.structs import replace

from events.errors import Rejected
from events.identity import Generation
from functions.stores.passages import Passages
from tests.contract.stores.store_samples import Document, add, axis, search, texts


def test_passages_come_back_in_the_order_asked_for(passages: Passages, tenant: str) -> None:
    document = Document(tenant, metadata={"author": "O'Neill"})
    written = [document.passage(f'"text" {n} ü 漢 \\ %', n, heading="A > B") for n in range(3)]
    add(passages, *((passage, axis(0)) for passage in written))
    wanted = [written[2].id, "unknown", written[0].id]
    assert passages.get(tenant, wanted) == [written[2], written[0]]


def test_a_documents_passages_come_in_their_order_from_a_position_on(passages: Passages, tenant: str) -> None:
    document = Document(tenant, metadata={"date": "2026-01-31"})
    written = [document.passage(f"text {n}", n, heading="A > B") for n in range(12)]
    add(passages, *((passage, axis(0)) for passage in reversed(written)))
    key, generation = document.key, document.generation
    assert passages.in_order(key, generation) == written
    assert passages.in_order(key, generation, first=5, count=3) == written[5:8]
    assert passages.in_order(key, generation, first=10, count=9) == written[10:]
    assert passages.in_order(key, generation, count=0) == []


def test_passages_in_order_are_of_one_document_generation_model_and_tenant(passages: Passages, tenant: str) -> None:
    wanted = Document(tenant, number=2)
    others = [
        Document(tenant, number=1),
        Document(tenant, name="other.txt", number=2),
        Document(tenant, number=2, model="another-embedder"),
        Document(f"{tenant}x", number=2),
    ]
    add(passages, *((one.passage(f"not this {number}"), axis(0)) for number, one in enumerate(others)))
    assert passages.in_order(wanted.key, wanted.generation) == []
    add(passages, (wanted.passage("this"), axis(0)))
    assert [one.text for one in passages.in_order(wanted.key, wanted.generation)] == ["this"]


def test_adding_again_changes_nothing(passages: Passages, tenant: str) -> None:
    document = Document(tenant)
    pairs = [(document.passage("one", 0), axis(0)), (document.passage("two", 1), axis(1))]
    add(passages, *pairs)
    dump, hits = list(passages.dump()), search(passages, tenant, "one", axis(0))
    add(passages, *reversed(pairs), (document.passage("other text", 0), axis(5)))
    assert (passages.count(tenant), list(passages.dump())) == (2, dump)
    assert search(passages, tenant, "one", axis(0)) == hits
    assert texts(search(passages, tenant, "other")) == []


def test_adding_nothing_is_no_error(passages: Passages, tenant: str) -> None:
    passages.add([], np.zeros((0, 8), dtype=np.float32))
    assert passages.count(tenant) == 0


def test_passages_and_vectors_must_be_as_many(passages: Passages, tenant: str) -> None:
    with pytest.raises(Rejected):
        passages.add([Document(tenant).passage("one")], np.eye(2, dtype=np.float32))
    assert passages.count(tenant) == 0


def test_a_vector_that_is_no_number_is_rejected(passages: Passages, tenant: str) -> None:
    with pytest.raises(Rejected):
        add(passages, (Document(tenant).passage("one"), axis(0) * np.float32(np.nan)))
    with pytest.raises(Rejected):
        search(passages, tenant, "one", axis(0) * np.float32(np.nan))


def test_older_generations_are_removed_and_nothing_else(passages: Passages, tenant: str) -> None:
    first, second, third = (Document(tenant, number=number) for number in (1, 2, 3))
    other = Document(tenant, name="other.txt", number=1)
    kept = [(d.passage(f"kept {d.number}"), axis(1)) for d in (second, third, other)]
    add(passages, (first.passage("removed"), axis(0)), *kept)
    assert passages.remove_before(first.key, second.generation) == 1
    assert passages.count(tenant) == 3
    assert texts(search(passages, tenant, "removed")) == []
    assert "removed" not in texts(search(passages, tenant, "", axis(0)))
    assert passages.remove_before(first.key, second.generation) == 0


def test_an_absurd_generation_that_nothing_could_overtake_is_removed_with_the_older_ones(
    passages: Passages, tenant: str
) -> None:
    kept, absurd = Document(tenant, number=2).passage("kept"), Document(tenant, number=3).passage("absurd")
    absurd = msgspec.structs.replace(absurd, generation=Generation("ffffffff-ffff-7fff-bfff-ffffffffffff"))
    add(passages, (kept, axis(0)), (absurd, axis(1)))
    assert passages.remove_before(Document(tenant).key, kept.generation) == 1
    assert texts(search(passages, tenant, "kept absurd")) == ["kept"]


def test_removal_keeps_to_the_tenant(passages: Passages, tenant: str) -> None:
    document = Document(tenant, number=1)
    add(passages, (document.passage("mine"), axis(0)))
    assert passages.remove_before(Document(f"{tenant}x").key, Document(tenant, number=2).generation) == 0
    assert passages.count(tenant) == 1


def test_the_words_of_a_removed_passage_find_nothing_that_comes_after_it(passages: Passages, tenant: str) -> None:
    old, new = Document(tenant, number=1), Document(tenant, number=2)
    add(passages, (old.passage("removed"), axis(0)))
    passages.remove_before(old.key, new.generation)
    add(passages, (new.passage("new"), axis(1)))
    assert [texts(search(passages, tenant, asked)) for asked in ("removed", "new")] == [[], ["new"]]


def test_removed_passages_can_be_added_again(passages: Passages, tenant: str) -> None:
    document = Document(tenant, number=1)
    add(passages, (document.passage("one"), axis(0)))
    dump = list(passages.dump())
    passages.remove_before(document.key, Document(tenant, number=2).generation)
    add(passages, (document.passage("one"), axis(0)))
    assert list(passages.dump()) == dump
    assert texts(search(passages, tenant, "one", axis(0))) == ["one"]


def test_tenants_never_see_each_other(passages: Passages, tenant: str) -> None:
    other = f"{tenant}x"
    mine, theirs = Document(tenant).passage("shared words mine"), Document(other).passage("shared words theirs")
    add(passages, (mine, axis(0)), (theirs, axis(0)))
    assert texts(search(passages, tenant, "shared words", axis(0))) == ["shared words mine"]
    assert texts(search(passages, other, "shared words", axis(0))) == ["shared words theirs"]
    assert (passages.get(tenant, [theirs.id]), passages.count(tenant)) == ([], 1)
    assert search(passages, tenant, "shared", axis(0), documents=(theirs.document,)) == []


def test_a_crowd_of_better_passages_of_another_tenant_hides_none(passages: Passages, tenant: str) -> None:
    crowd = Document(f"{tenant}x")
    add(passages, *((crowd.passage("words words", n), axis(0)) for n in range(300)))
    add(passages, (Document(tenant).passage("a few words of mine"), axis(1)))
    assert texts(search(passages, tenant, "words")) == ["a few words of mine"]
    assert texts(search(passages, tenant, "", axis(0), alpha=1.0)) == ["a few words of mine"]


def test_the_dump_holds_every_passage_with_its_vector_by_id(passages: Passages, tenant: str) -> None:
    document = Document(tenant)
    add(passages, *((document.passage(f"text {n}", n), axis(n % 8)) for n in range(1200)))
    lines = [json.loads(line) for line in passages.dump()]
    mine = [line for line in lines if line["tenant"] == tenant]
    assert [line["id"] for line in lines] == sorted(line["id"] for line in lines)
    assert {line["text"] for line in mine} == {f"text {n}" for n in range(1200)}
    for line in mine:
        vector = np.frombuffer(base64.b64decode(line["vector"]), dtype="<f4")
        assert (vector == axis(line["position"] % 8)).all()


def test_the_dump_does_not_tell_the_order_of_writing(passages: Passages, tenant: str) -> None:
    old, new = Document(tenant, number=1), Document(tenant, number=2)
    pairs = [(new.passage(f"text {n}", n), axis(n)) for n in range(6)]
    add(passages, *pairs)
    dump = list(passages.dump())
    passages.remove_before(new.key, Document(tenant, number=3).generation)
    for pair in reversed(pairs):
        add(passages, pair, (old.passage("old", pair[0].position), axis(0)))
    passages.remove_before(old.key, new.generation)
    assert list(passages.dump()) == dump


@pytest.mark.parametrize("confidence", [None, 0.5, 1.0])
def test_a_passage_keeps_the_confidence_of_ocr(passages: Passages, tenant: str, confidence: float | None) -> None:
    document = Document(tenant)
    add(passages, (replace(document.passage("read from a picture", 0), recognised=confidence), axis(0)))
    [hit] = search(passages, tenant, "picture", axis(0))
    assert hit.passage.recognised == confidence
