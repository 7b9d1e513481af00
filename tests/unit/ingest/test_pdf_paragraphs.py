"""Lines of a PDF as paragraphs, under their headings, over the ends of pages."""

import pytest

from functions.ingest.extract.left_out import gathered
from functions.ingest.extract.pdf.lines import Piece
from functions.ingest.extract.pdf.text import sections_of
from tests.unit.ingest.pages_of_pieces import column, piece, text_of

TEXT = (
    "The pump house of the northern valley was built in the spring of the year 1911. It supplied forty villages "
    "with clean water until the great drought. After the war the machines were replaced by electric ones."
)


def page(*above: Piece, text: str = TEXT, top: float = 700) -> list[Piece]:
    return [*above, *column(text, 50, top, 300)]


def headings(*pages: list[Piece]) -> list[str]:
    return [section.heading for section in sections_of(pages)]


def test_larger_letters_make_a_heading() -> None:
    assert headings(page(piece("Maintenance", 50, 720, 16))) == ["Maintenance"]


def test_heavier_letters_make_a_heading() -> None:
    assert headings(page(piece("Maintenance", 50, 714, bold=True))) == ["Maintenance"]


def test_a_smaller_heading_stands_beneath_a_larger() -> None:
    assert headings(page(piece("Pumps", 50, 740, 18), piece("Oil", 50, 720, 13))) == ["Pumps > Oil"]


def test_a_heading_over_two_lines_is_one() -> None:
    lines = piece("How to keep the pumps of", 50, 738, 16), piece("the valley dry", 50, 720, 16)
    assert headings(page(*lines, top=690)) == ["How to keep the pumps of the valley dry"]


def test_a_sentence_in_bold_letters_is_no_heading() -> None:
    assert headings(page(piece("Never open the valve.", 50, 714, bold=True))) == [""]


def test_a_wide_gap_ends_a_paragraph() -> None:
    lines = [*column(TEXT, 50, 700, 300)]
    assert text_of(lines + [one._replace(base=one.base - 200) for one in lines]) == f"{TEXT}\n\n{TEXT}"


def test_an_indented_line_behind_a_full_stop_begins_a_paragraph() -> None:
    first = list(column(TEXT, 50, 700, 300))
    second = list(column(TEXT, 50, first[-1].base - 12, 300))
    second[0] = second[0]._replace(left=65, right=second[0].right + 15)
    assert text_of(first + second) == f"{TEXT}\n\n{TEXT}"


def test_a_sentence_over_two_pages_is_on_the_first_of_them() -> None:
    lines = list(column(TEXT, 50, 700, 300))
    sections = sections_of([lines[:1], [one._replace(base=one.base + 12) for one in lines[1:]]])
    assert [(section.page, section.text) for section in sections] == [
        (1, "The pump house of the northern valley was built in the spring of the year 1911."),
        (2, TEXT[80:]),
    ]


def test_a_sentence_goes_on_behind_the_footnotes() -> None:
    lines = list(column(TEXT, 50, 700, 300))
    note = piece("1 See the report.", 50, 60, 7)
    assert TEXT[:79] in text_of([*lines[:1], note], [one._replace(base=one.base + 12) for one in lines[1:]])


def test_a_finished_sentence_takes_nothing_from_the_next_page() -> None:
    assert text_of(page(), page()) == f"{TEXT}\n\n{TEXT}"


def test_lines_of_which_none_is_full_are_not_put_together_over_pages() -> None:
    assert text_of([piece("ACME-00001", 50, 700)], [piece("XY 7 Berlin", 50, 700)]) == "ACME-00001\n\nXY 7 Berlin"


def framed(number: int) -> list[Piece]:
    texts = f"Handbook {number}", f"Page {number} of 9", "ACME Works"
    return page(
        *(piece(text, left, base) for text, left, base in zip(texts, (50, 280, 50), (780, 30, 790), strict=True))
    )


def test_what_comes_again_at_the_head_and_foot_of_pages_is_left_out() -> None:
    assert text_of(*map(framed, range(1, 5))) == "\n\n".join([TEXT] * 4)


def test_of_a_running_head_that_says_something_it_is_warned() -> None:
    with gathered() as warnings:
        sections_of([framed(number) for number in range(1, 5)])
    assert warnings.texts() == [
        "5 lines at the head or foot of pages, which come again "
        '("ACME Works", "Handbook 1", "Handbook 2", "Handbook 3" and "Handbook 4")'
    ]


def test_of_page_numbers_it_is_not_warned() -> None:
    with gathered() as warnings:
        sections_of([page(piece(str(number), 280, 30)) for number in range(1, 5)])
    assert warnings.texts() == []


def test_a_first_line_that_stands_near_the_text_is_no_running_head() -> None:
    assert text_of(*[page(piece("Note the following.", 50, 712)) for _ in range(4)]).count("Note the following.") == 4


def test_titles_of_pages_are_no_running_heads() -> None:
    assert headings(*[page(piece(f"Chapter {number}", 50, 760, 18)) for number in range(1, 5)]) == [
        f"Chapter {number}" for number in range(1, 5)
    ]


@pytest.mark.parametrize(
    ("above", "below", "read"),
    [
        ("保修期为两年从购买之日起计算请", "保留发票原件。", "保修期为两年从购买之日起计算请保留发票原件。"),
        ("See the manual at example.org/", "pumps for more.", "See the manual at example.org/pumps for more."),
    ],
    ids=["Chinese", "an address"],
)
def test_no_blank_comes_where_none_is_written(above: str, below: str, read: str) -> None:
    assert text_of([piece(above, 50, 700), piece(below, 50, 688)]) == read
