"""Another model's index beside the active one: what it lacks, when it is whole, the switch and the way back."""

from pathlib import Path

import msgspec
import pytest

from events.identity import IndexKey, document_id, next_generation, now_ms
from functions.documents.indexes import Indexes
from functions.documents.reindexing import advance, begin, copy_missing, failed_there_only
from functions.documents.uploads import UploadedFile
from functions.serving.settings import fingerprint
from functions.stores.facts import Fact
from functions.stores.index_plans import IndexPlan
from tests.unit.documents.house import LIMIT, House
from tests.unit.world import world

OLD, NEW = "old-model", "new-model"


@pytest.fixture
def house(tmp_path: Path) -> House:
    """Two documents, indexed for the old model."""
    house = House(world(tmp_path, embedder=OLD))
    for name in ("a.txt", "b.txt"):
        house.upload(name)
    house.index("a.txt", "b.txt", model=OLD)
    return house


def switched(house: House) -> House:
    """Bring the new index up to date and make it the active one."""
    house.plan(NEW, switch=True)
    house.advance()
    house.index("a.txt", "b.txt", model=NEW)
    house.advance()
    return house


def test_without_a_plan_there_is_nothing_to_do(house: House) -> None:
    assert not house.advance()


def test_every_document_is_put_on_its_way_in_the_same_generation(house: House) -> None:
    house.plan(NEW)
    assert house.advance()
    before, copy = house.state("a.txt", OLD), house.state("a.txt", NEW)
    assert before is not None
    assert copy is not None
    assert (copy.generation, copy.phase, before.phase) == (before.generation, "waiting", "indexed")
    assert copy.upload == msgspec.structs.replace(before.upload, fingerprint=fingerprint(NEW))  # type: ignore[type-var]


def test_no_more_documents_are_put_on_their_way_at_once_than_asked_for(house: House) -> None:
    house.plan(NEW)
    assert [house.advance(limit=1), house.records.counts(IndexKey("default", NEW))] == [True, {"waiting": 1}]
    assert [house.advance(limit=1), house.records.counts(IndexKey("default", NEW))] == [True, {"waiting": 2}]
    assert not house.advance(limit=1)


def test_the_active_index_answers_until_the_other_is_whole(house: House) -> None:
    house.plan(NEW, switch=True)
    house.advance()
    house.index("a.txt", model=NEW)
    house.advance()
    assert house.active == OLD
    house.index("b.txt", model=NEW)
    house.advance()
    assert house.active == NEW


def test_a_whole_index_waits_for_the_word_to_switch(house: House) -> None:
    house.plan(NEW)
    house.advance()
    house.index("a.txt", "b.txt", model=NEW)
    house.advance()
    assert house.active == OLD
    house.plan(NEW, switch=True)
    house.advance()
    assert house.active == NEW


def test_what_is_uploaded_meanwhile_is_waited_for(house: House) -> None:
    house.plan(NEW, switch=True)
    house.advance()
    house.index("a.txt", "b.txt", model=NEW)
    house.upload("c.txt")
    assert house.advance()
    assert house.active == OLD
    house.index("c.txt", model=NEW)
    house.advance()
    assert house.active == NEW


def test_what_failed_only_in_the_new_index_holds_the_switch_up(house: House) -> None:
    plan = house.plan(NEW, switch=True)
    house.advance()
    house.index("a.txt", model=NEW)
    house.happen("b.txt", NEW, "failed", stage="embed", reason="too long for this model")
    house.advance()
    assert house.active == OLD
    assert [state.document for state in failed_there_only(house.records, plan)] == [document_id("default", "b.txt")]


def test_what_had_failed_before_holds_nothing_up(house: House) -> None:
    house.upload("c.bin")
    house.happen("c.bin", OLD, "failed", stage="split", reason="no text")
    house.plan(NEW, switch=True)
    house.advance()
    house.index("a.txt", "b.txt", model=NEW)
    house.happen("c.bin", NEW, "failed", stage="split", reason="no text")
    house.advance()
    assert house.active == NEW


def test_a_deletion_is_carried_over(house: House) -> None:
    house.plan(NEW)
    house.advance()
    state = house.state("a.txt", OLD)
    assert state is not None
    deletion = next_generation(state.generation)
    house.records.write(Fact(key=state.key, generation=deletion, kind="deleted", number=0, at=now_ms(), data={}))
    assert house.advance()
    copy = house.state("a.txt", NEW)
    assert copy is not None
    assert (copy.phase, copy.generation) == ("deleted", deletion)


def test_after_the_switch_uploads_are_for_the_new_index_and_unchanged_ones_are_known(house: House) -> None:
    switched(house)
    accepted = house.ingest.accept(UploadedFile("default", "a.txt", "text/plain", b"text", {}))
    assert (accepted.unchanged, accepted.state.model) == (True, NEW)
    assert house.upload("c.txt").model == NEW


def test_what_was_accepted_for_the_former_index_until_the_switch_is_in_the_new_one(house: House) -> None:
    """Between the last look at what is missing and the switch itself, an upload may still come."""
    house.plan(NEW, switch=True)
    house.advance()
    house.index("a.txt", "b.txt", model=NEW)
    write_plan = house.records.write_plan

    def write_late(plan: IndexPlan) -> bool:
        house.upload("late.txt")
        return write_plan(plan)

    house.records.write_plan = write_late  # type: ignore[method-assign]
    assert house.advance()
    assert house.active == NEW
    assert house.state("late.txt", NEW) is not None


def test_an_upload_during_the_switch_is_accepted_for_both(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    models = iter([OLD, NEW, NEW, NEW])
    monkeypatch.setattr(Indexes, "active", lambda *_: IndexKey("default", next(models)))
    state = house.upload("c.txt")
    former = house.state("c.txt", OLD)
    assert former is not None
    assert (state.model, state.generation) == (NEW, former.generation)


def test_the_way_back_sends_only_what_came_since(house: House) -> None:
    switched(house)
    house.upload("c.txt")
    house.index("c.txt", model=NEW)
    house.plan(OLD, switch=True)
    assert house.advance()
    assert house.records.counts(IndexKey("default", OLD)) == {"indexed": 2, "waiting": 1}
    house.index("c.txt", model=OLD)
    house.advance()
    assert house.active == OLD


def test_a_plan_for_the_active_model_ends_another_one(house: House) -> None:
    house.plan(NEW, switch=True)
    house.plan(OLD, switch=True)
    assert not house.advance()
    plan = house.records.plan("default")
    assert plan is not None
    assert (plan.active, plan.target) == (OLD, "")


def test_a_new_default_of_the_deployment_can_take_over_the_documents_of_the_former_one(house: House) -> None:
    """EMBEDDER was changed, without a plan: the index of its model is empty, and is filled in place."""
    indexes = Indexes(house.indexes.records, NEW)
    begin(indexes, IndexKey("default", NEW), switch=True)
    assert advance(indexes, "default", LIMIT)
    assert house.records.counts(IndexKey("default", NEW)) == {"waiting": 2}


def test_copying_twice_changes_nothing(house: House) -> None:
    assert copy_missing(house.indexes, IndexKey("default", NEW), LIMIT) == 2
    assert copy_missing(house.indexes, IndexKey("default", NEW), LIMIT) == 0
