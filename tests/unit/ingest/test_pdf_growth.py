"""The work on a page of a PDF is in proportion to what is on it, however that is placed."""

from collections.abc import Callable

import pytest

from functions.ingest.extract.pdf.grids import with_tables
from functions.ingest.extract.pdf.lines import Piece
from functions.ingest.extract.pdf.rules import Rule, Rules
from functions.ingest.extract.pdf.text import sections_of
from tests.growing import grows_too_fast
from tests.unit.ingest.pages_of_pieces import column, piece, table

pytestmark = pytest.mark.slow

WORDS = "The pump house of the northern valley was built in the spring. "


def one_column(size: int) -> list[Piece]:
    return list(column(WORDS * size, 50, 1e6, 300))


def columns(size: int) -> list[Piece]:
    return [one for left in (50, 280, 510) for one in column(WORDS * (size // 3), left, 1e6, 200)]


def one_line(size: int) -> list[Piece]:
    return [piece("word", 50.0 * number, 700) for number in range(8 * size)]


def stairs(size: int) -> list[Piece]:
    return [piece("word", 30.0 * (number % 97), 1e6 - 4.0 * number) for number in range(8 * size)]


def rows(size: int) -> list[Piece]:
    return table(
        [["Steel", "7.85", "1.20", "", "x"], ["Oak", "", "3.40", "y", ""]] * size, [50, 150, 250, 350, 450], 1e6
    )


def one_place(size: int) -> list[Piece]:
    return [piece("word", 50, 700)] * (8 * size)


@pytest.mark.parametrize("make", [one_column, columns, one_line, stairs, rows, one_place])
def test_a_page_four_times_as_full_takes_four_times_as_long(make: Callable[[int], list[Piece]]) -> None:
    assert not grows_too_fast(make, lambda page: sections_of([page]), 250)


def test_four_times_as_many_pages_take_four_times_as_long() -> None:
    def pages(size: int) -> list[list[Piece]]:
        return [[piece(f"Page {number}", 280, 30), *column(WORDS * 4, 50, 700, 300)] for number in range(size)]

    assert not grows_too_fast(pages, sections_of, 150)


def test_a_table_on_four_times_as_many_pages_takes_four_times_as_long() -> None:
    def pages(size: int) -> list[list[Piece]]:
        return [table([["Part", "Price"], *([f"bolt {number}", "7"] for number in range(5))], [50, 150], 700)] * size

    assert not grows_too_fast(pages, sections_of, 150)


def test_tables_that_are_drawn_on_a_page_take_time_in_proportion_to_its_text() -> None:
    def page(size: int) -> list[Piece]:
        return [piece("word", 55.0 + 100 * (number % 20), 1e4 - 4.0 * (number // 20)) for number in range(size)]

    rules = Rules(
        [Rule(1e4 - 20.0 * number, 50, 2050) for number in range(200)],
        [Rule(50.0 + 100 * number, 0, 1e4) for number in range(21)],
    )
    assert not grows_too_fast(page, lambda pieces: with_tables(pieces, rules), 1_000)
