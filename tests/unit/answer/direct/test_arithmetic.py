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
