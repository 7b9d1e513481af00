"""XLS of Excel before 2007, read as XLSX is."""

from pathlib import Path
from typing import Any

import pytest

from events.errors import Rejected
from functions.documents.media_types import XLS
from functions.ingest.extract import Section, extract, media_type_of
from functions.ingest.extract.left_out import gathered
from tests.unit.ingest.xls_writer import Cell, Sheets, box, chart, comment, merged, xls

OFFICE = (Path(__file__).parent / "files" / "office.xls").read_bytes()
BIRDS: Sheets = {"Birds": [["Bird", "Count"], ["gull", 3.0], ["tern", 4.0]]}


def read(data: bytes, **limits: Any) -> list[Section]:
    return extract(data, XLS, "a.xls", **limits)


def warnings(data: bytes) -> list[str]:
    with gathered() as found:
        read(data)
    return found.texts()


def test_a_file_is_known_by_its_content() -> None:
    assert media_type_of("prices", "", OFFICE) == XLS


def test_each_sheet_is_a_section_and_each_row_says_the_names_of_its_columns() -> None:
    data = xls(BIRDS | {"Empty": [], "Boats": [["Boat", "Length"], ["Otter", 9.5]]})
    assert read(data) == [
        Section("Bird: gull | Count: 3\nBird: tern | Count: 4", None, "Birds"),
        Section("Boat: Otter | Length: 9.5", None, "Boats"),
    ]


def test_numbers_are_read_as_they_are_shown() -> None:
    formats = ["0%", "00000", '#,##0.00 "€"', "[h]:mm"]
    data = xls({"Sheet": [["Share", "Number", "Price", "Hours"], [0.15, 42.0, 1234.5, 1.25]]}, formats=formats)
    assert read(data)[0].text == "Share: 15% | Number: 00042 | Price: 1234.50 € | Hours: 30:00"


@pytest.mark.parametrize(("since_1904", "day"), [(False, "2024-05-03"), (True, "2028-05-04")])
def test_dates_count_from_the_workbooks_first_day(since_1904: bool, day: str) -> None:
    data = xls({"Sheet": [["Since"], [45415.0]]}, formats=["DD.MM.YYYY"], since_1904=since_1904)
    assert read(data)[0].text.endswith(day)


def test_truth_is_said_in_words() -> None:
    assert read(xls({"Sheet": [["Name", "Open"], ["pool", True]]}))[0].text == "Name: pool | Open: yes"


def test_a_merged_cell_is_in_every_row_that_it_covers() -> None:
    rows: list[list[Cell]] = [["Day", "Shift", "Who"], ["Mon", "early", "Ann"], [None, "late", "Ben"]]
    assert read(xls({"Sheet": rows}, merged(1, 2, 0)))[0].text == (
        "Day: Mon | Shift: early | Who: Ann\nDay: Mon | Shift: late | Who: Ben"
    )


def test_a_hidden_sheet_is_read_and_said() -> None:
    data = xls({"Seen": [["x"]], "Secret": [["The code is 4711."]]}, hidden=["Secret"])
    assert read(data)[1] == Section("The code is 4711.", None, "Secret")
    assert warnings(data) == ["1 hidden sheet, read like the others (Secret)"]


def test_a_comment_is_read_with_its_cell_and_its_author() -> None:
    text = read(xls(BIRDS, comment(1, 1, "Ann:\nnot four", "Ann")))[0].text
    assert text.split("\n\n")[1:] == ["Comment on B2 by Ann: not four"]


def test_the_words_of_a_box_are_read() -> None:
    assert read(xls(BIRDS, box("Counted in May.")))[0].text.split("\n\n")[1:] == ["Counted in May."]


def test_the_title_of_a_chart_is_read_and_the_chart_is_said() -> None:
    data = xls(BIRDS, chart("Birds of the bay"))
    assert read(data)[0].text.split("\n\n")[1:] == ["Birds of the bay"]
    assert warnings(data) == ["1 chart, of which the titles and names are read (sheet Birds)"]


def test_a_workbook_in_its_container_is_read() -> None:
    prices, shifts, secret = read(OFFICE)
    gull = "Article: Möwe | Price: 1234.50 € | Share: 15% | Since: 2024-05-03 | Number: 00042"
    assert prices.text.startswith(f"{gull}\n")
    assert shifts.text.startswith("Day: Mon | Shift: early | Hours: 30:00\nDay: Mon | Shift: late | Hours: 08:00:00\n")
    assert secret.heading == "Secret"


def test_what_is_printed_above_every_page_is_read() -> None:
    assert read(OFFICE)[0].text.endswith("\n\nHarbour office Page")


def test_hidden_rows_are_said() -> None:
    assert "1 hidden row, read like the others (sheet Shifts)" in warnings(OFFICE)


@pytest.mark.parametrize("data", [OFFICE[:3000], b"\x09\x08\x10\0\0\6\5\0 and so on", OFFICE[:512]])
def test_a_broken_file_is_rejected(data: bytes) -> None:
    with pytest.raises(Rejected, match=r"a\.xls cannot be read as XLS, it is broken or incomplete: save it as XLSX"):
        read(data)


def test_an_encrypted_file_is_rejected() -> None:
    days, locked = b"\x22\0\2\0\0\0", b"\x2f\0\2\0\0\0"
    with pytest.raises(Rejected, match=r"a\.xls is encrypted: remove its password"):
        read(xls(BIRDS).replace(days, locked))


def test_more_characters_than_allowed_are_rejected() -> None:
    with pytest.raises(Rejected, match="more than 5 characters"):
        read(xls(BIRDS), max_characters=5)
