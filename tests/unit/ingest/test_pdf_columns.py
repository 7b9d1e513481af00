"""The order in which a page of a PDF is read."""

from itertools import zip_longest

import pytest

from functions.ingest.extract.pdf.lines import Piece
from tests.unit.ingest.pages_of_pieces import PITCH, column, piece, text_of

LEFT = (
    "The pump house of the northern valley was built in the spring of the year 1911. It supplied forty villages "
    "with water until the great drought. After the war the machines were replaced by electric ones from the city."
)
RIGHT = (
    "Visitors may enter the museum from Tuesday to Sunday between ten and five. Children below the age of twelve pay "
    "nothing when they come with their parents. Dogs have to wait outside in the shade of the lime tree."
)
WIDE = (
    "The restaurant beside the lake offers warm meals at noon and cold ones in the evening, and large groups should "
    "call the cook two days before they arrive with the steamer, for there is only one kitchen on the whole island."
)


def alternately(*columns: list[Piece]) -> list[Piece]:
    return [one for row in zip_longest(*columns) for one in row if one]


@pytest.mark.parametrize("lower", [0.0, 4.0], ids=["on the same lines", "on lines of their own"])
def test_columns_that_are_drawn_line_by_line_are_read_one_after_another(lower: float) -> None:
    left, right = list(column(LEFT, 50, 700, 200)), list(column(RIGHT, 280, 700 - lower, 200))
    assert text_of(alternately(left, right)) == f"{LEFT}\n\n{RIGHT}"


def test_three_columns_are_read_one_after_another() -> None:
    columns = [list(column(text, left, 700, 150)) for text, left in ((LEFT, 50), (RIGHT, 220), (WIDE, 390))]
    assert text_of(alternately(*columns)) == f"{LEFT}\n\n{RIGHT}\n\n{WIDE}"


def test_text_over_the_whole_width_is_read_before_the_columns_below_it() -> None:
    above = list(column(WIDE, 50, 700, 430))
    top = above[-1].base - 2 * PITCH
    page = above + alternately(list(column(LEFT, 50, top, 200)), list(column(RIGHT, 280, top, 200)))
    assert text_of(page) == f"{WIDE}\n\n{LEFT}\n\n{RIGHT}"


def test_text_over_the_whole_width_is_read_behind_the_columns_above_it() -> None:
    columns = alternately(list(column(LEFT, 50, 700, 200)), list(column(RIGHT, 280, 700, 200)))
    lowest = min(one.base for one in columns)
    assert text_of(columns + list(column(WIDE, 50, lowest - 2 * PITCH, 430))) == f"{LEFT}\n\n{RIGHT}\n\n{WIDE}"


def test_a_column_that_is_longer_than_the_other_is_read_to_its_end() -> None:
    left, right = list(column(f"{LEFT} {WIDE}", 50, 700, 200)), list(column(RIGHT, 280, 700, 200))
    assert text_of(alternately(left, right)) == f"{LEFT} {WIDE}\n\n{RIGHT}"


def test_a_sentence_that_goes_on_in_the_next_column_is_whole() -> None:
    cut = LEFT.index(" with water")
    left, right = list(column(LEFT[:cut], 50, 700, 200)), list(column(LEFT[cut + 1 :], 280, 700, 200))
    assert LEFT in text_of(alternately(left, right)).replace("\n\n", " ")


def test_notes_beside_the_text_are_no_part_of_its_lines() -> None:
    text, notes = list(column(LEFT, 50, 700, 300)), list(column("Built in 1911. Forty villages.", 400, 702, 70, 8))
    assert LEFT in text_of(alternately(text, notes))


def test_what_stands_far_apart_in_a_line_is_not_read_as_one_text() -> None:
    page = [piece("Miller and Sons", 50, 700), piece("12 May 1980", 400, 700)]
    assert text_of(page) == "Miller and Sons | 12 May 1980"


def test_a_number_and_its_heading_are_one_line_however_far_apart() -> None:
    assert text_of([piece("1.2", 50, 700), piece("Oil and grease", 95, 700)]) == "1.2 Oil and grease"


def test_the_marks_of_a_list_are_no_column() -> None:
    page = [
        one
        for number, top in ((1, 700), (2, 640), (3, 580))
        for one in (piece(f"{number}.", 50, top), *column(RIGHT[:73], 80, top, 200))
    ]
    assert text_of(page) == "\n\n".join(f"{number}. {RIGHT[:73]}" for number in (1, 2, 3))


def test_text_that_is_turned_is_read_behind_the_rest() -> None:
    turned = piece("Set in Rome", 0, -20)._replace(turned=1)
    assert text_of([turned, *column(LEFT, 50, 700, 300)]) == f"{LEFT}\n\nSet in Rome"
