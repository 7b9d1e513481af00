"""Numbers of a column, as two ways of writing have them, with one unit or several."""

from decimal import Decimal

import pytest

from functions.text.figures import read_column


def values(*cells: str) -> list[Decimal | None]:
    column = read_column(cells)
    assert column
    return [one.value if one else None for one in column.figures]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("12", "-3"), ["12", "-3"]),
        (("1,234.50", "7"), ["1234.50", "7"]),
        (("1.234,50", "7"), ["1234.50", "7"]),
        (("1,234", "20"), ["1234", "20"]),
        (("1.234", "2,5"), ["1234", "2.5"]),
        (("0.125", "1.5"), ["0.125", "1.5"]),
        (("1'200", "3 000"), ["1200", "3000"]),
        (("CHF 12.-", "3.50 CHF"), ["12", "3.50"]),
    ],
)
def test_a_mark_means_what_the_column_says_it_does(cells: tuple[str, ...], expected: list[str]) -> None:
    assert values(*cells) == [Decimal(one) for one in expected]


def test_a_point_before_three_digits_may_mean_either_so_that_nothing_is_read() -> None:
    assert read_column(["1.234", "2.500"]) is None


def test_marks_that_contradict_each_other_are_not_read() -> None:
    assert read_column(["1,50", "2.50"]) is None


@pytest.mark.parametrize("cell", ["E5", "10:30", "2026-01-31", "Ann", "4 to 6", ""])
def test_what_is_no_number_is_none(cell: str) -> None:
    assert values("7", cell) == [Decimal(7), None]


def test_a_unit_is_the_same_before_and_behind_and_as_a_sign_or_a_word() -> None:
    column = read_column(["12 €", "€ 3", "5 EUR", "1 Euro"])
    assert column and {one.unit for one in column.figures if one} == {"€"}


@pytest.mark.parametrize(
    ("cells", "total", "written"),
    [
        (["1,234.50 €", "5 €"], "1239.50", "1,239.50 €"),
        (["1.234,50 €", "5 €"], "1239.50", "1.239,50 €"),
        (["12 kg", "3 kg"], "15", "15 kg"),
        (["15%", "20%"], "35", "35%"),
        (["$5", "$6"], "11", "$11"),
    ],
)
def test_a_number_is_written_as_its_column_is(cells: list[str], total: str, written: str) -> None:
    column = read_column(cells)
    assert column and column.written(Decimal(total)) == written
