"""A question on its way, and what its asker is told of it."""

from functions.gateway.questions.pending import Question


def test_a_stage_that_reports_before_the_brokers_reply_comes_behind_the_asking() -> None:
    question = Question(id="one", conversation="two", text="Where?", expires=60.0)
    for stage in ("embed", "asked", "search"):
        question.hear_stage(stage)
    assert [heard["stage"] for heard in question.stages] == ["asked", "embed", "search"]
