"""Whether a text says something, as a person reads it."""

import pytest

from bench.evaluation.phrases import NO, YES, says, tokens, unmarked


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("It defaults to 1,000,000,000 bytes.", "1000000000"),
        ("Der Häcksler kostet 58,00 € am Tag.", "58"),
        ("The balance was £4,312.50.", "4312.50"),
        ("It runs for two years.", "2 years"),
        ("Rückgabe nach zwölf Tagen", "12 Tagen"),
        ("The limit is SQLITE_FULL.", "sqlite_full"),
        ("reduced by 5 %", "5%"),
        ("It costs €25.00.", "€ 25"),
        ("Name: bigint | Storage Size: 8 bytes", "8 bytes"),
        ("Artikelnummer: Z-03 | Zubehör: Schleifteller | Passt zu: MG-104", "Z-03 … MG-104"),
    ],
)
def test_numbers_and_names_are_the_same_in_every_way_of_writing(text: str, phrase: str) -> None:
    assert says(text, phrase)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("It costs 158 €.", "58"),
        ("In 8.1 and 18", "8"),
        ("He answered none.", "no"),
        ("MG-104 and Z-03", "Z-03 … MG-104"),
        ("anything", ""),
    ],
)
def test_a_part_of_a_number_or_a_word_and_another_order_do_not_count(text: str, phrase: str) -> None:
    assert not says(text, phrase)


@pytest.mark.parametrize(
    "text",
    [
        "No. Packages must not.",
        "Nein, ab 21 Jahren.",
        "“No”, it says",
        "The answer is: no.",
        "Die Antwort lautet nein.",
    ],
)
def test_no_is_said_by_the_first_word_of_any_language(text: str) -> None:
    assert says(text, NO) and not says(text, YES)


def test_a_no_later_in_the_text_is_no_answer_to_a_yes_or_no_question() -> None:
    assert not says("There is no limit.", NO)


@pytest.mark.parametrize(("text", "begins"), [("8 tools.", True), ("There is a discount of 8 %.", False)])
def test_a_phrase_may_be_wanted_at_the_beginning(text: str, begins: bool) -> None:
    assert says(text, "^8") is begins


def test_one_stays_a_word_for_it_mostly_is_no_number() -> None:
    assert tokens("one of two") == ("one", "of", "2")


def test_the_markers_of_citations_are_no_part_of_an_answer() -> None:
    assert unmarked("It costs 58 €. [1] [2, 3]\n") == "It costs 58 €."
