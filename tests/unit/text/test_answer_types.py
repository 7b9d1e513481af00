"""What a question asks for."""

import pytest

from functions.text.answer_types import AnswerType, answer_type, names_one

QUESTIONS: dict[str, AnswerType] = {
    "Who built the mill?": "name",
    "Wo liegt das Lager?": "name",
    "In what year was it sold?": "time",
    "Wann öffnet das Museum?": "time",
    "How many rooms are there?": "number",
    "Wie lange dauert die Fahrt?": "number",
    "What does a ticket cost?": "amount",
    "What percentage of them left?": "share",
    "Why is it closed?": "",
    "Combien coûte le billet ?": "",
}


@pytest.mark.parametrize(("question", "kind"), QUESTIONS.items(), ids=[*QUESTIONS])
def test_a_question_asks_for(question: str, kind: AnswerType) -> None:
    assert answer_type(question) == kind


@pytest.mark.parametrize(
    ("text", "kind", "names"),
    [
        ("It was built by Maria Huber.", "name", True),
        ("Nobody knows.", "name", False),
        ("Sold in 1871.", "time", True),
        ("It has twelve rooms.", "number", True),
        ("It has rooms.", "number", False),
        ("A ticket is 140 kroner.", "amount", True),
        ("A ticket is cheap.", "amount", False),
        ("Half of them left.", "share", True),
    ],
)
def test_a_text_names_such_a_thing(text: str, kind: AnswerType, names: bool) -> None:
    assert names_one(text, kind, set()) is names


def test_what_the_question_names_itself_is_not_what_it_asks_for() -> None:
    assert not names_one("In 1871 it rained.", "time", {"1871"})
