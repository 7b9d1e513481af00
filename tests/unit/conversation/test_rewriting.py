"""Questions that lean on earlier ones, and what is searched for then."""

import pytest

from events.fields import MAX_QUESTION
from events.questions import Exchange
from functions.conversation.rewriting import needs_rewriting, rewritten

ROLLO = Exchange(question="Who was Rollo?", answer="A leader of the Norse raiders.")
SON = Exchange(question="Who was his son?", answer="William Longsword.")


@pytest.mark.parametrize(
    "question",
    [
        "Why?",
        "Can you give me an example?",
        "And where?",
        "And in France?",
        "What about the lower house?",
        "Who ruled it?",
        "Which Senator supported it?",
        "How many people live there?",
        "When did he pay homage to William?",
        "How much of it was produced from 1851 to 1860?",
    ],
)
def test_a_question_that_needs_what_was_said_before_leans_on_it(question: str) -> None:
    assert needs_rewriting(question)


@pytest.mark.parametrize(
    "question",
    [
        "In what country is Normandy located?",
        "What did the Normans call the land that they conquered?",
        "Which theorem says that there are problems of this kind?",
        "Is there a river in Normandy?",
        "Why is the sky blue, and who explained it?",
        "诺曼底在哪个国家?",
    ],
)
def test_a_question_that_says_what_it_is_about_stands_alone(question: str) -> None:
    assert not needs_rewriting(question)


def test_a_follow_up_is_searched_for_with_the_turn_that_it_leans_on() -> None:
    assert rewritten("Who was his son?", [ROLLO]) == "Who was his son? Who was Rollo?"


def test_a_follow_up_of_a_follow_up_reaches_back_to_the_first() -> None:
    assert rewritten("And when?", [ROLLO, SON]) == "And when? Who was his son? Who was Rollo?"


def test_what_came_before_a_question_that_stands_alone_is_left_out() -> None:
    before = Exchange(question="How high is the Eiffel Tower?", answer="330 metres.")
    assert "Eiffel" not in rewritten("And when?", [before, ROLLO])


@pytest.mark.parametrize(("question", "turns"), [("Who was Emma?", [ROLLO]), ("And where?", [])])
def test_other_questions_are_searched_for_as_they_are(question: str, turns: list[Exchange]) -> None:
    assert rewritten(question, turns) == question


def test_a_wrong_answer_does_not_lead_the_search_astray() -> None:
    wrong = Exchange(question="Who was Rollo?", answer="The queen of France.")
    assert "France" not in rewritten("And when?", [wrong])


def test_what_is_searched_for_is_no_longer_than_a_question_may_be() -> None:
    turns = [Exchange(question="And " + "x" * 990, answer="y") for _ in range(4)]
    assert len(rewritten("Why? " + "x" * 990, turns)) <= MAX_QUESTION
