"""Rows of tables as lines: what the header is, and what stands above it."""

import pytest

from functions.ingest.extract.labelled_rows import labelled_rows

HEAD, ROWS = ["Item", "Count", "Place"], [["lamps", "12", "A1"], ["nails", "30", "B2"]]
LABELLED = ["Item: lamps | Count: 12 | Place: A1", "Item: nails | Count: 30 | Place: B2"]


@pytest.mark.parametrize(
    "titles",
    [[], [["Stock list"]], [["Stock list", "", ""], [], ["As of 1 March"]]],
    ids=["none", "one", "two and a blank row"],
)
def test_titles_above_the_header_stay_and_the_rows_below_say_their_columns(titles: list[list[str]]) -> None:
    assert list(labelled_rows([*titles, HEAD, *ROWS])) == [*(row[0] for row in titles if row), *LABELLED]


def test_a_title_above_rows_without_a_header_is_a_row() -> None:
    rows = [["Measured"], ["1", "2"], ["3", "4"]]
    assert list(labelled_rows(rows)) == ["Measured", "1 | 2", "3 | 4"]


def test_a_single_column_has_its_first_row_as_its_header_only_where_one_is_wanted() -> None:
    rows = [["Name"], ["Ann"], ["Bob"]]
    assert list(labelled_rows(rows, least=1)) == ["Name: Ann", "Name: Bob"]
    assert list(labelled_rows(rows)) == ["Name", "Ann", "Bob"]
