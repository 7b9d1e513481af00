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


@pytest.mark.parametrize(
    "above",
    [
        [["Author", "Ann"]],
        [["Stock list", "", ""], ["As of", "2026-03-01"], ["Made by", "Ann"]],
        [["# made by hand"], ["-----", "-----"]],
    ],
    ids=["a pair", "a title and pairs", "a comment and a drawn line"],
)
def test_what_stands_above_a_header_with_figures_below_gets_no_labels(above: list[list[str]]) -> None:
    rows = list(labelled_rows([*above, HEAD, *ROWS]))
    assert rows[-2:] == LABELLED
    assert not any(": " in row for row in rows[:-2])


def test_a_line_drawn_below_the_header_is_no_row() -> None:
    assert list(labelled_rows([HEAD, ["----", "-----", "-----"], *ROWS])) == LABELLED


def test_a_table_may_begin_in_a_later_column() -> None:
    rows = [["", "", *row] for row in (HEAD, *ROWS)]
    assert list(labelled_rows(rows)) == LABELLED


@pytest.mark.parametrize(
    "names", [["2021", "2022", "2023"], ["2023", "2022", "2021"], ["1", "2", "3"]], ids=["rising", "falling", "counted"]
)
def test_years_and_a_count_are_names_behind_a_word(names: list[str]) -> None:
    rows = [["Region", *names], ["North", "12", "15", "18"]]
    assert list(labelled_rows(rows)) == [f"Region: North | {names[0]}: 12 | {names[1]}: 15 | {names[2]}: 18"]


@pytest.mark.parametrize("values", [["12", "15"], ["2021", "3"], ["2021", "2021"]])
def test_other_figures_are_no_names(values: list[str]) -> None:
    rows = [["North", *values], ["South", "7", "9"]]
    assert list(labelled_rows(rows)) == [" | ".join(row) for row in rows]


def test_names_that_repeat_are_numbered() -> None:
    rows = [["Item", "Price", "Price"], ["Pump", "10", "12"]]
    assert list(labelled_rows(rows)) == ["Item: Pump | Price (1): 10 | Price (2): 12"]


def test_a_header_with_fewer_columns_than_the_rows_names_those_that_it_has() -> None:
    rows = [["id", "name"], ["3", "foo", "77"], ["4", "bar", "88"]]
    assert list(labelled_rows(rows)) == ["id: 3 | name: foo | 77", "id: 4 | name: bar | 88"]


@pytest.mark.parametrize("load", [["Load", ""], ["Load", "Load"]], ids=["with a gap", "merged cells repeated"])
def test_a_header_of_two_rows_names_a_column_by_both(load: list[str]) -> None:
    rows = [["Ship", *load, "Port"], ["", "Coal", "Grain", ""], ["Anna", "5", "7", "Kiel"]]
    assert list(labelled_rows(rows)) == ["Ship: Anna | Load / Coal: 5 | Load / Grain: 7 | Port: Kiel"]


def test_a_table_behind_an_empty_row_has_its_own_header() -> None:
    rows = [["Item", "Count"], ["lamps", "12"], [], ["Town", "People"], ["Ulm", "126000"]]
    assert list(labelled_rows(rows)) == ["Item: lamps | Count: 12", "Town: Ulm | People: 126000"]


def test_rows_behind_an_empty_row_go_on_with_the_table_where_none_of_them_is_surely_a_header() -> None:
    rows = [["Item", "Place"], ["lamps", "A1"], [], ["chairs", "B2"], ["Sum", "2"]]
    assert list(labelled_rows(rows)) == ["Item: lamps | Place: A1", "Item: chairs | Place: B2", "Item: Sum | Place: 2"]


def test_a_remark_behind_an_empty_row_is_no_value_of_the_first_column() -> None:
    rows = [HEAD, *ROWS, [], ["Counted in March."]]
    assert list(labelled_rows(rows)) == [*LABELLED, "Counted in March."]


def test_a_header_may_be_parted_from_its_rows() -> None:
    assert list(labelled_rows([["Stock list"], [], HEAD, [], *ROWS])) == ["Stock list", *LABELLED]


def test_the_names_of_a_form_which_stand_before_their_values_are_no_header() -> None:
    rows = [["Case:", "SW10"], ["Place:", "Hall A"]]
    assert list(labelled_rows(rows)) == ["Case: | SW10", "Place: | Hall A"]


def test_a_row_that_comes_again_is_no_header() -> None:
    rows = [["on", "off"], ["on", "off"]]
    assert list(labelled_rows(rows)) == ["on | off", "on | off"]
