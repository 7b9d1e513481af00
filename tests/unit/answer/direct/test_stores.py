"""Sums over the rows that a question names by their cells, and cells that say that nothing is left."""

import pytest

from tests.unit.answer.direct.library import Library

SHOP = "Item,Price (EUR),In stock\nDesk lamp,32,7\nFloor lamp,139,sold out\nVice,45,12\nRasp,18,0\n"


@pytest.fixture
def shop(library: Library) -> Library:
    library.add("shop.csv", SHOP)
    return library


@pytest.mark.parametrize(
    ("question", "total"),
    [
        ("What do the lamps cost together?", "171"),
        ("What do all the lamps cost in total?", "171"),
        ("How many lamps are in stock?", "7"),  # the sold-out ones are none
    ],
)
def test_the_rows_that_a_question_names_are_added_up(shop: Library, question: str, total: str) -> None:
    assert shop.answer(question).startswith(f"{total}: the sum of")


def test_several_tables_with_such_rows_are_not_added_up(shop: Library) -> None:
    shop.add("other.csv", "Thing,Price\nDesk lamp,30\nFloor lamp,120\n")
    assert shop.direct("What do the lamps cost together?") is None


def test_all_rows_of_the_thing_asked_for_are_shown(shop: Library) -> None:
    answer = shop.answer("How much is a lamp?")
    assert "Desk lamp" in answer and "Floor lamp" in answer
