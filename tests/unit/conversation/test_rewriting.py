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
        "For the Golf?",
        "Und für den Golf?",
        "Was ist mit dem Golf?",
        "Wie schwer ist es?",
        "Wo ist ihr Büro?",
        "Warum?",
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
        "Is it allowed to smoke in the hall?",
        "And what does the Golf cost?",
        "Gibt es einen Aufzug im Haus?",
        "Ist es erlaubt, im Saal zu rauchen?",
        "Haben Sie am Sonntag geöffnet?",
        "Wie groß darf ein Boot sein?",
        "How long does it take to charge the Golf?",
    ],
)
def test_a_question_that_says_what_it_is_about_stands_alone(question: str) -> None:
    assert not needs_rewriting(question)


def said(*questions: str, answer: str = "So it is.") -> list[Exchange]:
    return [Exchange(question=question, answer=answer) for question in questions]


TYRES, REIFEN = said("What does a tyre change for the Tesla cost?"), said("Was kostet ein Reifenwechsel für den Tesla?")


@pytest.mark.parametrize(
    ("turns", "question", "alone"),
    [
        ([ROLLO], "Who was his son?", "Who was Rollo's son?"),
        (said("How long is the warranty for the pump?"), "Does it cover leaks?", None),
        (said("What is the price of the pump?"), "How heavy is it?", "How heavy is the pump?"),
        (said("What is the deadline for applications?"), "Where do I send them?", "Where do I send applications?"),
        (said("What is the population of Germany?"), "How many people live there?", "How many people live in Germany?"),
        (said("Wie lang ist das Becken?"), "Wie warm ist es?", "Wie warm ist das Becken?"),
        (said("Wo parkt Frau Roth?"), "Wo ist ihr Büro?", "Wo ist Büro von Frau Roth?"),
    ],
)
def test_a_pointing_word_becomes_what_was_spoken_of(turns: list[Exchange], question: str, alone: str | None) -> None:
    assert rewritten(question, turns) == (alone or "Does the warranty for the pump cover leaks?")


@pytest.mark.parametrize(
    ("turns", "question", "alone"),
    [
        (TYRES, "And for the Golf?", "What does a tyre change for the Golf cost?"),
        (TYRES, "For the Golf?", "What does a tyre change for the Golf cost?"),
        (TYRES, "What about the Golf?", "What does a tyre change for the Golf cost?"),
        (TYRES, "And in winter?", "What does a tyre change for the Tesla cost in winter?"),
        (REIFEN, "Und für den Golf?", "Was kostet ein Reifenwechsel für den Golf?"),
        (REIFEN, "Und beim Golf?", "Was kostet ein Reifenwechsel beim Golf?"),
        (REIFEN, "Und im Winter?", "Was kostet ein Reifenwechsel für den Tesla im Winter?"),
        (said("What does the blue pump cost?"), "And the red one?", "What does the red pump cost?"),
        (said("When is the library open on Monday?"), "And Tuesdays?", "When is the library open on Tuesdays?"),
    ],
)
def test_what_is_only_named_takes_the_place_of_its_like(turns: list[Exchange], question: str, alone: str) -> None:
    assert rewritten(question, turns) == alone


def test_a_question_with_a_name_of_its_own_forgets_the_name_before() -> None:
    assert rewritten("And what does the Golf cost?", TYRES) == "And what does the Golf cost?"


@pytest.mark.parametrize(
    ("before", "question", "alone"),
    [
        ("Who wrote the report?", "Where does she live?", "Where does Ann Keller live?"),
        ("Who is the warden?", "Where does she live?", "Where does the warden Ann Keller live?"),
        ("Which pump is the largest?", "What does it cost?", "What does Ann Keller cost?"),
    ],
)
def test_a_name_that_was_asked_for_is_taken_from_the_answer(before: str, question: str, alone: str) -> None:
    assert rewritten(question, said(before, answer="Ann Keller. [1]")) == alone


def test_of_a_quote_that_was_the_answer_the_name_is_taken() -> None:
    quote = "The documents say: \u201cThe report was written by Ann Keller in May.\u201d [1]"
    assert (
        rewritten("Where does she live?", said("Who wrote the report?", answer=quote)) == "Where does Ann Keller live?"
    )


def test_a_question_without_a_word_of_its_own_is_searched_for_with_the_one_before() -> None:
    assert rewritten("Why?", [ROLLO]) == "Why? Who was Rollo?"


def test_a_follow_up_of_a_follow_up_reaches_back_to_the_first() -> None:
    assert rewritten("And when?", [ROLLO, SON]) == "And when? Who was Rollo's son?"


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


@pytest.mark.parametrize("word", ["it", "and", "pump", "the Alder", "wer"])
def test_a_long_text_is_no_follow_up_of_a_few_words_and_stays_as_it_is(word: str) -> None:
    text = f"{word} " * 90
    assert rewritten(f"it {text}", said(text)).startswith(f"it {text}")


@pytest.mark.parametrize("question", ["?", "", "It?", "Who?", "And?", "为什么?"])
def test_whatever_is_said_can_be_searched_for(question: str) -> None:
    for before in ("Who?", "?", "It", "Which?", "Who is it?"):
        assert rewritten(question, said(before, before, answer="Ann.")) or not question
