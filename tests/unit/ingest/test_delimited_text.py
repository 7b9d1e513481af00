"""CSV files with quotation marks where none should be."""

import pytest

from functions.ingest.extract.delimited_text import read_csv
from functions.ingest.extract.left_out import gathered


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ('1,"two\nlines"\n2,b', "id: 1 | size: two lines\nid: 2 | size: b"),
        ('1,5" pipe\n2,"7 in\n3,8 in', 'id: 1 | size: 5" pipe\nid: 2 | size: "7 in\nid: 3 | size: 8 in'),
        ('1,"7 in\n2,x\n3,"8 in\n4,y', 'id: 1 | size: "7 in\nid: 2 | size: x\nid: 3 | size: "8 in\nid: 4 | size: y'),
        ('1,"a"b\n2,"c ""d"""', 'id: 1 | size: "a"b\nid: 2 | size: c "d"'),
    ],
)
def test_a_stray_quotation_mark_costs_no_other_row(rows: str, text: str) -> None:
    [section] = read_csv(f"id,size\n{rows}".encode(), "a.csv")
    assert section.text == text


def test_where_a_quotation_mark_is_stray_is_said() -> None:
    with gathered() as warnings:
        read_csv(b'id,size\n1,"7 in\n2,x', "a.csv")
    assert warnings.texts() == ["1 row with a stray quotation mark, read as it stands (line 2)"]


def test_the_delimiter_that_the_first_line_names_is_taken() -> None:
    [section] = read_csv(b"sep=;\nid;size, in mm\n1;2", "a.csv")
    assert section.text == "id: 1 | size, in mm: 2"
