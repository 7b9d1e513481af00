"""Tables that somebody drew into a plain text."""

import pytest

from functions.ingest.extract.text_tables import with_labelled_rows
from tests.growing import grows_too_fast

LABELLED = "Room: Elm | Seats: 12 | Floor: 1\nRoom: Oak | Seats: 30 | Floor: 2"


@pytest.mark.parametrize(
    "drawn",
    [
        "Room | Seats | Floor\nElm | 12 | 1\nOak | 30 | 2",
        "Room|Seats|Floor\nElm|12|1\nOak|30|2".replace("|", " |"),
        "Room\tSeats\tFloor\nElm\t12\t1\nOak\t30\t2",
        "Room   Seats   Floor\nElm    12      1\nOak    30      2",
    ],
    ids=["bars", "bars without a blank behind", "tabs", "blanks"],
)
def test_rows_between_whatever_signs_repeat_their_header(drawn: str) -> None:
    assert with_labelled_rows(drawn) == LABELLED


def test_lines_around_a_table_stay_as_they_are() -> None:
    drawn = "Our rooms:\nRoom | Seats | Floor\nElm | 12 | 1\nOak | 30 | 2\nAsk at the desk."
    assert with_labelled_rows(drawn) == f"Our rooms:\n{LABELLED}\nAsk at the desk."


def test_words_in_columns_that_no_figure_proves_to_be_a_table_stay_as_they_are() -> None:
    poem = "Roses are red,   violets blue,\nsugar is sweet,   and so are you,\nand here it ends,   as poems do."
    assert with_labelled_rows(poem) == poem


def test_two_lines_with_a_bar_are_no_table() -> None:
    lines = "yes | no\nleft | right"
    assert with_labelled_rows(lines) == lines


def test_a_paragraph_of_one_line_stays_as_it_is() -> None:
    assert with_labelled_rows("this | that") == "this | that"


def test_rows_of_words_alone_name_no_columns() -> None:
    rows = "steel | long\nbrass | short\nzinc | short"
    assert with_labelled_rows(rows) == rows


@pytest.mark.slow
@pytest.mark.parametrize(
    "line",
    ["{0} | {0}", "yes | no", "Part {0} | 7", "word  word", "tab\ttab"],
    ids=lambda line: line.replace("\t", " "),
)
def test_four_times_as_many_lines_take_four_times_as_long(line: str) -> None:
    def drawn(size: int) -> str:
        return "\n".join(line.format(number) for number in range(size))

    assert not grows_too_fast(drawn, with_labelled_rows, 1000)


@pytest.mark.slow
def test_lines_four_times_as_wide_take_four_times_as_long() -> None:
    def drawn(size: int) -> str:
        return "\n".join(
            [" | ".join(f"n{'x' * (number % 7)}" for number in range(size)), *[" | ".join("7" * size)] * 3]
        )

    assert not grows_too_fast(drawn, with_labelled_rows, 300)
