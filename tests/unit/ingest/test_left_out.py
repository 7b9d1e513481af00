"""How what a reader leaves out is said: what, how much and where."""

import pytest

from functions.ingest.extract.left_out import LONGEST, MOST, gathered, inside, warn


def said(*told: tuple[str, str]) -> list[str]:
    with gathered() as warnings:
        for what, place in told:
            warn(what, place)
    return warnings.texts()


@pytest.mark.parametrize(
    ("places", "line"),
    [
        ([""], "1 picture without a description"),
        (["", ""], "2 pictures without a description"),
        (["slide 3"], "1 picture without a description (slide 3)"),
        (["slide 7", "slide 5", "slide 6", "slide 2"], "4 pictures without a description (slides 2 and 5 to 7)"),
        (["sheet A", "sheet B"], "2 pictures without a description (sheet A and sheet B)"),
        (
            [f"sheet {name}" for name in "ABCDEFGH"],
            "8 pictures without a description (sheet A, sheet B, sheet C, sheet D, sheet E and 3 more)",
        ),
    ],
)
def test_a_kind_is_counted_and_its_places_are_named(places: list[str], line: str) -> None:
    assert said(*(("picture(s) without a description", place) for place in places)) == [line]


def test_what_has_no_plural_is_said_as_it_is() -> None:
    assert said(("4 of 5 pages hold only pictures", "")) == ["4 of 5 pages hold only pictures"]


def test_kinds_come_in_the_order_in_which_they_were_first_said() -> None:
    assert said(("box(es)", ""), ("chart(s)", ""), ("box(es)", "")) == ["2 boxes", "1 chart"]


def test_a_file_inside_is_named() -> None:
    with gathered() as warnings, inside("a.docx"), inside("b.xlsx"):
        warn("chart(s)")
    assert warnings.texts() == ["a.docx: b.xlsx: 1 chart"]


def test_names_from_a_file_bring_no_controls_and_no_endless_lines() -> None:
    (line,) = said(("chart(s)", "sheet \x1b[31m\n" + "x" * 1000))
    assert line.isprintable() and len(line) == LONGEST


def test_more_kinds_than_can_be_told_are_counted() -> None:
    lines = said(*((f"kind {number}", "") for number in range(MOST + 5)))
    assert (len(lines), lines[-1]) == (MOST, "6 more kinds of content were not read")


def test_saying_so_where_nobody_gathers_does_nothing() -> None:
    warn("chart(s)")
