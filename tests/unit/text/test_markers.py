"""Markers in an answer, checked while it streams."""

from collections.abc import Sequence

import pytest

from functions.text.markers import MarkerFilter, cited_numbers, without_markers


def shown(pieces: Sequence[str], given: Sequence[int] = (1, 2, 3)) -> list[str]:
    """Return what the filter gives out for each piece, and in the end."""
    markers = MarkerFilter(given)
    return [*(markers.feed(piece) for piece in pieces), markers.finish()]


@pytest.mark.parametrize(
    ("text", "checked"),
    [
        ("In France [1].", "In France [1]."),
        ("In France [9].", "In France."),
        ("In France. [1, 9]", "In France. [1]"),
        ("In France. [1; 2]", "In France. [1][2]"),
        ("In France. [1][12][2]", "In France. [1][2]"),
        ("In France. [0]", "In France."),
        ("In France. [ 1 ]", "In France. [1]"),
        ("In France [7], [2].", "In France, [2]."),
        ("A [link] and [1a] stay.", "A [link] and [1a] stay."),
        ("It ends with [1", "It ends with [1"),
        ("An empty [] stays.", "An empty [] stays."),
    ],
)
@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_only_numbers_that_were_given_come_through_however_the_text_is_cut(text: str, checked: str, size: int) -> None:
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    assert "".join(shown(pieces)) == checked


def test_a_marker_over_two_pieces_is_held_back_until_it_is_whole() -> None:
    assert shown(["In France", " [1", "2]", "."]) == ["In France", "", "", ".", ""]


def test_text_is_given_out_as_soon_as_it_can_be_no_marker() -> None:
    assert shown(["See [1", "st edition", "]."]) == ["See", " [1st edition", "].", ""]


def test_without_passages_every_marker_goes() -> None:
    assert "".join(shown(["A note of the text.[12]", " And more [1]."], given=())) == "A note of the text. And more."


@pytest.mark.parametrize("length", [30, 300])
def test_a_row_of_numbers_without_an_end_is_not_held_back_for_ever(length: int) -> None:
    assert shown(["[" + "1" * length])[0]


def test_the_numbers_of_a_text_are_told_once_each() -> None:
    assert cited_numbers("One [2][1]. Two [2, 3].") == [2, 1, 3]


def test_a_text_can_be_read_without_its_markers() -> None:
    assert without_markers("One [2][1]. Two [2, 3].") == "One. Two."
