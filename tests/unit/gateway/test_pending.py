"""A question on its way, and what its asker is told of it."""

import asyncio
import math

from functions.gateway.questions.pending import Question


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
