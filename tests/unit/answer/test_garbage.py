"""What a model writes that is no answer: where it begins, and that the run stops there."""

import pytest

from functions.answer.garbage import start_of_garbage, until_garbage, without_garbage

SOURCES = "Normandy is a region in France. Question: how far is it? Answer: far."
SAID = "Normandy is a region in France."


@pytest.mark.parametrize(
    "more",
    [
        "\nUser: Where is Rouen?",
        "\n\nHuman: And Rouen?",
        "\n**Assistant:** It is",
        "\n### Instruction\nName a river.",
        "<|im_start|>user",
        " User: Where is Rouen?",
        "\nFrage: Wo liegt Rouen?",
        "\nBenutzer: Und Rouen?",
        "\nFrage 2: Und Rouen?",
        " The river is long." * 4,
        "\nThe river is long." * 4,
        " The town of Rouen is old. A bridge. The town of Rouen is old. A boat. The town of Rouen is old.",
        " ha ha ha ha ha ha ha ha",
        " the sea and the sea and the sea and the sea and the sea and the sea",
        " ab" + "-" * 60,
        " 是的是的是的是的是的",
    ],
)
def test_a_dialogue_with_itself_and_a_loop_are_left_out(more: str) -> None:
    left = without_garbage(SAID + more, SOURCES)
    assert left.startswith(SAID)
    assert len(left) < len(SAID + more) - 3


def test_of_what_is_repeated_the_first_time_stays() -> None:
    assert without_garbage(f"{SAID} {SAID} {SAID}", SOURCES) == SAID


@pytest.mark.parametrize(
    "text",
    [
        SAID,
        "Answer: in France.",
        "The question is: where? In France.",
        "Any user: Ben may log in. User accounts are free.",
        f"{SAID}\nQuestion: how far is it?",
        "- Monday: closed\n- Tuesday: closed\n- Wednesday: closed\n- Thursday: 10 to 12",
        "| Pump | 12 bar |\n| Valve | 12 bar |\n| Hose | 12 bar |",
        "New York, New York is so good that they named it twice.",
        "It costs 10 francs on Monday. It costs 10 francs on Tuesday. It costs 12 francs on Friday.",
        "| --- | --- | --- | --- | --- |",
        "No. No. No.",
        "",
    ],
)
def test_what_people_write_is_no_garbage(text: str) -> None:
    assert start_of_garbage(text, SOURCES) is None


def said_of(pieces: list[str]) -> str:
    return "".join(until_garbage(pieces, SOURCES))


def test_a_model_that_repeats_itself_is_stopped_soon() -> None:
    assert len(said_of(["It is in France. "] * 1000)) < 5 * len("It is in France. ")


def test_a_model_that_asks_itself_the_next_question_is_stopped_at_the_word() -> None:
    assert said_of([SAID, "\n", "User", ":", " Where", " is"]) == f"{SAID}\nUser:"


def test_a_model_that_writes_markers_alone_is_stopped() -> None:
    assert said_of(["[1]", " [2]", " [1]", " [2]", " [1]", " [2]"]) == "[1] [2] [1] [2]"


def test_sentences_that_differ_by_their_markers_alone_are_a_loop() -> None:
    pieces = [f"It is a region in France [{number}]. " for number in range(1, 9)]
    assert len(said_of(pieces)) < len("".join(pieces[:5]))


def test_an_answer_is_let_through_whole() -> None:
    pieces = ["It ", "is ", "in ", "France", ". [1]"]
    assert said_of(pieces) == "".join(pieces)
