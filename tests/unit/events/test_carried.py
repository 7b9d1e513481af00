"""The next structure is made of what it has in common with the one before, and of what is new."""

import msgspec
import pytest

from events.carried import carried
from events.questions import Exchange, FoundPassage, Options, PassagesFound, PromptBuilt, QuestionEmbedded

ID = "019c13ec-9e00-72d7-9642-b726b0440162"
QUESTION = QuestionEmbedded(
    question="Why?", conversation=ID, history=[Exchange(question="Who?", answer="They.")], vector="AACAPw=="
)


def test_what_both_have_is_carried() -> None:
    found = carried(QUESTION, PassagesFound, passages=[])
    assert (found.question, found.conversation, found.history) == ("Why?", ID, QUESTION.history)


def test_what_only_the_first_has_is_left_behind() -> None:
    assert "vector" not in msgspec.to_builtins(carried(QUESTION, PromptBuilt, messages=[], citations=[]))


def test_what_is_given_stands_in_the_place_of_what_is_carried() -> None:
    assert carried(QUESTION, PassagesFound, passages=[], options=Options(passages=1)).options.passages == 1


def test_defaults_that_are_carried_are_left_out_of_the_json_as_ever() -> None:
    by_field = PassagesFound(
        question="Why?", conversation=ID, history=QUESTION.history, vector="AACAPw==", passages=list[FoundPassage]()
    )
    assert msgspec.json.encode(carried(QUESTION, PassagesFound, passages=[])) == msgspec.json.encode(by_field)


def test_a_field_that_nobody_gives_is_missed() -> None:
    with pytest.raises(TypeError, match="passages"):
        carried(QUESTION, PassagesFound)
