"""Sums and extremes: of one column with one unit, over all rows that are meant."""

from pathlib import Path

import pytest

from tests.unit.answer.direct.library import Library

BOATS = (
    "Boat,Seats,Colour,Price,Built\n"
    "Heron,6,red,120 €,2019-03-01\nPlover,4,blue,80 €,2021\nTern,8,red,140 €,2021\nTotal,18,,340 €,\n"
)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library(tmp_path)
    library.add("boats.csv", BOATS)
    return library


@pytest.mark.parametrize(
    ("question", "beginning"),
    [
        ("What is the total price of all boats?", "340 €: the sum of “Price” in 3 of the 3 rows of “boats.csv”. [1]"),
        ("How many seats do the boats have in total?", "18: the sum of “Seats” in 3 of the 3 rows"),
        ("What is the total price of the red boats?", "260 €: the sum of “Price” in 2 of the 3 rows"),
        ("How much do all boats cost in total?", "340 €: the sum of “Price”"),
    ],
)
def test_a_sum_says_over_how_many_rows_it_is(library: Library, question: str, beginning: str) -> None:
    assert library.answer(question).startswith(beginning)


def test_numbers_of_two_units_are_not_added_up(library: Library) -> None:
    library.add("fees.csv", "Fee,Amount\nEntry,5 €\nLocker,3 $\n")
    direct = library.direct("What is the sum of the fees?")
    assert direct is None or not direct.answered
    direct = library.direct("What is the total amount of the fees?")
    assert direct and not direct.answered and "cannot add up “Amount”" in direct.answer


def test_a_sum_over_a_table_of_many_chunks_is_over_all_of_its_rows(library: Library) -> None:
    rows = "\n".join(f'Item {number},"1,0{number % 10}0.50"' for number in range(200))
    assert library.add("stock.csv", f"Article,Value\n{rows}\n") > 10
    expected = sum(1000 + 10 * (number % 10) + 0.5 for number in range(200))
    assert library.answer("What is the total value of all articles?").startswith(f"{expected:,.2f}: the sum of “Value”")


@pytest.mark.parametrize(
    ("question", "boats"),
    [
        ("Which is the cheapest boat?", ["Plover"]),
        ("What is the most expensive red boat?", ["Tern"]),
        ("Which boat has the most seats?", ["Tern"]),
        ("Which boat has the fewest seats?", ["Plover"]),
        ("Which boat has the lowest price?", ["Plover"]),
        ("Which is the oldest boat?", ["Heron"]),
    ],
)
def test_an_extreme_quotes_its_row(library: Library, question: str, boats: list[str]) -> None:
    lines = library.answer(question).split("\n")
    assert [line.split(" | ")[0].removeprefix("- Boat: ") for line in lines[1:]] == boats


def test_all_that_are_equal_are_quoted(library: Library) -> None:
    library.add("oars.csv", "Oar,Length\nLong one,3 m\nOther long one,3 m\nShort one,2 m\n")
    assert len(library.answer("Which is the longest oar?").split("\n")) == 3


def test_the_newest_is_the_one_with_the_latest_date(library: Library) -> None:
    library.add("minutes.csv", "Meeting,Date\nSpring,03.04.2026\nAutumn,12.10.2025\n")
    assert "Meeting: Spring" in library.answer("Which is the latest meeting?")


@pytest.mark.parametrize(
    "question",
    ["What is the largest city of Normandy?", "Which is the most famous boat?", "Which is the longest boat?"],
)
def test_what_no_column_measures_goes_the_usual_way(library: Library, question: str) -> None:
    assert library.direct(question) is None


@pytest.mark.parametrize(
    ("question", "beginning"),
    [
        ("What is the average price of the boats?", "113.33 €: the average of “Price” in 3 of the 3 rows"),
        ("How many seats do the boats have on average?", "6: the average of “Seats” in 3 of the 3 rows"),
        ("What do the red boats cost together?", "260 €: the sum of “Price” in 2 of the 3 rows"),
    ],
)
def test_an_average_is_of_the_column_that_is_named(library: Library, question: str, beginning: str) -> None:
    assert library.answer(question).startswith(beginning)


def test_a_german_sum_and_average_are_written_in_german(library: Library) -> None:
    library.add("zubehoer.csv", "Zubehör;Preis\nSägeblatt;24,50 €\nZange;12,00 €\n")
    assert library.answer("Was kostet das Zubehör zusammen?").startswith("36,50 €: die Summe von „Preis“")
    assert library.answer("Was ist der Durchschnittspreis des Zubehörs?").startswith("18,25 €: der Durchschnitt von")


SHEETS = """# Price list

## Boats

Name | Price
--- | ---
Heron | 24 €
Plover | 16 €

## Accessories

Name | Price
--- | ---
Paddle | 3 €
Jacket | 5 €
"""


@pytest.mark.parametrize(
    ("question", "beginning"),
    [
        ("What do all the accessories cost together?", "8 €: the sum of “Price” in 2 of the 2 rows"),
        ("What is the total price of the price list?", "48 €: the sum of “Price” in 4 of the 4 rows"),
    ],
)
def test_the_table_is_that_which_the_question_names(tmp_path: Path, question: str, beginning: str) -> None:
    library = Library(tmp_path)
    library.add("prices.md", SHEETS)
    assert library.answer(question).startswith(beginning)


def test_two_tables_that_are_as_likely_are_not_added_up(tmp_path: Path) -> None:
    library = Library(tmp_path)
    library.add("north.csv", "Boat,Price\nHeron,24 €\nPlover,16 €\n")
    library.add("south.csv", "Boat,Price\nTern,30 €\nTeal,12 €\n")
    assert library.direct("What is the total price of the boats?") is None
    assert library.answer("What is the total price of the boats in south.csv?").startswith("42 €")


def test_two_columns_that_are_as_likely_are_not_added_up(tmp_path: Path) -> None:
    library = Library(tmp_path)
    library.add("hire.csv", "Boat,Price per hour,Price per day\nHeron,24 €,90 €\nPlover,16 €,60 €\n")
    assert library.direct("What do all the boats cost together?") is None
    assert library.answer("What do all the boats cost together per day?").startswith("150 €")


def test_the_stock_is_no_count_of_rows(tmp_path: Path) -> None:
    library = Library(tmp_path)
    library.add("ropes.csv", "Part,Kind,Stock\nSteel rope,rope,14\nHemp rope,rope,3\n")
    assert library.direct("How many ropes are there?") is None
    assert library.answer("How many ropes are there altogether?").startswith("17: the sum of “Stock”")


@pytest.mark.parametrize(
    ("question", "boats"),
    [
        ("What are the two cheapest boats?", ["Plover", "Heron"]),
        ("Which boat was built first?", ["Heron"]),
        ("Which boat with 6 seats is cheaper?", []),
    ],
)
def test_the_first_of_many_may_be_several(library: Library, question: str, boats: list[str]) -> None:
    direct = library.direct(question)
    lines = direct.answer.split("\n")[1:] if direct else []
    assert [line.split(" | ")[0].removeprefix("- Boat: ") for line in lines] == boats


def test_the_oldest_is_never_measured_by_a_price_per_day(tmp_path: Path) -> None:
    library = Library(tmp_path)
    library.add("geraete.csv", "Gerät;Miete pro Tag;Baujahr\nFräse;42 €;2018\nBagger;29 €;2021\n")
    assert "„Baujahr“" in library.answer("Welches Gerät ist das älteste?")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Which is cheaper, the Heron or the Plover?", "Plover: “Price” 80 €, against 120 € of Heron."),
        ("Which boat was built first, the Heron or the Tern?", "Heron: “Built” 2019-03-01, against 2021 of Tern."),
        ("Does the Heron or the Tern have more seats?", "Tern: “Seats” 8, against 6 of Heron."),
        ("Is the Tern cheaper than the Heron?", "No. Heron: “Price” 120 €, against 140 € of Tern."),
        ("Does the Tern have more seats than the Heron?", "Yes. Tern: “Seats” 8, against 6 of Heron."),
    ],
)
def test_of_two_rows_the_answer_says_which(library: Library, question: str, said: str) -> None:
    assert library.answer(question).split("\n")[0] == said


def test_two_rows_without_a_column_for_it_are_only_quoted(library: Library) -> None:
    assert library.answer("Which is heavier, the Heron or the Plover?").startswith("Both, side by side:")
