"""What speaks for a row or a labelled line, without any model; each kind of question in English and in German."""

import pytest

from functions.answer.evidence_units import Unit
from functions.answer.row_features import RowFeatures, row_features

PRICES = (
    "Code: R-1 | Tool: Heron | Daily rate: 18 | Weight: 12 kg | Shelf: A4",
    "Code: R-2 | Tool: Heron Plus | Daily rate: 24 | Weight: 18 kg | Shelf: B2",
    "Code: R-3 | Tool: Gravel fox | Daily rate: 12 | Weight: 30 kg | Shelf: A4",
)
PREISE = (
    "Nummer: R-1 | Gerät: Schleifer 18 | Tagespreis: 29 | Wochenmiete: 140 | Standort: Hof",
    "Nummer: R-2 | Gerät: Schleifer 140 | Tagespreis: 35 | Wochenmiete: 160 | Standort: Keller",
)
LINES = ("Deposit: 940 EUR", "Absent: Ruth Meyer.", "Venue: the lower hall", "The hotel wants a deposit soon.")


def features(question: str, texts: tuple[str, ...]) -> list[RowFeatures]:
    """Return the features of these units."""
    return row_features(question, [Unit(text, 0, 0, "") for text in texts])


def best(question: str, texts: tuple[str, ...]) -> str:
    """Return the unit that most speaks for."""
    found = features(question, texts)
    worth = [one.named + one.column + 0.1 * len(one.held) for one in found]
    return texts[worth.index(max(worth))]


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("How much is the Heron?", 0),
        ("How much is the Heron Plus?", 1),
        ("What does R-3 weigh?", 2),
        ("How heavy is the Garvel fox?", 2),
    ],
)
def test_the_row_with_the_very_name_beats_its_neighbours(question: str, place: int) -> None:
    assert best(question, PRICES) == PRICES[place]


def test_a_number_of_the_name_is_not_the_same_number_in_another_cell() -> None:
    assert best("Was kostet der Schleifer 140 in der Woche?", PREISE) == PREISE[1]


@pytest.mark.parametrize("question", ["Was kostet der Schleifer am Tag?", "Wie teuer ist der Schleifer täglich?"])
def test_a_compound_is_asked_for_by_its_parts_and_by_other_words(question: str) -> None:
    held = features(question, PREISE)[0].held
    assert len(held) == 2  # what it costs, and a day


def test_a_word_with_a_slip_is_the_one_of_a_compound() -> None:
    assert "wohce" in features("Was kostet der Schleifer pro Wohce?", PREISE)[0].held


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("How high is the deposit?", 0),
        ("Who was absent?", 1),
        ("Who missed the meeting?", 1),
        ("Where was it?", 2),
    ],
)
def test_a_line_is_found_by_its_label(question: str, place: int) -> None:
    assert best(question, LINES) == LINES[place]


@pytest.mark.parametrize("question", ["What is the rent in the second year?", "What is the rent in year 2?"])
def test_a_number_in_order_names_a_row(question: str) -> None:
    years = ("Year: Year 1 | Rent: 20", "Year: Year 2 | Rent: 22")
    assert best(question, years) == years[1]


def test_a_compound_is_named_by_what_tells_it_from_others() -> None:
    costs = ("Prüfkosten: 480 Euro", "Nebenkosten: 185 Euro")
    assert [one.named for one in features("Was kostet die Prüfung?", costs)] == [1.0, 0.0]


def test_a_row_without_labels_has_those_of_the_row_above() -> None:
    unit = Unit("Heron | 18", 0, 0, "", ("Boat", "Daily rate"))
    assert row_features("How much is the Heron?", [unit])[0].column == 1.0


def test_sentences_have_no_such_features() -> None:
    assert features("How much is it?", ("It costs nothing.",)) == [RowFeatures()]
