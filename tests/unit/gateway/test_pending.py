"""A question on its way, and what its asker is told of it."""

import asyncio
import math
import time

from functions.gateway.questions.pending import IDLE, Question


def test_a_stage_that_reports_before_the_brokers_reply_comes_behind_the_asking() -> None:
    question = Question(id="one", conversation="two", text="Where?", expires=60.0)
    for stage in ("embed", "asked", "search"):
        question.hear_stage(stage)
    assert [heard["stage"] for heard in question.stages] == ["asked", "embed", "search"]


def test_whatever_comes_before_the_brokers_reply_the_asker_is_told_the_ids_first() -> None:
    question = Question(id="one", conversation="two", text="Where?", expires=math.inf)
    question.hear_attempt("first")
    question.hear_token(0, "There.")
    told = [asyncio.run(question.next()) for _ in range(2)]
    assert [message and message.name for message in told] == ["stage", "token"]
    assert told[0] and (told[0].data["id"], told[0].data["conversation"]) == ("one", "two")


def asked(since: float) -> Question:
    """A question of so many seconds ago, which may take 60, and 90 while it is being answered."""
    now = time.monotonic()
    return Question(
        id="one", conversation="two", text="Where?", asked=now - since, expires=now, latest=now + 90 - since
    )


def test_a_token_that_arrives_puts_the_end_of_a_question_off() -> None:
    question = asked(since=60)
    question.hear_token(0, "There")
    assert 0 < question.expires - time.monotonic() <= IDLE


def test_tokens_put_it_off_no_further_than_an_answer_may_take() -> None:
    question = asked(since=85)
    question.hear_token(0, "There")
    assert question.expires == question.latest


def test_a_question_with_time_left_does_not_end_sooner_for_a_token() -> None:
    question = Question(id="one", conversation="two", text="Where?", expires=math.inf)
    question.hear_token(0, "There")
    assert question.expires == math.inf
