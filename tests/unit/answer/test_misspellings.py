"""Which words of a question are taken for others of the index, and how the answer says so."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from functions.answer.misspellings import respelled, said_of, with_words
from tests.unit.answer.direct.library import Library

NEAR = {
    "Petersn": ["Petersen"],
    "Petresen": ["Petersen"],
    "Peterson": ["Petersen"],
    "Petterson": ["Peterson"],
    "Quartlsbericht": ["Quartalsbericht"],
    "deliverys": ["deliveries"],
    "inspecter": ["inspector", "inspected"],
}


def near(word: str) -> Sequence[str]:
    return NEAR.get(word, [])


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("Wie viele Fahrten hat Petersn gemacht?", {"Petersn": "Petersen"}),
        ("What did Petresen say?", {"Petresen": "Petersen"}),
        ("What did Petterson say?", {"Petterson": "Peterson"}),
        ("Was steht im Quartlsbericht?", {"Quartlsbericht": "Quartalsbericht"}),
        ("How many deliverys are there?", {"deliverys": "deliveries"}),
    ],
)
def test_a_slip_is_mended(question: str, meant: dict[str, str]) -> None:
    assert respelled(question, ["something else"], near) == meant


@pytest.mark.parametrize(
    "question",
    ["What did Peterson say?", "Who is the inspecter?", "What is in petersn.txt?", "Where is Quartlsbericht_2?"],
    ids=["another name", "two are as near", "a file", "an identifier"],
)
def test_what_is_not_clear_stays(question: str) -> None:
    assert respelled(question, ["something else"], near) == {}


def test_a_word_that_was_found_is_not_looked_for() -> None:
    assert respelled("What did Petersn say?", ["Mr Petersn says."], near) == {}


def test_words_are_put_in_place_and_told_in_the_language_of_the_question() -> None:
    assert with_words("Was fuhr Petersn?", {"Petersn": "Petersen"}) == "Was fuhr Petersen?"
    assert said_of({"Petersn": "Petersen"}, "Wer ist Petersn?") == "„Petersn“ habe ich als „Petersen“ gelesen."
    assert said_of({"Petersn": "Petersen"}, "What did Petersn drive?") == "I read “Petersn” as “Petersen”."


def test_rows_are_chosen_by_the_name_that_is_meant(tmp_path: Path) -> None:
    library = Library(tmp_path)
    library.add("trips.csv", "Trip,Driver,Place\nT-1,Petersen,Husum\nT-2,Jansen,Kiel\nT-3,Petersen,Eutin\n")
    found = library.found("Which trips did Petersn drive?")
    assert found.direct and found.direct.answer.startswith("2 of the 3 rows of “trips.csv” (Driver: Petersen):")
    assert found.read_as == {"Petersn": "Petersen"}
    assert library.found("Which trips did Peterson drive?").read_as == {}
