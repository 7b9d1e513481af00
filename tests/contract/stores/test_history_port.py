"""Conversation turns and failures, for every backend of the records port."""

from functions.stores.conversations import Turn
from functions.stores.dead_letters import Failure
from functions.stores.records import Records


def turn(tenant: str, number: int, *, conversation: str = "c1", question: str = "Why?", answer: str = "So.") -> Turn:
    return Turn(
        id=f"q{number}",
        tenant=tenant,
        conversation=conversation,
        at=number,
        question=question,
        answer=answer,
        citations=[{"n": 1, "page": None}],
        timings={"search": 1.5},
        usage={"tokens": 3},
    )


def failure(tenant: str, number: int, *, reason: str = "no text") -> Failure:
    return Failure(
        id=f"f{number}",
        tenant=tenant,
        at=number,
        stage="split",
        reason=reason,
        type="minirag.document.uploaded",
        attributes={"id": "1", "source": "/gateway"},
        data="e30=",
        code=422,
        name="a.pdf",
    )


def test_a_turn_comes_back_as_it_was_written(records: Records, tenant: str) -> None:
    assert records.add_turn(turn(tenant, 1)) is True
    assert records.turn(tenant, "q1") == turn(tenant, 1)


def test_the_first_write_of_a_turn_wins(records: Records, tenant: str) -> None:
    records.add_turn(turn(tenant, 1))
    assert records.add_turn(turn(tenant, 1, answer="Otherwise.")) is False
    assert records.turn(tenant, "q1") == turn(tenant, 1)


def test_the_newest_turns_of_a_conversation_come_oldest_first(records: Records, tenant: str) -> None:
    for number in (3, 1, 2):
        records.add_turn(turn(tenant, number))
    records.add_turn(turn(tenant, 4, conversation="c2"))
    assert [found.id for found in records.turns(tenant, "c1", limit=2)] == ["q2", "q3"]


def test_conversations_are_listed_newest_first_by_their_first_question(records: Records, tenant: str) -> None:
    records.add_turn(turn(tenant, 5, conversation="old", question="Second?"))
    records.add_turn(turn(tenant, 1, conversation="old", question="First?"))
    records.add_turn(turn(tenant, 9, conversation="new", question="Third?"))
    listed = [(c.id, c.first_question, c.turns, c.at) for c in records.conversations(tenant)]
    assert listed == [("new", "Third?", 1, 9), ("old", "First?", 2, 5)]
    assert [c.id for c in records.conversations(tenant, limit=1)] == ["new"]


def test_a_turn_that_is_forgotten_is_in_no_conversation_any_more(records: Records, tenant: str) -> None:
    for number in (1, 2):
        records.add_turn(turn(tenant, number))
    records.add_turn(turn(tenant, 3, conversation="c2"))
    assert [records.forget_turn(tenant, question) for question in ("q2", "q3")] == [True, True]
    assert [records.turn(tenant, question) for question in ("q2", "q3")] == [None, None]
    assert [found.id for found in records.turns(tenant, "c1")] == ["q1"]
    assert [found.id for found in records.conversations(tenant)] == ["c1"]


def test_a_turn_that_was_forgotten_is_not_brought_back_by_a_late_write(records: Records, tenant: str) -> None:
    records.add_turn(turn(tenant, 1))
    records.forget_turn(tenant, "q1")
    assert (records.add_turn(turn(tenant, 1)), records.turn(tenant, "q1")) == (False, None)


def test_only_a_turn_of_ones_own_can_be_forgotten(records: Records, tenant: str) -> None:
    records.add_turn(turn(tenant, 1))
    assert [records.forget_turn(*one) for one in ((tenant, "q2"), (f"{tenant}x", "q1"))] == [False, False]
    assert records.turn(tenant, "q1") == turn(tenant, 1)


def test_a_failure_comes_back_as_it_was_written(records: Records, tenant: str) -> None:
    assert records.add_failure(failure(tenant, 1)) is True
    assert records.failure(tenant, "f1") == failure(tenant, 1)


def test_the_first_write_of_a_failure_wins(records: Records, tenant: str) -> None:
    records.add_failure(failure(tenant, 1))
    assert records.add_failure(failure(tenant, 1, reason="another")) is False
    assert records.failures(tenant) == [failure(tenant, 1)]


def test_failures_are_listed_newest_first(records: Records, tenant: str) -> None:
    for number in (2, 3, 1):
        records.add_failure(failure(tenant, number))
    assert [found.id for found in records.failures(tenant, limit=2)] == ["f3", "f2"]


def test_what_is_not_there_is_none(records: Records, tenant: str) -> None:
    assert (records.turn(tenant, "q1"), records.failure(tenant, "f1")) == (None, None)
    assert (records.turns(tenant, "c1"), records.conversations(tenant), records.failures(tenant)) == ([], [], [])


def test_turns_and_failures_of_one_tenant_are_not_seen_by_another(records: Records, tenant: str) -> None:
    other = f"{tenant}x"
    records.add_turn(turn(tenant, 1))
    records.add_failure(failure(tenant, 1))
    assert (records.turn(other, "q1"), records.turns(other, "c1"), records.conversations(other)) == (None, [], [])
    assert (records.failure(other, "f1"), records.failures(other)) == (None, [])
